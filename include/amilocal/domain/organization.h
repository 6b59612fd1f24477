#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/permission.h"

/// Accounts in AWS organizations, and which permissions reach them (EC2 User Guide, "Share an AMI
/// with organizations and organizational units").
namespace amilocal::domain {

/// An account as the server knows it. One that nobody has told it about belongs to no organization.
struct Account {
  std::string id;
  std::optional<std::string> name{};
  std::optional<std::string> organization{};  ///< `o-exampleorgid`
  /// The ids of the units above the account, outermost first, with slashes between them; empty for
  /// an account that is directly in the organization's root.
  std::string unitPath{};
  friend bool operator==(const Account&, const Account&) = default;
};

bool isAccountId(std::string_view text);

/// `o-` and 10 to 32 lower-case letters and digits (AWS Organizations API Reference, Organization).
bool isOrganizationId(std::string_view text);

/// `ou-ROOT-UNIT` (AWS Organizations API Reference, OrganizationalUnit, Id).
bool isUnitId(std::string_view text);

/// `arn:aws:organizations::ACCOUNT:organization/o-…` and
/// `arn:aws:organizations::ACCOUNT:ou/o-…/ou-…`.
bool isOrganizationArn(std::string_view arn);
bool isUnitArn(std::string_view arn);

/// What is wrong with an account from a file or from the control API, such as `the unit must be
/// …`; empty when nothing is.
std::string whatIsWrongWith(const Account& account);

/// How the ARNs end that stand for the account: its organization, and each of its units, since a
/// share with a unit reaches the units below too. An organization's id is unique, so which account
/// manages it does not matter.
std::vector<std::string> entitiesOf(const Account& account);

/// Is the organization of the account, or a unit that it is in, in the list?
bool namesOrganizationOf(const Grantees& grantees, const Account& account);

/// Does the list reach the account, by its number or through its organization? The public does
/// not count.
bool reaches(const Grantees& grantees, const Account& account);

}  // namespace amilocal::domain
