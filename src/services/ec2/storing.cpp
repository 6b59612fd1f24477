#include "services/ec2/storing.h"

#include <limits>
#include <memory>
#include <stop_token>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/tag_rules.h"
#include "amilocal/engine/errands.h"
#include "services/ec2/buckets.h"
#include "services/ec2/lookup.h"
#include "services/ec2/stored_image.h"

namespace amilocal::ec2 {
namespace {

/// No block is read: what it costs to look at its file.
constexpr std::uint64_t kBytesToMeasure = 4096;

/// Tags of AWS's own are not stored.
domain::Tags userTags(RequestContext& ctx, const std::string& id) {
  auto tags = tagsOn(ctx, id);
  std::erase_if(tags, [](const domain::Tag& tag) { return domain::isReservedTagKey(tag.key); });
  return tags;
}

StoredDisk diskOf(RequestContext& ctx, const SnapshotId& id) {
  const auto snapshot = findSnapshot(ctx, id);
  if (!snapshot || snapshot->state != domain::SnapshotState::completed)
    throw BadStoredImage("The snapshot " + id.str() + " was deleted while the AMI was stored");
  StoredDisk disk;
  disk.snapshotId = id.str();
  disk.volumeSizeGib = snapshot->volumeSizeGib;
  disk.encrypted = snapshot->encrypted;
  disk.description = snapshot->description;
  disk.tags = userTags(ctx, id.str());
  if (!snapshot->contentId) return disk;
  constexpr auto kAll = std::numeric_limits<std::int64_t>::max();
  for (auto& block : ctx.catalog.contents().list(*snapshot->contentId, 0, kAll))
    disk.blocks.push_back({block.index, 0, std::move(block.blob)});
  return disk;
}

StoredImage storedImageOf(RequestContext& ctx, const ImageId& id) {
  const auto image = findImage(ctx, id);
  if (!image || image->state == domain::ImageState::deregistered)
    throw BadStoredImage("The AMI was deregistered while it was stored");
  StoredImage stored{.image = *image, .tags = userTags(ctx, id.str())};
  for (const auto& snapshot : domain::snapshotIdsOf(image->blockDevices))
    stored.disks.push_back(diskOf(ctx, snapshot));
  return stored;
}

void measureFrames(const BlobStore& blobs, StoredImage& stored, const std::stop_token& stop) {
  for (auto& disk : stored.disks) {
    for (auto& block : disk.blocks) {
      checkGoesOn(stop);
      block.frameBytes = static_cast<std::int64_t>(blobs.sizeOf(block.digest));
    }
  }
}

/// The head is a blob of its own; the blocks are in the store already, in the form that the object
/// has them.
NewObject objectOf(BlobStore& blobs, const StoredImage& stored, std::string_view head) {
  const std::shared_ptr<BlobStore::NewBlob> blob = blobs.begin();
  blob->append(head);
  blob->finish();
  NewObject made{.object = {},
                 .pieces = {{blob->name(), 0, static_cast<std::int64_t>(head.size()), 0}},
                 .blobs = {blob}};
  for (const auto& disk : stored.disks)
    for (const auto& block : disk.blocks)
      made.pieces.push_back({block.digest, 0, block.frameBytes, 0});
  for (const auto& piece : made.pieces) made.object.size += piece.size;
  return made;
}

/// What the object says of the image (EC2 User Guide, "Store and restore an AMI").
domain::Tags metadataOf(const domain::Image& image, Instant now) {
  return {{"ami-name", image.name},
          {"ami-description", image.description.value_or("")},
          {"ami-registered-date", formatInstant(image.createdAt)},
          {"ami-owner-account", image.owner},
          {"ami-store-date", formatInstant(now)}};
}

// An object in parts has no MD5 of its own; AWS's has a number of parts behind the hyphen, too.
std::string etagOf(std::string_view head, std::size_t pieces) {
  return encodeHex(digestOf(DigestKind::md5, head)) + "-" + std::to_string(pieces);
}

}  // namespace

void storeObject(RequestContext& ctx, const domain::StoreImageTask& task) {
  const auto buckets = bucketsOf(ctx);
  if (!buckets->find(task.bucket)) throw BadStoredImage("The specified bucket does not exist");
  buckets->put(task.bucket, task.objectKey, [&] {
    const auto stored = std::make_shared<StoredImage>(storedImageOf(ctx, task.imageId));
    const auto hold = std::make_shared<BlobStore::Hold>(ctx.blobs);
    std::uint64_t blocks = 0;
    for (const auto& disk : stored->disks) {
      for (const auto& block : disk.blocks) hold->add(block.digest);
      blocks += disk.blocks.size();
    }
    const auto make = [=, now = ctx.now, tags = task.objectTags,
                       &blobs = ctx.blobs](const std::stop_token& stop) {
      measureFrames(blobs, *stored, stop);
      const auto head = storedImageHead(*stored);
      auto made = objectOf(blobs, *stored, head);
      made.object.etag = etagOf(head, made.pieces.size());
      made.object.traits.metadata = domain::pairsText(metadataOf(stored->image, now));
      made.object.traits.tags = tags;
      made.hold = hold;
      return made;
    };
    return ObjectMaking{.bytes = blocks * kBytesToMeasure, .make = make};
  });
}

}  // namespace amilocal::ec2
