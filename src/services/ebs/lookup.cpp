#include "services/ebs/lookup.h"

#include "amilocal/catalog/blob_store.h"
#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/ebs_errors.h"
#include "amilocal/domain/snapshot_rules.h"
#include "services/ec2/lookup.h"

namespace amilocal::ebs {
namespace {

domain::Snapshot requireSnapshot(RequestContext& ctx, std::string_view text,
                                 std::string_view parameter) {
  const auto id = SnapshotId::parse(text);
  if (!id) throw errors::ebsMalformedSnapshotId(text, parameter);
  auto snapshot = ec2::findSnapshot(ctx, *id);
  if (!snapshot || domain::isGone(*snapshot)) throw errors::ebsSnapshotNotFound(text);
  return *std::move(snapshot);
}

}  // namespace

domain::Snapshot requireReadable(RequestContext& ctx, std::string_view id,
                                 std::string_view parameter) {
  auto snapshot = requireSnapshot(ctx, id, parameter);
  if (!domain::isUsableBy(snapshot, ctx.account())) throw errors::ebsSnapshotNotFound(id);
  if (snapshot.state != domain::SnapshotState::completed)
    throw errors::ebsSnapshotState(id, "completed");
  return snapshot;
}

domain::Snapshot requireWritable(RequestContext& ctx, std::string_view id) {
  auto snapshot = requireSnapshot(ctx, id, "snapshotId");
  if (snapshot.owner != ctx.account()) throw errors::ebsSnapshotNotFound(id);
  if (snapshot.state == domain::SnapshotState::error) throw errors::ebsWriteTimeout(id);
  if (!snapshot.uploadTimeoutMinutes) throw errors::ebsSnapshotState(id, "being written");
  return snapshot;
}

std::int64_t blocksOf(std::int64_t volumeSizeGib) {
  return volumeSizeGib * ((1LL << 30U) / static_cast<std::int64_t>(kBlockBytes));
}

}  // namespace amilocal::ebs
