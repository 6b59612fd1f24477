#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/iam.h"

/// Users and their keys, as the credentials file has them (docs/security.md).
namespace amilocal::domain {

struct AccessKey {
  std::string id;  ///< `AKIA…`
  std::string secret;
  friend bool operator==(const AccessKey&, const AccessKey&) = default;
};

/// What its members are allowed besides what they are allowed themselves. It is no principal, and
/// has no boundary (IAM User Guide, "IAM user groups").
struct UserGroup {
  std::string account;
  std::string name;
  std::vector<InlinePolicy> inlinePolicies{};
  std::vector<std::string> attachedPolicies{};  ///< ARNs
  friend bool operator==(const UserGroup&, const UserGroup&) = default;
};

/// A user of an account, or its root user.
struct User {
  std::string account;
  std::string name{};  ///< empty for the root user
  std::string path = "/";
  std::vector<AccessKey> keys{};
  std::vector<InlinePolicy> inlinePolicies{};
  std::vector<std::string> attachedPolicies{};       ///< ARNs
  std::optional<std::string> permissionsBoundary{};  ///< an ARN
  std::vector<std::string> groups{};                 ///< names in its account
  Tags tags{};

  bool isRoot() const { return name.empty(); }
  std::string arn(std::string_view partition = "aws") const;
  /// `AIDA…`, a function of the ARN; the account's number for the root user.
  std::string id() const;
  friend bool operator==(const User&, const User&) = default;
};

/// What the server was told of users; changes no more after the start.
struct KnownUsers {
  std::vector<User> users;
  std::vector<UserGroup> groups;
  std::vector<ManagedPolicy> policies;

  bool empty() const { return users.empty(); }
  /// Null where nobody is known by it.
  const User* ofKey(std::string_view accessKeyId) const;
  const User* find(std::string_view account, std::string_view name) const;
  const UserGroup* findGroup(std::string_view account, std::string_view name) const;
  const ManagedPolicy* findPolicy(std::string_view arn) const;
  std::optional<std::string> secretOf(std::string_view accessKeyId) const;
};

}  // namespace amilocal::domain
