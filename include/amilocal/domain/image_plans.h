#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/encryption_plan.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/image_rules.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/state_reason.h"
#include "amilocal/domain/volume.h"

namespace amilocal::domain {

/// An image to be made: whose, where, under which name.
struct NewImage {
  ImageId id = ImageId::trusted("");
  std::string account;
  std::string region;
  std::string name;
  std::optional<std::string> description;
  Instant now{};
};

/// What making an image brings into the world: the image, pending, and its new snapshots, pending
/// too. They end together, when `sizeGib` of volumes have been moved.
struct ImagePlan {
  Image image;
  std::vector<Snapshot> snapshots;
  std::int64_t sizeGib = 0;
  std::optional<Instant> promisedAt;  ///< time-based copies: when all must be done at the latest
};

/// What RegisterImage says.
struct Registration {
  ImageTraits traits;
  std::optional<std::string> rootDeviceName;  ///< absent: `/dev/sda1`
  BlockDevices devices;
};

/// An image of snapshots that exist, available at once (aws-facts/images.md section 7,
/// RegisterImage). Throws what completeDevice() throws, and InvalidBlockDeviceMapping when the root
/// device has no snapshot.
Image planRegistration(const NewImage& made, const Registration& registration,
                       const SnapshotsById& snapshots);

/// An instance, what is attached to it, and the image that it was launched from where that is
/// known.
struct ImageableInstance {
  Instance instance;
  std::vector<Volume> volumes;
  SharedImage launchedFrom;
};

/// Throws InvalidParameterValue for an instance that is neither running nor stopped nor stopping,
/// or has its root in an instance store (aws-facts/images.md section 7, CreateImage).
void checkImageable(const Instance& instance);

/// An image of an instance with a snapshot of each attached EBS volume. `overrides` leave devices
/// out, add some, or change DeleteOnTermination; `snapshots` are those that they name. Throws what
/// checkImageable(), checkUnchanged() and completeDevice() throw, and InvalidParameterValue when no
/// volume is attached at the root.
ImagePlan planImageOfInstance(const NewImage& made, const ImageableInstance& source,
                              const BlockDevices& overrides, const SnapshotsById& snapshots,
                              IdSource& ids);

/// May an account that does not own a source's snapshots copy them? The public images of the seed
/// catalogue are open to everyone, as Amazon Linux's storage is.
enum class SourceStorage { byPermission, open };

/// What CopyImage says, besides the new image's name and place.
struct ImageCopyWish {
  EncryptionWish encryption;
  std::optional<std::int64_t> completionDurationMinutes;
  SourceStorage storage = SourceStorage::byPermission;
};

/// Throws UnsupportedOperation, InvalidAMIID.Unavailable or InvalidRequest for an image that
/// `account` cannot copy: its state, its licence, its storage (aws-facts/errors.md section 3.2).
/// `snapshots` are those of the source's mapping that exist.
void checkCopyable(const Image& source, const SnapshotsById& snapshots, const std::string& account,
                   SourceStorage storage);

/// A copy with snapshots of its own. What is copied, what is not, and which key encrypts what:
/// aws-facts/images.md section 7, CopyImage, and planEncryption(). Throws what checkCopyable() and
/// planEncryption() throw.
ImagePlan planImageCopy(const NewImage& made, const Image& source, const SnapshotsById& snapshots,
                        const ImageCopyWish& wish, IdSource& ids);

/// Why a copy cannot end well: the key of a snapshot cannot be used (isUsableKey()). AWS looks at
/// keys only after it has accepted the copy (EC2 API Reference, CopyImage, KmsKeyId).
std::optional<StateReason> keyFailure(const std::vector<Snapshot>& snapshots,
                                      const std::vector<std::string>& unusable);

/// A pending image and its pending snapshots at their end: available and completed, or failed and
/// in error with the reason. The image must be pending.
void endImage(Image& image, std::vector<Snapshot>& snapshots,
              const std::optional<StateReason>& failure, Instant now);

}  // namespace amilocal::domain
