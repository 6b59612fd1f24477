#include "amilocal/domain/image_permissions.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "amilocal/core/text.h"
#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/image_deprecation.h"

namespace amilocal::domain {
namespace {

constexpr std::size_t kAccountDigits = 12;

bool isAccount(std::string_view text) { return text.size() == kAccountDigits && isDigits(text); }

/// `prefix` and then from `minimum` to 32 lower-case letters and digits, as in `o-ab12cd34ef`.
bool isOrganizationId(std::string_view text, std::string_view prefix, std::size_t minimum) {
  constexpr std::size_t kIdMax = 32;
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  const auto isLegal = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return text.size() >= minimum && text.size() <= kIdMax &&
         std::all_of(text.begin(), text.end(), isLegal);
}

/// `ou-ROOT-UNIT` (AWS Organizations API Reference, OrganizationalUnit, Id).
bool isUnitId(std::string_view text) {
  const auto hyphen = text.rfind('-');
  if (hyphen == std::string_view::npos || hyphen < 3) return false;
  return isOrganizationId(text.substr(0, hyphen), "ou-", 4) &&
         isOrganizationId(text.substr(hyphen), "-", 8);
}

/// The part of an AWS Organizations ARN after the account; empty when it is none.
std::vector<std::string_view> resourceOf(std::string_view arn) {
  const auto parts = split(arn, ':');
  const bool isArn = parts.size() == 6 && parts[0] == "arn" && parts[1].starts_with("aws") &&
                     parts[2] == "organizations" && parts[3].empty() && isAccount(parts[4]);
  if (!isArn) return {};
  return split(parts[5], '/');
}

bool isOrganizationArn(std::string_view arn) {
  const auto parts = resourceOf(arn);
  return parts.size() == 2 && parts[0] == "organization" && isOrganizationId(parts[1], "o-", 10);
}

bool isUnitArn(std::string_view arn) {
  const auto parts = resourceOf(arn);
  return parts.size() == 3 && parts[0] == "ou" && isOrganizationId(parts[1], "o-", 10) &&
         isUnitId(parts[2]);
}

/// How each kind must look, and what refusals call it.
struct GranteeForm {
  GranteeKind kind;
  std::string_view itemType;
  bool (*isLegal)(std::string_view);
};

constexpr GranteeForm kGranteeForms[] = {
    {GranteeKind::group, "userGroup", [](std::string_view text) { return text == "all"; }},
    {GranteeKind::userId, "userId", isAccount},
    {GranteeKind::organizationArn, "organizationArn", isOrganizationArn},
    {GranteeKind::organizationalUnitArn, "organizationalUnitArn", isUnitArn},
};

void checkGrantees(const Grantees& grantees) {
  for (const auto& grantee : grantees)
    for (const auto& form : kGranteeForms)
      if (form.kind == grantee.kind && !form.isLegal(grantee.value))
        throw errors::invalidImageAttributeItem(grantee.value, form.itemType);
}

bool isUnderDefaultKey(const Snapshot& snapshot) {
  return snapshot.encrypted &&
         (!snapshot.kmsKeyId ||
          isDefaultKeyArn(*snapshot.kmsKeyId, snapshot.region, snapshot.owner));
}

void checkMayBeShared(const Image& image, const SharingFacts& facts) {
  if (image.state != ImageState::available) throw errors::imageNotAvailable(image.id);
  if (std::any_of(facts.snapshots.begin(), facts.snapshots.end(), isUnderDefaultKey))
    throw errors::defaultKeyNotShareable();
}

void checkMayBePublic(const Image& image, const SharingFacts& facts) {
  if (facts.publicAccess != PublicAccess::unblocked) throw errors::publicImagesBlocked();
  const auto isEncrypted = [](const Snapshot& snapshot) { return snapshot.encrypted; };
  if (std::any_of(facts.snapshots.begin(), facts.snapshots.end(), isEncrypted))
    throw errors::encryptedImageNotPublic(image.id);
  if (!image.productCodes.empty()) throw errors::imageWithProductCodesNotPublic(image.id);
  if (facts.publicImages >= kPublicImagesMax)
    throw errors::publicImageQuotaExceeded(kPublicImagesMax);
}

void checkSharingQuota(const Grantees& grantees) {
  const auto isEntity = [](const Grantee& grantee) { return grantee.kind != GranteeKind::group; };
  if (std::count_if(grantees.begin(), grantees.end(), isEntity) >
      static_cast<std::ptrdiff_t>(kSharedEntitiesMax))
    throw errors::imageSharingQuotaExceeded(kSharedEntitiesMax);
}

Grantees inOrder(Grantees grantees) {
  std::sort(grantees.begin(), grantees.end());
  grantees.erase(std::unique(grantees.begin(), grantees.end()), grantees.end());
  return grantees;
}

Grantees changed(const Grantees& before, const LaunchPermissionChange& change) {
  auto all = before;
  all.insert(all.end(), change.add.begin(), change.add.end());
  all = inOrder(std::move(all));
  const auto gone = inOrder(change.remove);
  Grantees left;
  std::set_difference(all.begin(), all.end(), gone.begin(), gone.end(), std::back_inserter(left));
  return left;
}

}  // namespace

void checkLaunchPermissions(const LaunchPermissionChange& change) {
  if (change.add.size() + change.remove.size() > kPermissionsPerRequestMax)
    throw errors::tooManyImageGrantees(kPermissionsPerRequestMax);
  checkGrantees(change.add);
  checkGrantees(change.remove);
}

bool makesPublic(const Image& image, const LaunchPermissionChange& change) {
  return !isPublic(image.launchPermissions) && isPublic(change.add) && !isPublic(change.remove);
}

Image planLaunchPermissions(Image image, const LaunchPermissionChange& change,
                            const SharingFacts& facts) {
  if (!change.add.empty()) checkMayBeShared(image, facts);
  if (makesPublic(image, change)) {
    checkMayBePublic(image, facts);
    if (!image.deprecationAt) image.deprecationAt = latestPublicDeprecation(image);
  }
  image.launchPermissions = changed(image.launchPermissions, change);
  if (!change.add.empty()) checkSharingQuota(image.launchPermissions);
  return image;
}

Image planWithoutReceiver(Image image, const std::string& account) {
  if (image.owner != account && !namesAccount(image.launchPermissions, account) &&
      isPublic(image.launchPermissions))
    throw errors::publicShareNotCancellable(image.id);
  const Grantee receiver{GranteeKind::userId, account};
  if (std::erase(image.launchPermissions, receiver) == 0)
    throw errors::imageNotSharedWith(image.id, account);
  return image;
}

}  // namespace amilocal::domain
