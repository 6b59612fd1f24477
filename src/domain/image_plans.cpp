#include "amilocal/domain/image_plans.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <string_view>
#include <utility>

#include "amilocal/core/text.h"
#include "amilocal/domain/caller.h"
#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/block_device_errors.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/errors/snapshot_care_errors.h"
#include "amilocal/domain/platform.h"
#include "amilocal/domain/snapshot_rules.h"
#include "amilocal/domain/snapshot_steps.h"
#include "amilocal/domain/snapshot_tier_rules.h"

namespace amilocal::domain {
namespace {

// What RegisterImage takes when nothing is said (EC2 API Reference, RegisterImage; the root's name
// as a live image registered without options shows it: aws-facts/images.md section 7).
constexpr std::string_view kDefaultArchitecture = "i386";
constexpr std::string_view kDefaultVirtualization = "paravirtual";
constexpr std::string_view kDefaultRootDevice = "/dev/sda1";

Image newImage(const NewImage& made) {
  Image image;
  image.id = made.id;
  image.region = made.region;
  image.owner = made.account;
  image.name = made.name;
  image.description = made.description;
  image.createdAt = wholeSeconds(made.now);
  image.location = made.account + "/" + made.name;
  return image;
}

void addSnapshot(ImagePlan& plan, Snapshot snapshot) {
  plan.sizeGib += snapshot.volumeSizeGib;
  plan.snapshots.push_back(std::move(snapshot));
}

// ---- CreateImage -------------------------------------------------------------------------------

// A volume that is still there when the image is made. One that is being detached has gone.
bool holds(const Attachment& attachment, const InstanceId& instance) {
  return attachment.instanceId == instance && attachment.state != AttachmentState::detaching &&
         attachment.state != AttachmentState::detached;
}

struct AttachedVolume {
  const Volume* volume;
  const Attachment* attachment;
};

// The root first, the others by device name: the order in which answers of the real service have
// been seen.
std::vector<AttachedVolume> attachedVolumes(const ImageableInstance& source) {
  std::vector<AttachedVolume> attached;
  for (const auto& volume : source.volumes)
    for (const auto& attachment : volume.attachments)
      if (holds(attachment, source.instance.id)) attached.push_back({&volume, &attachment});
  std::ranges::sort(attached, {}, [&](const AttachedVolume& one) {
    return std::pair(one.attachment->device != source.instance.rootDeviceName,
                     std::string_view(one.attachment->device));
  });
  return attached;
}

// IOPS and throughput are shown for the types that have them of their own, not where they follow
// from the size (aws-facts/images.md 1.1).
BlockDevice deviceOf(const AttachedVolume& attached) {
  constexpr std::array<std::string_view, 3> kWithIops{"gp3", "io1", "io2"};
  const auto& volume = *attached.volume;
  EbsDevice ebs;
  ebs.deleteOnTermination = attached.attachment->deleteOnTermination;
  ebs.snapshotId = volume.snapshotId;
  ebs.volumeSizeGib = volume.sizeGib;
  ebs.volumeType = volume.volumeType;
  ebs.encrypted = volume.encrypted;
  if (std::ranges::find(kWithIops, volume.volumeType) != kWithIops.end()) ebs.iops = volume.iops;
  if (volume.volumeType == "gp3") ebs.throughputMibps = volume.throughputMibps;
  BlockDevice device;
  device.deviceName = attached.attachment->device;
  device.ebs = std::move(ebs);
  return device;
}

void describeInstance(Image& image, const ImageableInstance& source) {
  const auto& instance = source.instance;
  image.architecture = instance.architecture;
  image.virtualizationType = instance.virtualizationType;
  image.platformDetails = instance.platformDetails;
  image.usageOperation = instance.usageOperation;
  image.platform = instance.platform;
  image.rootDeviceName = instance.rootDeviceName;
  image.enaSupport = instance.enaSupport;
  image.sriovNetSupport = instance.sriovNetSupport;
  image.kernelId = instance.kernelId;
  image.ramdiskId = instance.ramdiskId;
  image.bootMode = instance.bootMode;
  image.tpmSupport = instance.tpmSupport;
  image.productCodes = instance.productCodes;
  image.sourceInstanceId = instance.id.str();
  image.sourceImageId = instance.imageId.str();
  image.sourceImageRegion = instance.region;
  // An instance does not remember the image's wish for IMDSv2, its UEFI data and its watermarks;
  // the image does.
  if (!source.launchedFrom) return;
  image.imdsSupport = source.launchedFrom->imdsSupport;
  image.uefiData = source.launchedFrom->uefiData;
  image.watermarks = source.launchedFrom->watermarks;
}

// ---- CopyImage ---------------------------------------------------------------------------------

bool isFromMarketplace(const Image& image) {
  return image.ownerAlias == "aws-marketplace" ||
         std::ranges::any_of(image.productCodes,
                             [](const ProductCode& code) { return code.type == "marketplace"; });
}

// Clients send Encrypted=false when they mean nothing by it, and nothing is ever decrypted
// (aws-facts/images.md section 7, CopyImage; clients/contract.md 3.4).
EncryptionWish sincere(EncryptionWish wish) {
  if (wish.encrypted == false) wish.encrypted.reset();
  return wish;
}

Snapshot copyOf(const Snapshot& source, const NewImage& made, const ImageId& sourceImage,
                const ImageCopyWish& wish, SnapshotId id) {
  SnapshotCopyWish copy;
  copy.description = "Copied for DestinationAmi " + made.id.str() + " from SourceAmi " +
                     sourceImage.str() + " for SourceSnapshot " + source.id.str() +
                     ". Task created on " + groupThousands(made.now.time_since_epoch().count()) +
                     ".";
  copy.encryption = sincere(wish.encryption);
  copy.completionDurationMinutes = wish.completionDurationMinutes;
  const Caller caller{.account = made.account, .region = made.region, .accessKeyId = {}};
  return planSnapshotCopy(source, copy, std::move(id), caller, made.now);
}

// What a copy takes from its source: all that says how the image boots and what it costs. Whom it
// is shared with, how long it lives and where it was found stays behind.
Image imageLike(const Image& source, const NewImage& made) {
  auto image = newImage(made);
  image.architecture = source.architecture;
  image.imageType = source.imageType;
  image.virtualizationType = source.virtualizationType;
  image.rootDeviceType = source.rootDeviceType;
  image.rootDeviceName = source.rootDeviceName;
  image.platformDetails = source.platformDetails;
  image.usageOperation = source.usageOperation;
  image.platform = source.platform;
  image.enaSupport = source.enaSupport;
  image.sriovNetSupport = source.sriovNetSupport;
  image.kernelId = source.kernelId;
  image.ramdiskId = source.ramdiskId;
  image.bootMode = source.bootMode;
  image.tpmSupport = source.tpmSupport;
  image.imdsSupport = source.imdsSupport;
  image.uefiData = source.uefiData;
  image.watermarks = source.watermarks;
  image.productCodes = source.productCodes;
  image.blockDevices = source.blockDevices;
  image.sourceImageId = source.id.str();
  image.sourceImageRegion = source.region;
  return image;
}

}  // namespace

Image planRegistration(const NewImage& made, const Registration& registration,
                       const SnapshotsById& snapshots) {
  const auto& traits = registration.traits;
  auto image = newImage(made);
  image.state = ImageState::available;
  image.architecture = traits.architecture.value_or(std::string(kDefaultArchitecture));
  image.virtualizationType =
      traits.virtualizationType.value_or(std::string(kDefaultVirtualization));
  image.bootMode = traits.bootMode;
  image.tpmSupport = traits.tpmSupport;
  image.imdsSupport = traits.imdsSupport;
  image.uefiData = traits.uefiData;
  image.kernelId = traits.kernelId;
  image.ramdiskId = traits.ramdiskId;
  image.sriovNetSupport = traits.sriovNetSupport;
  image.enaSupport = traits.enaSupport;
  image.rootDeviceName = registration.rootDeviceName.value_or(std::string(kDefaultRootDevice));
  const auto* root = findDevice(registration.devices, *image.rootDeviceName);
  if (root == nullptr || !root->ebs || !root->ebs->snapshotId) throw errors::noRootSnapshot();
  for (const auto& device : registration.devices)
    if (!device.noDevice)
      image.blockDevices.push_back(completeDevice(device, *image.rootDeviceName, snapshots));
  return image;
}

void checkImageable(const Instance& instance) {
  const bool usable = instance.state == InstanceState::running ||
                      instance.state == InstanceState::stopped ||
                      instance.state == InstanceState::stopping;
  if (!usable) throw errors::instanceNotImageable();
  if (instance.rootDeviceType != "ebs") throw errors::instanceStoreInstance(instance.id);
}

ImagePlan planImageOfInstance(const NewImage& made, const ImageableInstance& source,
                              const BlockDevices& overrides, const SnapshotsById& snapshots,
                              IdSource& ids) {
  const auto& instance = source.instance;
  checkImageable(instance);
  const auto root = instance.rootDeviceName.value_or(std::string(kDefaultRootDevice));
  const auto attached = attachedVolumes(source);
  BlockDevices base;
  for (const auto& one : attached) base.push_back(deviceOf(one));
  if (findDevice(base, root) == nullptr) throw errors::instanceWithoutRootVolume(instance.id, root);
  base.insert(base.end(), instance.ephemeralDevices.begin(), instance.ephemeralDevices.end());
  checkUnchanged(base, overrides);

  ImagePlan plan{.image = newImage(made)};
  describeInstance(plan.image, source);
  for (auto& device : mergeDevices(base, overrides)) {
    const auto from = std::ranges::find(attached, device.deviceName, [](const auto& one) {
      return std::string_view(one.attachment->device);
    });
    if (from == attached.end()) {
      plan.image.blockDevices.push_back(completeDevice(device, root, snapshots));
      continue;
    }
    auto snapshot = planSnapshot(
        *from->volume, ids.next<SnapshotKind>(),
        "Created by CreateImage(" + instance.id.str() + ") for " + made.id.str(), made.now);
    device.ebs->snapshotId = snapshot.id;
    device.ebs->encrypted = snapshot.encrypted;
    plan.image.blockDevices.push_back(device);
    addSnapshot(plan, std::move(snapshot));
  }
  if (findDevice(plan.image.blockDevices, root) == nullptr) throw errors::noRootSnapshot();
  return plan;
}

void checkCopyable(const Image& source, const SnapshotsById& snapshots, const std::string& account,
                   SourceStorage storage) {
  if (source.state == ImageState::pending) throw errors::storageNotAvailable();
  if (source.state != ImageState::available) throw errors::imageNotAvailable(source.id);
  const bool isOwn = source.owner == account;
  if (!isOwn && isFromMarketplace(source)) throw errors::marketplaceImageNotCopyable();
  if (!isOwn && hasBillingCode(source.usageOperation)) throw errors::billedImageNotCopyable();
  for (const auto& id : snapshotIdsOf(source.blockDevices)) {
    const auto snapshot = snapshots.find(id);
    if (snapshot == snapshots.end() || snapshot->second.state != SnapshotState::completed)
      throw errors::storageNotAvailable();
    if (storage == SourceStorage::byPermission && !isUsableBy(snapshot->second, account))
      throw errors::storageNotPermitted();
    if (isArchived(snapshot->second)) throw errors::imageSnapshotArchived(source.id, id);
  }
}

ImagePlan planImageCopy(const NewImage& made, const Image& source, const SnapshotsById& snapshots,
                        const ImageCopyWish& wish, IdSource& ids) {
  checkCopyable(source, snapshots, made.account, wish.storage);
  ImagePlan plan{.image = imageLike(source, made)};
  if (wish.completionDurationMinutes)
    plan.promisedAt = made.now + std::chrono::minutes{*wish.completionDurationMinutes};
  for (auto& device : plan.image.blockDevices) {
    if (!device.ebs || !device.ebs->snapshotId) continue;
    const auto& original = snapshots.at(*device.ebs->snapshotId);
    auto copy = copyOf(original, made, source.id, wish, ids.next<SnapshotKind>());
    device.ebs->snapshotId = copy.id;
    device.ebs->encrypted = copy.encrypted;
    addSnapshot(plan, std::move(copy));
  }
  return plan;
}

std::optional<StateReason> keyFailure(const std::vector<Snapshot>& snapshots,
                                      const std::vector<std::string>& unusable) {
  const auto fails = [&](const Snapshot& snapshot) {
    return snapshot.kmsKeyId &&
           !isUsableKey(*snapshot.kmsKeyId, snapshot.region, snapshot.owner, unusable);
  };
  if (std::none_of(snapshots.begin(), snapshots.end(), fails)) return std::nullopt;
  return StateReason{"Client.InternalError", "Given key ID is not accessible"};
}

void endImage(Image& image, std::vector<Snapshot>& snapshots,
              const std::optional<StateReason>& failure, Instant now) {
  assert(image.state == ImageState::pending);
  image.state = *next(image.state, failure ? ImageEvent::fail : ImageEvent::complete);
  image.stateReason = failure;
  for (auto& snapshot : snapshots) {
    snapshot.state = *next(snapshot.state, failure ? SnapshotEvent::fail : SnapshotEvent::complete);
    snapshot.dueAt.reset();
    if (failure) {
      snapshot.statusMessage = failure->message;
    } else {
      snapshot.completedAt = now;
    }
  }
}

}  // namespace amilocal::domain
