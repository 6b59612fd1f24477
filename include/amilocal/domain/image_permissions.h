#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "amilocal/domain/account_settings.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/limits.h"
#include "amilocal/domain/organization.h"
#include "amilocal/domain/permission.h"
#include "amilocal/domain/snapshot.h"

/// Launch permissions: what ModifyImageAttribute, ResetImageAttribute and
/// CancelImageLaunchPermission may do to them (aws-facts/images.md 2.2).
namespace amilocal::domain {

/// Items in one request (EC2 API Reference, ModifyImageAttribute).
inline constexpr std::size_t kPermissionsPerRequestMax = 10'000;

struct LaunchPermissionChange {
  Grantees add;
  Grantees remove;
  bool isEmpty() const { return add.empty() && remove.empty(); }
};

/// Throws InvalidAMIAttributeItemValue for an account that is not twelve digits, a group other
/// than `all`, and for text that is not the ARN of an organization or of a unit of one.
void checkLaunchPermissions(const LaunchPermissionChange& change);

/// Would the change make a private image public?
bool makesPublic(const Image& image, const LaunchPermissionChange& change);

/// What decides whether an image may be shared, besides the image.
struct SharingFacts {
  std::span<const Snapshot> snapshots;  ///< the image's
  std::int64_t publicImages = 0;        ///< how many the owner has in the Region
  std::int64_t publicImagesMax = rowOf(Limit::public_images).value;
  std::int64_t sharingMax = rowOf(Limit::image_sharing).value;
  PublicAccess publicAccess = PublicAccess::unblocked;  ///< what the owner has set there
};

/// The image after the change. What is there already is not added again, and what is not there is
/// removed without a word, since clients repeat themselves. An image that becomes public is
/// deprecated two years after its creation, unless it has a time of its own (EC2 User Guide,
/// "Deprecate an Amazon EC2 AMI"). Throws for an addition: InvalidAMIID.Unavailable unless the
/// image is available, InvalidParameter for snapshots under the default key, OperationNotPermitted
/// for the public's access while that is blocked, to encrypted snapshots, to product codes or to
/// watermarks, ResourceLimitExceeded for both quotas.
Image planLaunchPermissions(Image image, const LaunchPermissionChange& change,
                            const SharingFacts& facts);

/// The image after `account`, with which it was shared by its number, has given the permission back
/// (EC2 User Guide, "Cancel having an AMI shared with your AWS account"). Throws
/// OperationNotPermitted when the account sees the image through its organization or because it is
/// public, and InvalidParameterValue when it is the owner or the image is not shared with it at
/// all.
Image planWithoutReceiver(Image image, const Account& account);

}  // namespace amilocal::domain
