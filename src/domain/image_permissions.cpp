#include "amilocal/domain/image_permissions.h"

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/image_deprecation.h"
#include "amilocal/domain/organization.h"

namespace amilocal::domain {
namespace {

/// How each kind must look, and what refusals call it.
struct GranteeForm {
  GranteeKind kind;
  std::string_view itemType;
  bool (*isLegal)(std::string_view);
};

constexpr GranteeForm kGranteeForms[] = {
    {GranteeKind::group, "userGroup", [](std::string_view text) { return text == "all"; }},
    {GranteeKind::userId, "userId", isAccountId},
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
  if (!image.watermarks.empty()) throw errors::watermarkedImageNotPublic(image.id);
  if (facts.publicImages >= facts.publicImagesMax)
    throw errors::publicImageQuotaExceeded(facts.publicImagesMax);
}

// An organization counts once, the public not at all (EC2 User Guide, "AMI quotas").
void checkSharingQuota(const Grantees& grantees, std::int64_t limit) {
  const auto isEntity = [](const Grantee& grantee) { return grantee.kind != GranteeKind::group; };
  if (std::count_if(grantees.begin(), grantees.end(), isEntity) > limit)
    throw errors::imageSharingQuotaExceeded(limit);
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
  if (!change.add.empty()) checkSharingQuota(image.launchPermissions, facts.sharingMax);
  return image;
}

Image planWithoutReceiver(Image image, const Account& account) {
  const auto& grantees = image.launchPermissions;
  if (image.owner != account.id && !namesAccount(grantees, account.id)) {
    if (namesOrganizationOf(grantees, account))
      throw errors::organizationShareNotCancellable(image.id);
    if (isPublic(grantees)) throw errors::publicShareNotCancellable(image.id);
  }
  const Grantee receiver{GranteeKind::userId, account.id};
  if (std::erase(image.launchPermissions, receiver) == 0)
    throw errors::imageNotSharedWith(image.id, account.id);
  return image;
}

}  // namespace amilocal::domain
