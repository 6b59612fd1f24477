#include "app/credentials_file.h"

#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/iam_rules.h"
#include "amilocal/domain/policy.h"
#include "amilocal/wire/json_writer.h"
#include "app/serve_options.h"
#include "app/yaml_file.h"

namespace amilocal {
namespace {

using Names = std::initializer_list<std::string_view>;

// A policy of YAML, as the JSON that it stands for. Scalars become texts: a policy's numbers and
// truth values may be written as such.
std::string jsonOf(const YAML::Node& node) {
  std::string out;
  if (node.IsMap()) {
    for (const auto& member : node) {
      out += out.empty() ? "{" : ",";
      wire::appendJsonString(out, member.first.Scalar());
      out += ":" + jsonOf(member.second);
    }
    return out.empty() ? "{}" : out + "}";
  }
  if (node.IsSequence()) {
    for (const auto& element : node) out += (out.empty() ? "[" : ",") + jsonOf(element);
    return out.empty() ? "[]" : out + "]";
  }
  wire::appendJsonString(out, node.Scalar());
  return out;
}

class Reader {
 public:
  explicit Reader(std::string path) : path_(std::move(path)) {}

  domain::KnownUsers read() {
    const auto root = readYamlFile(path_);
    if (!root.IsDefined() || root.IsNull()) return {};
    allow(root, {"accounts"});
    for (const auto& account : list(root, "accounts")) readAccount(account);
    checkKeys();
    return std::move(known_);
  }

 private:
  [[noreturn]] void refuse(const YAML::Node& node, const std::string& why) const {
    throw UsageError(placeOf(path_, node.Mark()) + ": " + why);
  }

  void allow(const YAML::Node& node, Names names) const {
    if (!node.IsMap()) refuse(node, "must be lines of 'key: value'");
    for (const auto& member : node) {
      const auto key = member.first.IsScalar() ? member.first.Scalar() : std::string();
      if (std::ranges::find(names, key) != names.end()) continue;
      const auto near = nearest(key, std::vector<std::string_view>(names));
      refuse(member.first,
             "unknown key '" + key + "'" + (near.empty() ? "" : "; did you mean " + near + "?"));
    }
  }

  YAML::Node list(const YAML::Node& node, const char* name) const {
    const auto found = node[name];
    if (!found.IsDefined() || found.IsNull()) return YAML::Node(YAML::NodeType::Sequence);
    if (!found.IsSequence()) refuse(found, std::string(name) + " must be a list");
    return found;
  }

  std::string text(const YAML::Node& node, const char* name) const {
    const auto found = node[name];
    if (!found.IsDefined() || !found.IsScalar() || found.Scalar().empty())
      refuse(node, std::string("needs '") + name + "'");
    return found.Scalar();
  }

  std::string text(const YAML::Node& node, const char* name, const std::string& absent) const {
    return node[name].IsDefined() ? text(node, name) : absent;
  }

  // What the rules of IAM refuse is refused here, with its place.
  template <class Check>
  void check(const YAML::Node& node, Check&& rule) const {
    try {
      rule();
    } catch (const ApiError& error) {
      refuse(node, error.message());
    }
  }

  void readAccount(const YAML::Node& node) {
    allow(node, {"id", "keys", "users", "groups", "policies"});
    const auto account = text(node, "id");
    constexpr std::size_t kDigits = 12;
    if (account.size() != kDigits || !isDigits(account))
      refuse(node, "an account has twelve digits, and they stand in quotes");
    if (known_.find(account, "") != nullptr) refuse(node, "account " + account + " comes twice");
    domain::User root{.account = account};
    readKeys(node, root);
    known_.users.push_back(std::move(root));
    for (const auto& policy : list(node, "policies")) readPolicy(policy, account);
    for (const auto& group : list(node, "groups")) readGroup(group, account);
    for (const auto& user : list(node, "users")) readUser(user, account);
  }

  void readKeys(const YAML::Node& node, domain::User& user) const {
    for (const auto& key : list(node, "keys")) {
      allow(key, {"id", "secret"});
      user.keys.push_back({text(key, "id"), text(key, "secret")});
    }
  }

  std::string document(const YAML::Node& node) const {
    const auto found = node["document"];
    if (!found.IsDefined() || found.IsNull() || found.IsSequence())
      refuse(node, "needs 'document'");
    auto json = found.IsScalar() ? found.Scalar() : jsonOf(found);
    check(found, [&] { domain::Policy::parse(json); });
    return json;
  }

  void readPolicy(const YAML::Node& node, const std::string& account) {
    allow(node, {"name", "path", "document"});
    domain::ManagedPolicy policy;
    policy.account = account;
    policy.name = text(node, "name");
    policy.path = text(node, "path", "/");
    check(node, [&] {
      domain::checkIamName(policy.name, "policyName", domain::kPolicyNameMax);
      domain::checkIamPath(policy.path);
    });
    policy.arn = domain::iamArn("aws", account, "policy", policy.path, policy.name);
    policy.document = document(node);
    known_.policies.push_back(std::move(policy));
  }

  // What a group and a user are allowed.
  template <class Holder>
  void readHeld(const YAML::Node& node, Holder& holder) const {
    for (const auto& policy : list(node, "policies")) {
      allow(policy, {"name", "document"});
      holder.inlinePolicies.push_back({text(policy, "name"), document(policy)});
    }
    for (const auto& arn : list(node, "managed-policies"))
      holder.attachedPolicies.push_back(arn.as<std::string>(""));
  }

  void readGroup(const YAML::Node& node, const std::string& account) {
    allow(node, {"name", "policies", "managed-policies"});
    domain::UserGroup group{.account = account, .name = text(node, "name")};
    check(node, [&] { domain::checkIamName(group.name, "groupName", domain::kGroupNameMax); });
    if (known_.findGroup(account, group.name) != nullptr)
      refuse(node, "group " + group.name + " comes twice");
    readHeld(node, group);
    known_.groups.push_back(std::move(group));
  }

  void readUser(const YAML::Node& node, const std::string& account) {
    allow(node, {"name", "path", "keys", "groups", "policies", "managed-policies",
                 "permissions-boundary", "tags"});
    domain::User user{.account = account, .name = text(node, "name")};
    user.path = text(node, "path", "/");
    check(node, [&] {
      domain::checkIamName(user.name, "userName", domain::kRoleNameMax);
      domain::checkIamPath(user.path);
    });
    if (known_.find(account, user.name) != nullptr)
      refuse(node, "user " + user.name + " comes twice");
    readKeys(node, user);
    readHeld(node, user);
    for (const auto& group : list(node, "groups")) {
      user.groups.push_back(group.as<std::string>(""));
      if (known_.findGroup(account, user.groups.back()) == nullptr)
        refuse(group, "there is no group " + user.groups.back() + " in this account");
    }
    if (node["permissions-boundary"].IsDefined())
      user.permissionsBoundary = text(node, "permissions-boundary");
    readTags(node, user);
    known_.users.push_back(std::move(user));
  }

  void readTags(const YAML::Node& node, domain::User& user) const {
    const auto tags = node["tags"];
    if (!tags.IsDefined() || tags.IsNull()) return;
    if (!tags.IsMap()) refuse(tags, "tags must be lines of 'key: value'");
    for (const auto& tag : tags)
      user.tags.push_back({tag.first.as<std::string>(""), tag.second.as<std::string>("")});
  }

  void checkKeys() const {
    std::vector<std::string> ids;
    for (const auto& user : known_.users)
      for (const auto& key : user.keys) ids.push_back(key.id);
    std::ranges::sort(ids);
    if (const auto twice = std::ranges::adjacent_find(ids); twice != ids.end())
      throw UsageError(path_ + ": the key " + *twice + " comes twice");
  }

  const std::string path_;
  domain::KnownUsers known_;
};

}  // namespace

domain::KnownUsers readCredentialsFile(const std::string& path) { return Reader(path).read(); }

}  // namespace amilocal
