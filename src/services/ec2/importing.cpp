#include "services/ec2/importing.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/image_plans.h"
#include "amilocal/domain/snapshot_rules.h"
#include "amilocal/engine/errands.h"
#include "ec2/describe.gen.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/buckets.h"
#include "services/ec2/disk_bytes.h"
#include "services/ec2/disk_conversion.h"
#include "services/ec2/events.h"
#include "services/ec2/image_making.h"
#include "services/ec2/lookup.h"
#include "services/ec2/ova.h"
#include "services/ec2/transfers.h"
#include "services/kms/keys.h"

namespace amilocal::ec2 {
namespace {

using domain::DiskFormat;
using domain::Transfer;
using domain::TransferDisk;

TransferFailed cannotReadDisk(std::string_view reason) {
  return TransferFailed(domain::diskValidationFailure(reason));
}

/// The object with a disk. What is not there, or not the account's, is answered as S3 answers the
/// service (aws-facts/images.md section 7, "Import / export", Failure).
domain::StoredObject requireDiskObject(RequestContext& ctx, Buckets& buckets,
                                       const DiskPlace& place) {
  const auto bucket = buckets.find(place.bucket);
  if (bucket && bucket->owner != ctx.account())
    throw cannotReadDisk("We do not have access to the given resource. Reason 403 Forbidden");
  const auto object = bucket ? buckets.findObject(place.bucket, place.key) : std::nullopt;
  if (!object)
    throw cannotReadDisk("We do not have access to the given resource. Reason 404 Not Found");
  if (!buckets.mayRead(*bucket, *object))
    throw cannotReadDisk("We do not have access to the given resource. Reason 403 Forbidden");
  if (!isIn(*bucket, ctx.region()))
    throw cannotReadDisk("The given S3 object is not local to the region");
  if (object->size == 0) throw cannotReadDisk("The file is empty");
  return *object;
}

/// A disk that has been read: its bytes are in the store.
struct ReadDisk {
  DiskFormat format{};
  std::uint64_t fileBytes = 0;
  std::uint64_t diskBytes = 0;
  std::vector<domain::Block> blocks{};
};

struct ReadDisks {
  explicit ReadDisks(BlobStore& blobs) : hold(blobs) {}
  std::vector<ReadDisk> disks;
  BlobStore::Hold hold;
};

/// Reads disks on whichever thread.
class DiskReader {
 public:
  DiskReader(BlobStore& blobs, const std::stop_token& stop) : blobs_(blobs), stop_(stop) {}

  /// Of an OVA there may be several.
  std::shared_ptr<const ReadDisks> read(s3::ObjectBytes& bytes, DiskFormat format) {
    auto read = std::make_shared<ReadDisks>(blobs_);
    ObjectPart whole(bytes);
    if (format != DiskFormat::ova) {
      read->disks.push_back(readOne(whole, format, read->hold));
      return read;
    }
    for (const auto& inner : ovaDisks(whole)) {
      ObjectPart part(bytes, inner.first, inner.size);
      read->disks.push_back(readOne(part, DiskFormat::vmdk, read->hold));
    }
    return read;
  }

 private:
  ReadDisk readOne(DiskBytes& file, DiskFormat format, BlobStore::Hold& hold) {
    ReadDisk disk{.format = format, .fileBytes = file.size(), .diskBytes = file.size()};
    if (format == DiskFormat::raw) {
      disk.blocks = takeDisk(file, hold, stop_);
      return disk;
    }
    DiskConversion conversion(blobs_, stop_);
    auto raw = conversion.toRaw(file, format);
    disk.diskBytes = raw.size();
    disk.blocks = takeDisk(raw, hold, stop_);
    return disk;
  }

  BlobStore& blobs_;
  const std::stop_token& stop_;
};

/// The disks of an object. To start a program takes longer than to read a small disk.
std::shared_ptr<const ReadDisks> readDisks(RequestContext& ctx, const DiskPlace& place,
                                           DiskFormat format) {
  using Read = std::shared_ptr<const ReadDisks>;
  const auto buckets = bucketsOf(ctx);
  const auto object = requireDiskObject(ctx, *buckets, place);
  const auto name = "import " + std::string(domain::toString(format)) + " " + nameOf(object);
  PinnedObject pinned;
  if (ctx.errands == nullptr || !ctx.errands->has(name)) pinned = buckets->pin(object);
  const auto bytes = format == DiskFormat::raw ? static_cast<std::uint64_t>(object.size)
                                               : std::numeric_limits<std::uint64_t>::max();
  return awaitBytes<Read>(ctx.errands, name, bytes,
                          [=, &blobs = ctx.blobs](const std::stop_token& stop) -> Read {
                            s3::ObjectBytes source(blobs, pinned.pieces);
                            return DiskReader(blobs, stop).read(source, format);
                          });
}

/// A completed snapshot for the task's account; what it has of bytes and encryption is filled in by
/// the caller.
domain::Snapshot newSnapshot(RequestContext& ctx, const Transfer& transfer) {
  domain::Snapshot snapshot;
  snapshot.id = ctx.ids.next<SnapshotKind>();
  snapshot.region = ctx.region();
  snapshot.owner = ctx.account();
  snapshot.state = domain::SnapshotState::completed;
  snapshot.description = "Created by AWS-VMImport service for " + transfer.id;
  snapshot.startedAt = transfer.startedAt;
  snapshot.completedAt = ctx.now;
  snapshot.encrypted = transfer.encrypted;
  snapshot.kmsKeyId = transfer.kmsKeyId;
  return snapshot;
}

// AWS looks at keys only after it has accepted an import (EC2 API Reference, ImportImage,
// KmsKeyId).
void keepSnapshot(RequestContext& ctx, domain::Snapshot& snapshot) {
  if (const auto failure = domain::keyFailure({snapshot}, kms::unusableKeys(ctx)))
    throw TransferFailed("ClientError: " + failure->message);
  if (snapshot.encrypted) snapshot.dataEncryptionKeyId = domain::dataKeyIdFor(snapshot.id.str());
  ctx.catalog.snapshots().insert(snapshot);
  ctx.record(snapshot.id.str(), {}, domain::toString(snapshot.state));
  emitSnapshotEnd(ctx, snapshot);
}

/// The snapshot of a disk that was read, noted in the task.
domain::Snapshot snapshotOf(RequestContext& ctx, Transfer& transfer, const ReadDisk& disk,
                            std::int64_t container) {
  auto snapshot = newSnapshot(ctx, transfer);
  snapshot.volumeSizeGib = domain::gibFor(disk.diskBytes);
  snapshot.contentId = ctx.catalog.contents().addBlocks(disk.blocks);
  keepSnapshot(ctx, snapshot);
  transfer.disks.push_back({.format = std::string(domain::toString(disk.format)),
                            .fileBytes = static_cast<std::int64_t>(disk.fileBytes),
                            .deviceName = {},
                            .snapshotId = snapshot.id.str(),
                            .container = container});
  return snapshot;
}

/// A disk that is a snapshot already: a new one has the same bytes, and is encrypted at least as
/// the old one is.
domain::Snapshot snapshotOfSnapshot(RequestContext& ctx, Transfer& transfer, const SnapshotId& id,
                                    std::int64_t container) {
  const auto source = findSnapshot(ctx, id);
  if (!source || source->state != domain::SnapshotState::completed ||
      !domain::isUsableBy(*source, ctx.account()))
    throw TransferFailed("ClientError: The snapshot " + id.str() + " is not there any more");
  auto snapshot = newSnapshot(ctx, transfer);
  snapshot.volumeSizeGib = source->volumeSizeGib;
  snapshot.contentId = source->contentId;
  const auto plan = domain::planEncryption({.encrypted = transfer.encrypted,
                                            .kmsKeyId = transfer.kmsKeyId,
                                            .defaults = encryptionDefaults(ctx)},
                                           &*source, ctx.caller);
  snapshot.encrypted = plan.encrypted;
  snapshot.kmsKeyId = plan.kmsKeyId;
  keepSnapshot(ctx, snapshot);
  transfer.disks.push_back({.format = {},
                            .fileBytes = source->volumeSizeGib << 30U,
                            .deviceName = {},
                            .snapshotId = snapshot.id.str(),
                            .container = container});
  return snapshot;
}

using Snapshots = std::vector<domain::Snapshot>;

/// The snapshots of all containers, which are the task's disks from now on.
Snapshots importContainers(RequestContext& ctx, Transfer& transfer,
                           const ImportImageRequest& request) {
  transfer.disks.clear();
  Snapshots snapshots;
  for (std::size_t i = 0; i < request.diskContainers.size(); ++i) {
    const auto& container = request.diskContainers[i];
    const auto place = static_cast<std::int64_t>(i);
    if (container.snapshotId) {
      const auto id = SnapshotId::trusted(*container.snapshotId);
      snapshots.push_back(snapshotOfSnapshot(ctx, transfer, id, place));
      continue;
    }
    const auto format = domain::requireFormat(*container.format, kImageFormats);
    const auto read = readDisks(ctx, diskPlaceOf(container.userBucket, container.url), format);
    for (const auto& disk : read->disks)
      snapshots.push_back(snapshotOf(ctx, transfer, disk, place));
  }
  return snapshots;
}

/// Gives each disk its device. A container's name is that of its first disk.
void nameDevices(Transfer& transfer, const ImportImageRequest& request) {
  std::vector<std::optional<std::string>> given;
  std::int64_t last = -1;
  for (const auto& disk : transfer.disks) {
    const auto& container = request.diskContainers[static_cast<std::size_t>(disk.container)];
    given.push_back(disk.container == last ? std::nullopt : container.deviceName);
    last = disk.container;
  }
  const auto names = domain::importedDeviceNames(given);
  for (std::size_t i = 0; i < names.size(); ++i) transfer.disks[i].deviceName = names[i];
}

domain::Image planImage(RequestContext& ctx, const Transfer& transfer,
                        const ImportImageRequest& request, const Snapshots& snapshots) {
  const auto machine = machineOf(request);
  domain::Registration registration;
  registration.traits.architecture = machine.architecture;
  registration.traits.virtualizationType = "hvm";
  registration.traits.bootMode = request.bootMode;
  registration.rootDeviceName = transfer.disks.front().deviceName;
  domain::SnapshotsById byId;
  for (std::size_t i = 0; i < snapshots.size(); ++i) {
    domain::BlockDevice device{.deviceName = *transfer.disks[i].deviceName, .virtualName = {}};
    device.ebs.emplace().snapshotId = snapshots[i].id;
    registration.devices.push_back(std::move(device));
    byId.emplace(snapshots[i].id, snapshots[i]);
  }
  auto description = "AWS-VMImport service: " + machine.platform;
  if (request.description) description += " - " + *request.description;
  auto image =
      domain::planRegistration(newImage(ctx, transfer.id, description), registration, byId);
  image.platformDetails = machine.platformDetails;
  image.usageOperation = machine.usageOperation;
  if (machine.platform == "Windows") image.platform = "windows";
  return image;
}

}  // namespace

domain::Machine machineOf(const ImportImageRequest& request) {
  return domain::planMachine({.architecture = request.architecture,
                              .platform = request.platform,
                              .licenseType = request.licenseType,
                              .usageOperation = request.usageOperation,
                              .bootMode = request.bootMode,
                              .hypervisor = request.hypervisor});
}

void importMachine(RequestContext& ctx, Transfer& transfer) {
  const auto request = requestOf<ImportImageRequest>(transfer);
  const auto snapshots = importContainers(ctx, transfer, request);
  nameDevices(transfer, request);
  const auto image = planImage(ctx, transfer, request, snapshots);
  ctx.catalog.images().insert(image);
  ctx.record(image.id.str(), {}, domain::toString(image.state));
  emitImageState(ctx, image);
  transfer.imageId = image.id.str();
}

void importDisk(RequestContext& ctx, Transfer& transfer) {
  const auto request = requestOf<ImportSnapshotRequest>(transfer);
  const auto& container = *request.diskContainer;
  const auto format = domain::requireFormat(*container.format, kSnapshotFormats);
  const auto read = readDisks(ctx, diskPlaceOf(container.userBucket, container.url), format);
  transfer.disks.clear();
  snapshotOf(ctx, transfer, read->disks.front(), 0);
}

}  // namespace amilocal::ec2
