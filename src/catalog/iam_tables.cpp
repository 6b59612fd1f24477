#include "amilocal/catalog/iam_tables.h"

#include "rows.h"
#include "tag_columns.h"

namespace amilocal {
namespace {

using domain::InlinePolicy;
using domain::InstanceProfile;
using domain::ManagedPolicy;
using domain::Role;
using domain::Session;

/// What all that IAM knows by a name begins with.
template <class Visitor, class Value>
void visitNamed(Visitor& column, Value& value) {
  column("arn", value.arn);
  column("id", value.id);
  column("account", value.account);
  column("name", value.name);
  column("path", value.path);
  column("created_at", value.createdAt);
}

struct RoleColumns {
  static constexpr const char* kTable = "iam_role";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& role) {
    visitNamed(column, role);
    column("description", role.description);
    column("max_session_seconds", role.maxSessionSeconds);
    column("permissions_boundary", role.permissionsBoundary);
    column("last_used_at", role.lastUsedAt);
    column("last_used_region", role.lastUsedRegion);
    column("trust_policy", role.trustPolicy);
  }
};

struct RolePolicyColumns {
  static constexpr const char* kTable = "iam_role_policy";
  static constexpr const char* kParent = "role_arn";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& policy) {
    column("name", policy.name);
    column("document", policy.document);
  }
};

struct RoleAttachmentColumns {
  static constexpr const char* kTable = "iam_role_attachment";
  static constexpr const char* kParent = "role_arn";

  template <class Visitor, class Text>
  static void visit(Visitor& column, Text& policyArn) {
    column("policy_arn", policyArn);
  }
};

struct RoleTagColumns : TagColumns {
  static constexpr const char* kTable = "iam_role_tag";
  static constexpr const char* kParent = "role_arn";
};

struct PolicyColumns {
  static constexpr const char* kTable = "iam_policy";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& policy) {
    visitNamed(column, policy);
    column("description", policy.description);
    column("document", policy.document);
  }
};

struct PolicyTagColumns : TagColumns {
  static constexpr const char* kTable = "iam_policy_tag";
  static constexpr const char* kParent = "policy_arn";
};

struct ProfileColumns {
  static constexpr const char* kTable = "iam_instance_profile";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& profile) {
    visitNamed(column, profile);
    column("role_arn", profile.roleArn);
  }
};

struct ProfileTagColumns : TagColumns {
  static constexpr const char* kTable = "iam_instance_profile_tag";
  static constexpr const char* kParent = "profile_arn";
};

struct SessionColumns {
  static constexpr const char* kTable = "session";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& session) {
    column("access_key_id", session.accessKeyId);
    column("account", session.account);
    column("arn", session.arn);
    column("user_id", session.userId);
    column("expires_at", session.expiresAt);
    column("secret_key", session.secretKey);
    column("token", session.token);
    column("principal_arn", session.principalArn);
    column("policy", session.policy);
  }
};

struct SessionPolicyColumns {
  static constexpr const char* kTable = "session_policy";
  static constexpr const char* kParent = "access_key_id";

  template <class Visitor, class Text>
  static void visit(Visitor& column, Text& policyArn) {
    column("policy_arn", policyArn);
  }
};

using RoleRows = Rows<Role, RoleColumns>;
using RolePolicies = Lists<InlinePolicy, RolePolicyColumns>;
using RoleAttachments = Lists<std::string, RoleAttachmentColumns>;
using RoleTags = Lists<domain::Tag, RoleTagColumns>;
using PolicyRows = Rows<ManagedPolicy, PolicyColumns>;
using PolicyTags = Lists<domain::Tag, PolicyTagColumns>;
using ProfileRows = Rows<InstanceProfile, ProfileColumns>;
using ProfileTags = Lists<domain::Tag, ProfileTagColumns>;
using SessionRows = Rows<Session, SessionColumns>;
using SessionPolicies = Lists<std::string, SessionPolicyColumns>;

constexpr std::string_view kCountAttached =
    "SELECT count(*) FROM iam_role_attachment WHERE policy_arn = ?1";

// The columns of names compare without case (schema/catalog).
template <class TableRows>
auto readNamed(Database& database, const std::string& account, const std::string& name) {
  static const auto kSql = TableRows::sql().select + " WHERE account = ?1 AND name = ?2";
  Statement statement(database, kSql);
  statement.bindAt(1, account);
  statement.bindAt(2, name);
  return TableRows::readAll(statement);
}

template <class TableRows>
auto readAllOf(Database& database, const std::string& account) {
  static const auto kSql = TableRows::sql().select + " WHERE account = ?1 ORDER BY name";
  Statement statement(database, kSql);
  statement.bindAt(1, account);
  return TableRows::readAll(statement);
}

template <class Value>
std::optional<Value> firstOf(std::vector<Value> values) {
  if (values.empty()) return std::nullopt;
  return std::move(values.front());
}

Role filled(Database& database, Role role) {
  role.inlinePolicies = RolePolicies::find(database, role.arn);
  role.attachedPolicies = RoleAttachments::find(database, role.arn);
  role.tags = RoleTags::find(database, role.arn);
  return role;
}

ManagedPolicy filled(Database& database, ManagedPolicy policy) {
  policy.tags = PolicyTags::find(database, policy.arn);
  return policy;
}

InstanceProfile filled(Database& database, InstanceProfile profile) {
  profile.tags = ProfileTags::find(database, profile.arn);
  return profile;
}

template <class Value>
std::optional<Value> filled(Database& database, std::optional<Value> value) {
  if (!value) return std::nullopt;
  return filled(database, *std::move(value));
}

template <class Value>
std::vector<Value> filled(Database& database, std::vector<Value> values) {
  for (auto& value : values) value = filled(database, std::move(value));
  return values;
}

}  // namespace

std::optional<Role> RoleTable::find(const std::string& arn) const {
  return filled(database_, RoleRows::find(database_, arn));
}

std::optional<Role> RoleTable::findNamed(const std::string& account,
                                         const std::string& name) const {
  return filled(database_, firstOf(readNamed<RoleRows>(database_, account, name)));
}

std::vector<Role> RoleTable::list(const std::string& account) const {
  return filled(database_, readAllOf<RoleRows>(database_, account));
}

std::int64_t RoleTable::countAttached(const std::string& policyArn) const {
  Statement statement(database_, kCountAttached);
  statement.bindAt(1, policyArn);
  return statement.step() ? statement.integer(0) : 0;
}

void RoleTable::insert(const Role& role) {
  RoleRows::insert(database_, role);
  RolePolicies::insert(database_, role.arn, role.inlinePolicies);
  RoleAttachments::insert(database_, role.arn, role.attachedPolicies);
  RoleTags::insert(database_, role.arn, role.tags);
}

void RoleTable::update(const Role& role) {
  RoleRows::update(database_, role);
  RolePolicies::replace(database_, role.arn, role.inlinePolicies);
  RoleAttachments::replace(database_, role.arn, role.attachedPolicies);
  RoleTags::replace(database_, role.arn, role.tags);
}

bool RoleTable::remove(const std::string& arn) { return RoleRows::remove(database_, arn); }

std::optional<ManagedPolicy> PolicyTable::find(const std::string& arn) const {
  return filled(database_, PolicyRows::find(database_, arn));
}

std::optional<ManagedPolicy> PolicyTable::findNamed(const std::string& account,
                                                    const std::string& name) const {
  return filled(database_, firstOf(readNamed<PolicyRows>(database_, account, name)));
}

void PolicyTable::insert(const ManagedPolicy& policy) {
  PolicyRows::insert(database_, policy);
  PolicyTags::insert(database_, policy.arn, policy.tags);
}

bool PolicyTable::remove(const std::string& arn) { return PolicyRows::remove(database_, arn); }

std::optional<InstanceProfile> InstanceProfileTable::find(const std::string& arn) const {
  return filled(database_, ProfileRows::find(database_, arn));
}

std::optional<InstanceProfile> InstanceProfileTable::findNamed(const std::string& account,
                                                               const std::string& name) const {
  return filled(database_, firstOf(readNamed<ProfileRows>(database_, account, name)));
}

std::vector<InstanceProfile> InstanceProfileTable::list(const std::string& account) const {
  return filled(database_, readAllOf<ProfileRows>(database_, account));
}

void InstanceProfileTable::insert(const InstanceProfile& profile) {
  ProfileRows::insert(database_, profile);
  ProfileTags::insert(database_, profile.arn, profile.tags);
}

void InstanceProfileTable::update(const InstanceProfile& profile) {
  ProfileRows::update(database_, profile);
  ProfileTags::replace(database_, profile.arn, profile.tags);
}

bool InstanceProfileTable::remove(const std::string& arn) {
  return ProfileRows::remove(database_, arn);
}

std::optional<Session> SessionTable::find(const std::string& accessKeyId) const {
  auto session = SessionRows::find(database_, accessKeyId);
  if (session) session->policyArns = SessionPolicies::find(database_, accessKeyId);
  return session;
}

void SessionTable::insert(const Session& session) {
  SessionRows::insert(database_, session);
  SessionPolicies::insert(database_, session.accessKeyId, session.policyArns);
}

}  // namespace amilocal
