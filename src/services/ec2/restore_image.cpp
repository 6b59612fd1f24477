#include <algorithm>
#include <limits>
#include <memory>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/errors/store_errors.h"
#include "amilocal/domain/image_plans.h"
#include "amilocal/domain/image_rules.h"
#include "amilocal/domain/region.h"
#include "amilocal/domain/snapshot_rules.h"
#include "amilocal/domain/store_rules.h"
#include "amilocal/domain/tag_rules.h"
#include "amilocal/engine/errands.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/buckets.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_making.h"
#include "services/ec2/lookup.h"
#include "services/ec2/restoring.h"
#include "services/ec2/store_buckets.h"
#include "services/ec2/stored_image.h"

namespace amilocal::ec2 {
namespace {

// To read a longer description takes time of its own.
constexpr std::uint64_t kShortDescription = 64U << 10U;
constexpr auto kManyBytes = std::numeric_limits<std::uint64_t>::max();

/// What the object says of the image; its blocks are not read. Throws BadStoredImage.
std::shared_ptr<const StoredImage> describedImage(RequestContext& ctx, Buckets& buckets,
                                                  const domain::StoredObject& object) {
  using Described = std::shared_ptr<const StoredImage>;
  auto head = buckets.open(object, kStoredImageHead);
  const auto end = storedDescriptionEnd(head);
  return awaitBytes<Described>(
      ctx.errands, "describe " + nameOf(object), end > kShortDescription ? kManyBytes : end,
      [pinned = buckets.pin(object, end), &blobs = ctx.blobs](const std::stop_token&) -> Described {
        s3::ObjectBytes bytes(blobs, pinned.pieces);
        return std::make_shared<StoredImage>(readStoredImage(bytes).stored);
      });
}

std::shared_ptr<const StoredImage> requireStoredImage(
    RequestContext& ctx, const CreateRestoreImageTaskRequest& request) {
  const auto buckets = bucketsOf(ctx);
  const auto object = buckets->findObject(request.bucket, request.objectKey);
  if (!object) throw errors::storedObjectMissing(request.bucket, request.objectKey);
  try {
    return describedImage(ctx, *buckets, *object);
  } catch (const BadStoredImage& error) {
    throw errors::notAStoredImage(request.objectKey, error.what());
  }
}

/// The volumes of all images that the account restores now.
std::int64_t gibInProgress(RequestContext& ctx) {
  TaskFilter filter;
  filter.account = ctx.account();
  filter.kind = domain::TaskKind::restore_image;
  std::int64_t gib = 0;
  for (const auto& task : ctx.catalog.tasks().list(filter)) {
    const auto image = ctx.catalog.images().find(ImageId::trusted(task.subject));
    if (!image) continue;
    const auto ids = domain::snapshotIdsOf(image->blockDevices);
    for (const auto& snapshot : ctx.catalog.snapshots().listById(ids))
      gib += snapshot.volumeSizeGib;
  }
  return gib;
}

/// What was encrypted is encrypted again, by the account's own default key: the key of old may be
/// of another account or partition.
domain::Snapshot snapshotOf(RequestContext& ctx, const StoredDisk& disk, const ImageId& image) {
  const auto encrypted = disk.encrypted ? std::optional(true) : std::nullopt;
  const auto encryption =
      domain::planEncryption(encryptionWish(ctx, encrypted, std::nullopt), nullptr, ctx.caller);
  domain::Snapshot snapshot;
  snapshot.id = ctx.ids.next<SnapshotKind>();
  snapshot.region = ctx.region();
  snapshot.owner = ctx.account();
  snapshot.volumeSizeGib = disk.volumeSizeGib;
  snapshot.description = "Created by CreateRestoreImageTask for " + image.str();
  snapshot.startedAt = ctx.now;
  snapshot.encrypted = encryption.encrypted;
  snapshot.kmsKeyId = encryption.kmsKeyId;
  if (snapshot.encrypted) snapshot.dataEncryptionKeyId = domain::dataKeyIdFor(snapshot.id.str());
  return snapshot;
}

// The source is recorded inside a partition only (aws-facts/images.md, "Store / restore").
void nameSource(domain::Image& image, const domain::Image& stored) {
  const bool same = domain::partitionOf(stored.region) == domain::partitionOf(image.region);
  image.sourceImageId = same ? std::optional(stored.id.str()) : std::nullopt;
  image.sourceImageRegion = same ? std::optional(stored.region) : std::nullopt;
}

domain::ImagePlan planRestoredImage(RequestContext& ctx, const StoredImage& stored,
                                    const std::string& name) {
  domain::ImagePlan plan{.image = stored.image};
  auto& image = plan.image;
  image.id = ctx.ids.next<ImageKind>();
  image.region = ctx.region();
  image.owner = ctx.account();
  image.name = name;
  image.location = image.owner + "/" + name;
  image.state = domain::ImageState::pending;
  image.createdAt = wholeSeconds(ctx.now);
  nameSource(image, stored.image);
  for (const auto& disk : stored.disks) {
    auto snapshot = snapshotOf(ctx, disk, image.id);
    for (auto& device : image.blockDevices) {
      if (!device.ebs || !device.ebs->snapshotId) continue;
      if (device.ebs->snapshotId->str() != disk.snapshotId) continue;
      device.ebs->snapshotId = snapshot.id;
      device.ebs->encrypted = snapshot.encrypted;
    }
    plan.sizeGib += snapshot.volumeSizeGib;
    plan.snapshots.push_back(std::move(snapshot));
  }
  return plan;
}

/// The tags of old, where the request has none of that key.
domain::Tags joined(domain::Tags tags, const domain::Tags& old) {
  for (const auto& tag : old)
    if (std::ranges::find(tags, tag.key, &domain::Tag::key) == tags.end() &&
        !domain::isReservedTagKey(tag.key))
      tags.push_back(tag);
  domain::checkTagCount(static_cast<std::int64_t>(tags.size()));
  return tags;
}

void noteSource(RequestContext& ctx, const ImageId& image,
                const CreateRestoreImageTaskRequest& request) {
  for (auto task : ctx.catalog.tasks().listFor(image.str())) {
    task.detail = domain::pairsText({{"bucket", request.bucket}, {"key", request.objectKey}});
    ctx.catalog.tasks().update(task);
  }
}

/// What an object says, its blocks in the store.
struct TakenImage {
  explicit TakenImage(BlobStore& blobs) : hold(blobs) {}
  StoredImage stored;
  BlobStore::Hold hold;
};

/// How many bytes its blocks have.
std::uint64_t blockBytesIn(s3::ObjectBytes& object) {
  if (storedDescriptionEnd(object) > kShortDescription) return kManyBytes;
  std::uint64_t blocks = 0;
  for (const auto& disk : readStoredImage(object).stored.disks) blocks += disk.blocks.size();
  return blocks * kBlockBytes;
}

std::shared_ptr<const TakenImage> takeDisks(RequestContext& ctx, Buckets& buckets,
                                            const domain::StoredObject& object) {
  using Taken = std::shared_ptr<const TakenImage>;
  const auto name = "take " + nameOf(object);
  PinnedObject pinned;
  std::uint64_t bytesToTake = 0;
  if (ctx.errands == nullptr || !ctx.errands->has(name)) {
    pinned = buckets.pin(object);
    s3::ObjectBytes source(ctx.blobs, pinned.pieces);
    bytesToTake = blockBytesIn(source);
  }
  return awaitBytes<Taken>(ctx.errands, name, bytesToTake,
                           [pinned, &blobs = ctx.blobs](const std::stop_token& stop) -> Taken {
                             s3::ObjectBytes bytes(blobs, pinned.pieces);
                             auto read = readStoredImage(bytes);
                             checkWhole(read, bytes);
                             auto taken = std::make_shared<TakenImage>(blobs);
                             takeBlocks(read, bytes, taken->hold, stop);
                             taken->stored = std::move(read.stored);
                             return taken;
                           });
}

}  // namespace

CreateRestoreImageTaskResponse createRestoreImageTask(
    RequestContext& ctx, const CreateRestoreImageTaskRequest& request) {
  auto tags = imageTagsOf(request.tagSpecifications);
  requireBucketHere(ctx, request.bucket);
  const auto described = requireStoredImage(ctx, request);
  const auto& stored = *described;
  const auto name = request.name.value_or(stored.image.name);
  domain::checkImageName(name);
  requireFreeName(ctx, name);
  domain::checkRestoresInProgress(gibInProgress(ctx));

  auto plan = planRestoredImage(ctx, stored, name);
  const auto id = plan.image.id;
  const auto snapshots = plan.snapshots;
  const auto given = std::exchange(tags.snapshots, {});
  tags.image = joined(tags.image, stored.tags);
  beginImage(ctx, std::move(plan), domain::TaskKind::restore_image, tags);
  for (std::size_t i = 0; i < snapshots.size(); ++i)
    putTags(ctx, "snapshot", snapshots[i].id.str(), joined(given, stored.disks[i].tags));
  noteSource(ctx, id, request);
  return {.imageId = id.str()};
}

void restoreDisks(RequestContext& ctx, const domain::Image& image, const std::string& bucket,
                  const std::string& key) {
  const auto buckets = bucketsOf(ctx);
  const auto object = buckets->findObject(bucket, key);
  if (!object) throw BadStoredImage("it does not exist any more");
  const auto taken = takeDisks(ctx, *buckets, *object);
  const auto& stored = taken->stored;
  for (const auto& device : stored.image.blockDevices) {
    if (!device.ebs || !device.ebs->snapshotId) continue;
    const auto disk =
        std::ranges::find(stored.disks, device.ebs->snapshotId->str(), &StoredDisk::snapshotId);
    const auto* here = domain::findDevice(image.blockDevices, device.deviceName);
    if (disk == stored.disks.end() || disk->blocks.empty()) continue;
    if (here == nullptr || !here->ebs || !here->ebs->snapshotId) continue;
    auto snapshot = ctx.catalog.snapshots().find(*here->ebs->snapshotId);
    if (!snapshot || snapshot->contentId) continue;
    std::vector<domain::Block> blocks;
    for (const auto& block : disk->blocks) blocks.push_back({block.index, block.digest});
    snapshot->contentId = ctx.catalog.contents().addBlocks(blocks);
    ctx.catalog.snapshots().update(*snapshot);
  }
}

}  // namespace amilocal::ec2
