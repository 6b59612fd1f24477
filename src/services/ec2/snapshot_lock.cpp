#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/snapshot_lock_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/events.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/page_scan.h"
#include "services/ec2/snapshot_locks.h"

// Locks against deletion (Amazon EBS User Guide, "Amazon EBS snapshot lock").
namespace amilocal::ec2 {
namespace {

LockedSnapshotsInfo toLockWire(const domain::Snapshot& snapshot, Instant now) {
  const auto& lock = *snapshot.lock;
  LockedSnapshotsInfo shape;
  shape.snapshotId = snapshot.id.str();
  shape.lockState = domain::toString(domain::stateOf(lock, now));
  shape.lockDuration = lock.days;
  shape.coolOffPeriod = lock.coolOffHours;
  shape.coolOffPeriodExpiresOn = lock.coolOffExpiresAt;
  shape.lockCreatedOn = lock.createdAt;
  shape.lockDurationStartTime = lock.startsAt;
  shape.lockExpiresOn = lock.expiresAt;
  return shape;
}

bool isWanted(const RequestContext& ctx, const domain::Filters& filters,
              const domain::Snapshot& snapshot) {
  return snapshot.lock && domain::matches<domain::LockedSnapshot>(domain::lockFilters(), filters,
                                                                  {snapshot, ctx.now}, {});
}

TaggedPage<domain::Snapshot> pageOfAll(RequestContext& ctx, const domain::Filters& filters,
                                       const domain::PageScope& page) {
  SnapshotScope scope;
  scope.region = ctx.region();
  scope.owners = {ctx.account()};
  scope.statesLeftOut = {domain::SnapshotState::deleted, domain::SnapshotState::recoverable,
                         domain::SnapshotState::recovering};
  return scanPage<domain::Snapshot>(
      ctx, page,
      [&](const std::string& after, std::int64_t limit) {
        scope.afterId = after;
        scope.limit = limit;
        return ctx.catalog.snapshots().list(scope);
      },
      [&](const domain::Snapshot& snapshot, const domain::Tags&) {
        return isWanted(ctx, filters, snapshot);
      });
}

}  // namespace

// The tasks of a lock that is changed later find that it has other ends, and do nothing.
void beginLock(RequestContext& ctx, const domain::Snapshot& snapshot) {
  const auto& lock = *snapshot.lock;
  emitSnapshotLock(ctx, snapshot, lock, LockNews::locked);
  const auto tellAt = [&](domain::TaskKind kind, const std::optional<Instant>& end) {
    if (end) ctx.scheduleAt(kind, snapshot.id.str(), *end, formatInstant(*end));
  };
  tellAt(domain::TaskKind::end_lock_cool_off, lock.coolOffExpiresAt);
  tellAt(domain::TaskKind::end_snapshot_lock, lock.expiresAt);
}

LockedSnapshotsInfo lockSnapshot(RequestContext& ctx, const LockSnapshotRequest& request) {
  const domain::LockWish wish{.mode = *domain::parseLockMode(request.lockMode),
                              .coolOffHours = request.coolOffPeriod,
                              .days = request.lockDuration,
                              .until = request.expirationDate};
  domain::checkLockWish(wish, ctx.now);
  const auto snapshot =
      domain::planLock(requireOwnSnapshot(ctx, parseSnapshotId(request.snapshotId)), wish, ctx.now);
  ctx.catalog.snapshots().update(snapshot);
  if (snapshot.lock->startsAt) beginLock(ctx, snapshot);  // else when the snapshot is complete
  return toLockWire(snapshot, ctx.now);
}

UnlockSnapshotResponse unlockSnapshot(RequestContext& ctx, const UnlockSnapshotRequest& request) {
  const auto snapshot =
      domain::planUnlock(requireOwnSnapshot(ctx, parseSnapshotId(request.snapshotId)), ctx.now);
  ctx.catalog.snapshots().update(snapshot);
  return {.snapshotId = snapshot.id.str()};
}

// Locks that have expired are shown too, with this state. A snapshot that was never locked is left
// out, even when it is asked for by its id.
DescribeLockedSnapshotsResponse describeLockedSnapshots(
    RequestContext& ctx, const DescribeLockedSnapshotsRequest& request) {
  const auto ids = parseSnapshotIds(request.snapshotIds);
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::lockFilters(), filters, domain::TagFilters::unknown);
  DescribeLockedSnapshotsResponse response;
  const auto show = [&](const domain::Snapshot& snapshot) {
    auto shape = toLockWire(snapshot, ctx.now);
    shape.ownerId = snapshot.owner;
    response.snapshots.push_back(std::move(shape));
  };
  for (const auto& id : ids)
    if (const auto snapshot = requireOwnSnapshot(ctx, id); isWanted(ctx, filters, snapshot))
      show(snapshot);
  if (!ids.empty()) return response;
  const auto page = pageOfAll(ctx, filters, scope);
  response.nextToken = page.nextToken;
  for (const auto& row : page.rows) show(row.value);
  return response;
}

}  // namespace amilocal::ec2
