#include <algorithm>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/snapshot_care_errors.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/page_scan.h"
#include "services/ec2/to_wire.h"

// Archiving snapshots, and restoring them (Amazon EBS User Guide, "Archive Amazon EBS snapshots").
namespace amilocal::ec2 {
namespace {

SnapshotScope ownSnapshots(const RequestContext& ctx) {
  SnapshotScope scope;
  scope.region = ctx.region();
  scope.owners = {ctx.account()};
  scope.statesLeftOut = {domain::SnapshotState::deleted, domain::SnapshotState::recoverable,
                         domain::SnapshotState::recovering};
  return scope;
}

std::int64_t countOf(RequestContext& ctx, domain::TaskKind kind) {
  TaskFilter filter;
  filter.account = ctx.account();
  filter.region = ctx.region();
  filter.kind = kind;
  return static_cast<std::int64_t>(ctx.catalog.tasks().list(filter).size());
}

// What is temporarily restored is in the archive too. Snapshots without a volume have none to count
// for.
std::int64_t archivedOfVolume(RequestContext& ctx, const std::string& volume) {
  if (volume == domain::kNoVolume) return 0;
  const auto all = ctx.catalog.snapshots().list(ownSnapshots(ctx));
  return std::ranges::count_if(all, [&](const domain::Snapshot& snapshot) {
    const bool held =
        snapshot.tiering && (domain::isArchived(snapshot) || domain::isMoving(snapshot) ||
                             snapshot.tiering->restoreExpiresAt);
    return held && snapshot.volumeId == volume;
  });
}

// Snapshots of a disabled image may be archived, those of other images may not (Amazon EBS User
// Guide, "Archive an Amazon EBS snapshot").
std::optional<ImageId> imageInTheWay(RequestContext& ctx, const SnapshotId& id) {
  constexpr domain::ImageState kNot[] = {domain::ImageState::disabled, domain::ImageState::failed,
                                         domain::ImageState::deregistered};
  const auto users = ctx.catalog.images().idsUsingSnapshot(id, kNot);
  return users.empty() ? std::nullopt : std::optional(users.front());
}

/// Stores a snapshot whose move has begun, with the task that will end it.
void beginMove(RequestContext& ctx, domain::Snapshot& snapshot, domain::TaskKind kind) {
  ctx.record(snapshot.id.str(), snapshot.storageTier, domain::toString(snapshot.tiering->status));
  snapshot.tiering->dueAt = ctx.schedule(kind, snapshot.id.str(), snapshot.volumeSizeGib).dueAt;
  ctx.catalog.snapshots().update(snapshot);
}

SnapshotTierStatus toTierWire(const domain::Snapshot& snapshot, const domain::Tags& tags,
                              Instant now) {
  SnapshotTierStatus shape;
  shape.snapshotId = snapshot.id.str();
  shape.volumeId = snapshot.volumeId;
  shape.status = domain::toString(snapshot.state);
  shape.ownerId = snapshot.owner;
  shape.tags = toWire(tags);
  shape.storageTier = snapshot.storageTier;
  if (!snapshot.tiering) return shape;
  const auto& tiering = *snapshot.tiering;
  shape.lastTieringStartTime = tiering.startedAt;
  shape.lastTieringProgress = domain::tieringProgress(tiering, now);
  shape.lastTieringOperationStatus = domain::toString(tiering.status);
  shape.lastTieringOperationStatusDetail = tiering.detail;
  shape.archivalCompleteTime = tiering.archivedAt;
  shape.restoreExpiryTime = tiering.restoreExpiresAt;
  return shape;
}

}  // namespace

ModifySnapshotTierResponse modifySnapshotTier(RequestContext& ctx,
                                              const ModifySnapshotTierRequest& request) {
  if (!request.storageTier) throw errors::storageTierMissing();
  const auto before = requireOwnSnapshot(ctx, parseSnapshotId(request.snapshotId));
  const domain::ArchiveFacts facts{.user = imageInTheWay(ctx, before.id),
                                   .ofVolume = {archivedOfVolume(ctx, before.volumeId),
                                                ctx.limit(domain::Limit::archived_snapshots)},
                                   .running = {countOf(ctx, domain::TaskKind::archive_snapshot),
                                               ctx.limit(domain::Limit::snapshot_archives)}};
  auto snapshot = domain::planArchive(before, facts, ctx.now);
  beginMove(ctx, snapshot, domain::TaskKind::archive_snapshot);
  return {.snapshotId = snapshot.id.str(), .tieringStartTime = ctx.now};
}

RestoreSnapshotTierResponse restoreSnapshotTier(RequestContext& ctx,
                                                const RestoreSnapshotTierRequest& request) {
  const domain::RestoreWish wish{request.temporaryRestoreDays,
                                 request.permanentRestore.value_or(false)};
  domain::checkRestoreWish(wish);
  const auto before = requireOwnSnapshot(ctx, parseSnapshotId(request.snapshotId));
  auto snapshot = domain::planRestore(before, wish,
                                      {countOf(ctx, domain::TaskKind::restore_snapshot),
                                       ctx.limit(domain::Limit::snapshot_restores)},
                                      ctx.now);
  if (domain::isMoving(snapshot)) {
    beginMove(ctx, snapshot, domain::TaskKind::restore_snapshot);
  } else {
    // It was here already, for another time.
    ctx.record(snapshot.id.str(), domain::toString(before.tiering->status),
               domain::toString(snapshot.tiering->status));
    ctx.catalog.snapshots().update(snapshot);
    if (const auto expiry = snapshot.tiering->restoreExpiresAt)
      ctx.scheduleAt(domain::TaskKind::end_snapshot_restore, snapshot.id.str(), *expiry);
  }
  return {.snapshotId = snapshot.id.str(),
          .restoreStartTime = ctx.now,
          .restoreDuration = wish.days,
          .isPermanentRestore = wish.permanent};
}

DescribeSnapshotTierStatusResponse describeSnapshotTierStatus(
    RequestContext& ctx, const DescribeSnapshotTierStatusRequest& request) {
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken), 1);
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::tierFilters(), filters, domain::TagFilters::allowed);
  auto own = ownSnapshots(ctx);
  const auto page = scanPage<domain::Snapshot>(
      ctx, scope,
      [&](const std::string& after, std::int64_t limit) {
        own.afterId = after;
        own.limit = limit;
        return ctx.catalog.snapshots().list(own);
      },
      [&](const domain::Snapshot& snapshot, const domain::Tags& tags) {
        return domain::matches(domain::tierFilters(), filters, snapshot, tags);
      });
  DescribeSnapshotTierStatusResponse response;
  response.nextToken = page.nextToken;
  for (const auto& row : page.rows)
    response.snapshotTierStatuses.push_back(toTierWire(row.value, row.tags, ctx.now));
  return response;
}

}  // namespace amilocal::ec2
