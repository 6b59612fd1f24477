#include <chrono>
#include <memory>

#include "amilocal/catalog/catalog.h"
#include "amilocal/catalog/data_sweep.h"
#include "amilocal/core/digest.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/account_settings.h"
#include "amilocal/domain/errors/ebs_errors.h"
#include "amilocal/domain/snapshot_rules.h"
#include "amilocal/domain/tag_rules.h"
#include "amilocal/engine/errands.h"
#include "ebs/handlers.gen.h"
#include "services/ebs/lookup.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/snapshot_start.h"

namespace amilocal::ebs {
namespace {

// EBS direct APIs, StartSnapshot, VolumeSize, Description, Timeout.
constexpr std::int64_t kVolumeGibMax = 65'536;
constexpr std::size_t kDescriptionMax = 255;
constexpr std::int64_t kTimeoutMin = 10, kTimeoutMax = 4320, kTimeoutDefault = 60;

// Amazon EBS endpoints and quotas: pending snapshots of an account.
constexpr int kUploadsMax = 100;

domain::Tags tagsOf(const std::vector<Tag>& given) {
  domain::Tags tags;
  for (const auto& tag : given) tags.push_back({tag.key.value_or(""), tag.value.value_or("")});
  try {
    domain::checkTags(tags);
  } catch (const ApiError& error) {
    throw errors::ebsInvalidTag(error.message());
  }
  return tags;
}

void checkRequest(const StartSnapshotRequest& request) {
  if (request.volumeSize < 1 || request.volumeSize > kVolumeGibMax)
    throw errors::ebsInvalidVolumeSize("The volume size must be from 1 to 65536 GiB.");
  if (request.description && request.description->size() > kDescriptionMax)
    throw errors::ebsInvalidParameter("The description has at most 255 characters.");
  const auto timeout = request.timeout.value_or(kTimeoutDefault);
  if (timeout < kTimeoutMin || timeout > kTimeoutMax)
    throw errors::ebsInvalidParameter("The timeout must be from 10 to 4320 minutes.");
  // EBS direct APIs, StartSnapshot: a child is encrypted as its parent is, and only what is to be
  // encrypted has a key.
  if (request.parentSnapshotId && (request.encrypted || request.kmsKeyArn))
    throw errors::ebsInvalidParameter(
        "Encrypted and KmsKeyArn cannot be used together with ParentSnapshotId.");
  if (request.kmsKeyArn && !request.encrypted.value_or(false))
    throw errors::ebsInvalidParameter("KmsKeyArn requires Encrypted to be true.");
}

domain::Snapshot requireParent(RequestContext& ctx, const StartSnapshotRequest& request) {
  auto parent = requireReadable(ctx, *request.parentSnapshotId, "parentSnapshotId");
  if (request.volumeSize < parent.volumeSizeGib)
    throw errors::ebsInvalidVolumeSize(
        "The volume size is smaller than that of the parent snapshot.");
  return parent;
}

void checkUploads(RequestContext& ctx) {
  TaskFilter filter;
  filter.account = ctx.account();
  filter.region = ctx.region();
  filter.kind = domain::TaskKind::expire_upload;
  if (ctx.catalog.tasks().list(filter).size() >= static_cast<std::size_t>(kUploadsMax))
    throw errors::ebsTooManyUploads(kUploadsMax);
}

Instant expiryOf(const domain::Snapshot& snapshot, Instant now) {
  return now + std::chrono::minutes{*snapshot.uploadTimeoutMinutes};
}

domain::Snapshot planned(RequestContext& ctx, const StartSnapshotRequest& request) {
  std::optional<domain::Snapshot> parent;
  if (request.parentSnapshotId) parent = requireParent(ctx, request);
  const auto encryption =
      domain::planEncryption(ec2::encryptionWish(ctx, request.encrypted, request.kmsKeyArn),
                             parent ? &*parent : nullptr, ctx.caller);
  domain::Snapshot snapshot;
  snapshot.id = ctx.ids.next<SnapshotKind>();
  snapshot.region = ctx.region();
  snapshot.owner = ctx.account();
  snapshot.volumeSizeGib = request.volumeSize;
  snapshot.description = request.description.value_or("");
  snapshot.startedAt = ctx.now;
  snapshot.encrypted = encryption.encrypted;
  snapshot.kmsKeyId = encryption.kmsKeyId;
  if (snapshot.encrypted)
    snapshot.dataEncryptionKeyId = parent && parent->dataEncryptionKeyId
                                       ? parent->dataEncryptionKeyId
                                       : domain::dataKeyIdFor(snapshot.id.str());
  if (parent) snapshot.parentSnapshotId = parent->id.str();
  snapshot.contentId =
      ctx.catalog.contents().add(parent ? parent->contentId : std::optional<std::int64_t>());
  snapshot.uploadTimeoutMinutes = request.timeout.value_or(kTimeoutDefault);
  return snapshot;
}

void checkBlock(const PutSnapshotBlockRequest& request, const domain::Snapshot& snapshot) {
  if (request.blockIndex < 0 || request.blockIndex >= blocksOf(snapshot.volumeSizeGib))
    throw errors::ebsInvalidBlock("The block index is beyond the end of the volume.");
  if (request.dataLength != static_cast<std::int64_t>(kBlockBytes) ||
      request.blockData.size() != kBlockBytes)
    throw errors::ebsInvalidBlock("A block has 524288 bytes.");
  if (request.progress && (*request.progress < 0 || *request.progress > 100))
    throw errors::ebsInvalidParameter("The progress must be from 0 to 100.");
}

/// A block in the store, which holds it until a row names it.
struct StoredBlock {
  explicit StoredBlock(BlobStore& blobs) : hold(blobs) {}
  std::string name;
  BlobStore::Hold hold;
};
using StoredBlockPointer = std::shared_ptr<const StoredBlock>;

// Many blocks come at once, so that even one is too much for the engine's thread.
StoredBlockPointer storeBlockOnce(RequestContext& ctx, const PutSnapshotBlockRequest& request) {
  return await<StoredBlockPointer>(
      ctx.errands, "block", [&request, &blobs = ctx.blobs]() -> StoredBlockPointer {
        if (decodeBase64(request.checksum) != digestOf(DigestKind::sha256, request.blockData))
          throw errors::ebsInvalidBlock("The checksum of the block differs from the one given.");
        auto stored = std::make_shared<StoredBlock>(blobs);
        stored->name = stored->hold.putBlock(request.blockData);
        return stored;
      });
}

StoredBlockPointer storeBlock(RequestContext& ctx, const PutSnapshotBlockRequest& request) {
  for (bool swept = false;; swept = true) {
    try {
      return storeBlockOnce(ctx, request);
    } catch (const DataLimitReached& error) {
      if (swept || sweepData(ctx.catalog.database(), ctx.blobs) == 0)
        throw errors::ebsNoRoom(error.what());
    }
  }
}

// A snapshot expires when nothing was written to it for as long as its timeout says.
void putOffExpiry(RequestContext& ctx, const domain::Snapshot& snapshot) {
  for (auto task : ctx.catalog.tasks().listFor(snapshot.id.str())) {
    task.dueAt = expiryOf(snapshot, ctx.now);
    ctx.catalog.tasks().update(task);
  }
}

/// The linear aggregation: the SHA-256 of the blocks' SHA-256 in their order (EBS direct APIs,
/// CompleteSnapshot, Checksum). The page does not say whether of their bytes or of their base64.
void checkAggregate(const std::vector<domain::Block>& blocks, const std::string& checksum) {
  Digest ofBytes(DigestKind::sha256);
  Digest ofTexts(DigestKind::sha256);
  for (const auto& block : blocks) {
    const auto digest = decodeHex(block.blob).value_or("");
    ofBytes.update(digest);
    ofTexts.update(encodeBase64(digest));
  }
  const auto given = decodeBase64(checksum);
  if (given != ofBytes.finish() && given != ofTexts.finish())
    throw errors::ebsInvalidParameter("The checksum differs from that of the blocks written.");
}

void checkComplete(RequestContext& ctx, const domain::Snapshot& snapshot,
                   const CompleteSnapshotRequest& request) {
  const auto blocks = ctx.catalog.contents().listPut(*snapshot.contentId);
  if (request.changedBlocksCount != static_cast<std::int64_t>(blocks.size()))
    throw errors::ebsInvalidParameter("The number of changed blocks is " +
                                      std::to_string(blocks.size()) + ", not " +
                                      std::to_string(request.changedBlocksCount) + ".");
  if (request.checksum) checkAggregate(blocks, *request.checksum);
}

}  // namespace

StartSnapshotResponse startSnapshot(RequestContext& ctx, const StartSnapshotRequest& request) {
  checkRequest(request);
  const auto tags = tagsOf(request.tags);
  checkUploads(ctx);
  auto snapshot = planned(ctx, request);
  snapshot = ec2::startSnapshot(ctx, snapshot, domain::TaskKind::expire_upload, tags,
                                expiryOf(snapshot, ctx.now));
  return {.description = request.description,
          .snapshotId = snapshot.id.str(),
          .ownerId = snapshot.owner,
          .status = "pending",
          .startTime = snapshot.startedAt,
          .volumeSize = snapshot.volumeSizeGib,
          .blockSize = static_cast<std::int64_t>(kBlockBytes),
          .tags = request.tags,
          .parentSnapshotId = snapshot.parentSnapshotId,
          .kmsKeyArn = snapshot.kmsKeyId,
          .sseType = snapshot.encrypted ? "sse-kms" : "none"};
}

PutSnapshotBlockResponse putSnapshotBlock(RequestContext& ctx,
                                          const PutSnapshotBlockRequest& request) {
  auto snapshot = requireWritable(ctx, request.snapshotId);
  checkBlock(request, snapshot);
  const auto block = storeBlock(ctx, request);
  ctx.catalog.contents().put(*snapshot.contentId, {request.blockIndex, block->name});
  putOffExpiry(ctx, snapshot);
  if (request.progress && request.progress != snapshot.uploadProgress) {
    snapshot.uploadProgress = request.progress;
    ctx.catalog.snapshots().update(snapshot);
  }
  return {.checksum = request.checksum, .checksumAlgorithm = request.checksumAlgorithm};
}

CompleteSnapshotResponse completeSnapshot(RequestContext& ctx,
                                          const CompleteSnapshotRequest& request) {
  auto snapshot = requireWritable(ctx, request.snapshotId);
  if (request.checksum && (!request.checksumAlgorithm || !request.checksumAggregationMethod))
    throw errors::ebsInvalidParameter(
        "A checksum requires ChecksumAlgorithm and ChecksumAggregationMethod.");
  checkComplete(ctx, snapshot, request);
  const auto& id = snapshot.id.str();
  ctx.catalog.tasks().removeFor(id);
  snapshot.uploadTimeoutMinutes.reset();
  snapshot.dueAt =
      ctx.schedule(domain::TaskKind::create_snapshot, id, snapshot.volumeSizeGib).dueAt;
  ctx.catalog.snapshots().update(snapshot);
  return {.status = "pending"};
}

}  // namespace amilocal::ebs
