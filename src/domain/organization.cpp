#include "amilocal/domain/organization.h"

#include <algorithm>

#include "amilocal/core/text.h"

namespace amilocal::domain {
namespace {

constexpr std::size_t kAccountDigits = 12, kNameMax = 128;

/// `prefix` and then from `minimum` to 32 lower-case letters and digits.
bool isId(std::string_view text, std::string_view prefix, std::size_t minimum) {
  constexpr std::size_t kIdMax = 32;
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  const auto isLegal = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return text.size() >= minimum && text.size() <= kIdMax &&
         std::all_of(text.begin(), text.end(), isLegal);
}

/// The part of an AWS Organizations ARN after the account; empty when it is none.
std::string_view resourceOf(std::string_view arn) {
  const auto parts = split(arn, ':');
  const bool isArn = parts.size() == 6 && parts[0] == "arn" && parts[1].starts_with("aws") &&
                     parts[2] == "organizations" && parts[3].empty() && isAccountId(parts[4]);
  return isArn ? parts[5] : std::string_view();
}

std::vector<std::string_view> unitsOf(const Account& account) {
  if (account.unitPath.empty()) return {};
  return split(account.unitPath, '/');
}

}  // namespace

bool isAccountId(std::string_view text) { return text.size() == kAccountDigits && isDigits(text); }

bool isOrganizationId(std::string_view text) { return isId(text, "o-", 10); }

bool isUnitId(std::string_view text) {
  const auto hyphen = text.rfind('-');
  if (hyphen == std::string_view::npos || hyphen < 3) return false;
  return isId(text.substr(0, hyphen), "ou-", 4) && isId(text.substr(hyphen), "-", 8);
}

bool isOrganizationArn(std::string_view arn) {
  const auto parts = split(resourceOf(arn), '/');
  return parts.size() == 2 && parts[0] == "organization" && isOrganizationId(parts[1]);
}

bool isUnitArn(std::string_view arn) {
  const auto parts = split(resourceOf(arn), '/');
  return parts.size() == 3 && parts[0] == "ou" && isOrganizationId(parts[1]) && isUnitId(parts[2]);
}

std::string whatIsWrongWith(const Account& account) {
  if (!isAccountId(account.id)) return "the id must have twelve digits";
  if (account.name && (account.name->empty() || account.name->size() > kNameMax))
    return "the name must have 1 to " + std::to_string(kNameMax) + " bytes";
  if (account.organization && !isOrganizationId(*account.organization))
    return "the organization must be an id such as o-exampleorgid";
  if (!account.unitPath.empty() && !account.organization) return "a unit needs an organization";
  const auto units = unitsOf(account);
  if (!std::all_of(units.begin(), units.end(), isUnitId))
    return "the unit must be an id such as ou-exam-ple00001, or several with slashes between them, "
           "the outermost first";
  return {};
}

std::vector<std::string> entitiesOf(const Account& account) {
  if (!account.organization) return {};
  std::vector<std::string> entities{"organization/" + *account.organization};
  for (const auto unit : unitsOf(account))
    entities.push_back("ou/" + *account.organization + "/" + std::string(unit));
  return entities;
}

bool namesOrganizationOf(const Grantees& grantees, const Account& account) {
  if (!account.organization) return false;
  const auto entities = entitiesOf(account);
  return std::any_of(grantees.begin(), grantees.end(), [&](const Grantee& grantee) {
    const bool isArn = grantee.kind == GranteeKind::organizationArn ||
                       grantee.kind == GranteeKind::organizationalUnitArn;
    return isArn &&
           std::find(entities.begin(), entities.end(), resourceOf(grantee.value)) != entities.end();
  });
}

bool reaches(const Grantees& grantees, const Account& account) {
  return namesAccount(grantees, account.id) || namesOrganizationOf(grantees, account);
}

}  // namespace amilocal::domain
