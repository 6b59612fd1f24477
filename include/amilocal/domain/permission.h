#pragma once

#include <compare>
#include <string>
#include <vector>

namespace amilocal::domain {

enum class GranteeKind { group, userId, organizationArn, organizationalUnitArn };

/// One entry of a launch permission or of a snapshot's create-volume permission
/// (aws-facts/images.md 2.2). The only group is `all`.
struct Grantee {
  GranteeKind kind = GranteeKind::userId;
  std::string value;
  friend auto operator<=>(const Grantee&, const Grantee&) = default;
};

using Grantees = std::vector<Grantee>;

/// Does the list contain the group `all`?
bool isPublic(const Grantees& grantees);

/// Is the account named in the list?
bool namesAccount(const Grantees& grantees, const std::string& account);

}  // namespace amilocal::domain
