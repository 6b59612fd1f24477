#include "amilocal/domain/known_users.h"

#include <algorithm>

#include "amilocal/core/hash.h"
#include "amilocal/domain/iam_rules.h"

namespace amilocal::domain {
namespace {

const AccessKey* keyOf(const User& user, std::string_view accessKeyId) {
  const auto found = std::ranges::find(user.keys, accessKeyId, &AccessKey::id);
  return found == user.keys.end() ? nullptr : &*found;
}

}  // namespace

std::string User::arn(std::string_view partition) const {
  if (isRoot()) return "arn:" + std::string(partition) + ":iam::" + account + ":root";
  return iamArn(partition, account, "user", path, name);
}

std::string User::id() const {
  constexpr int kCharacters = 17;
  if (isRoot()) return account;
  auto id = stableHex(arn(), kCharacters);
  for (auto& c : id)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  return "AIDA" + id;
}

const User* KnownUsers::ofKey(std::string_view accessKeyId) const {
  const auto found =
      std::ranges::find_if(users, [&](const User& user) { return keyOf(user, accessKeyId); });
  return found == users.end() ? nullptr : &*found;
}

const User* KnownUsers::find(std::string_view account, std::string_view name) const {
  const auto found = std::ranges::find_if(
      users, [&](const User& user) { return user.account == account && user.name == name; });
  return found == users.end() ? nullptr : &*found;
}

const UserGroup* KnownUsers::findGroup(std::string_view account, std::string_view name) const {
  const auto found = std::ranges::find_if(groups, [&](const UserGroup& group) {
    return group.account == account && group.name == name;
  });
  return found == groups.end() ? nullptr : &*found;
}

const ManagedPolicy* KnownUsers::findPolicy(std::string_view arn) const {
  const auto found = std::ranges::find(policies, arn, &ManagedPolicy::arn);
  return found == policies.end() ? nullptr : &*found;
}

std::optional<std::string> KnownUsers::secretOf(std::string_view accessKeyId) const {
  const auto* user = ofKey(accessKeyId);
  if (user == nullptr) return std::nullopt;
  return keyOf(*user, accessKeyId)->secret;
}

}  // namespace amilocal::domain
