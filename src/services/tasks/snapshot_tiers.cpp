#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "services/ec2/events.h"
#include "services/ec2/fast_restores.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

std::optional<domain::Snapshot> findMoving(RequestContext& ctx, const domain::Task& task) {
  auto snapshot = ctx.catalog.snapshots().find(SnapshotId::trusted(task.subject));
  if (!snapshot || !domain::isMoving(*snapshot)) return std::nullopt;
  return snapshot;
}

std::optional<std::string> reasonOf(const domain::Task& task) {
  if (!task.failure) return std::nullopt;
  return task.failure->message;
}

// An image may have been registered with the snapshot, or enabled, since the archival began.
std::optional<std::string> obstacle(RequestContext& ctx, const SnapshotId& id) {
  constexpr domain::ImageState kNot[] = {domain::ImageState::disabled, domain::ImageState::failed,
                                         domain::ImageState::deregistered};
  const auto users = ctx.catalog.images().idsUsingSnapshot(id, kNot);
  if (users.empty()) return std::nullopt;
  return "The snapshot is in use by " + users.front().str();
}

void saveMove(RequestContext& ctx, const domain::Snapshot& before, const domain::Snapshot& after,
              std::string_view failure) {
  ctx.record(after.id.str(), domain::toString(before.tiering->status),
             domain::toString(after.tiering->status), after.tiering->detail.value_or(""));
  ctx.catalog.snapshots().update(after);
  ec2::emitSnapshotMoveEnd(ctx, after, failure);
}

}  // namespace

void finishArchiveSnapshot(RequestContext& ctx, const domain::Task& task) {
  const auto moving = findMoving(ctx, task);
  if (!moving) return;
  const auto failure = task.failure ? reasonOf(task) : obstacle(ctx, moving->id);
  const auto snapshot = domain::endMove(*moving, failure, ctx.now);
  saveMove(ctx, *moving, snapshot, failure.value_or(""));
  ec2::endLostFastRestores(ctx, snapshot);
}

void finishRestoreSnapshot(RequestContext& ctx, const domain::Task& task) {
  const auto moving = findMoving(ctx, task);
  if (!moving) return;
  const auto failure = reasonOf(task);
  const auto snapshot = domain::endMove(*moving, failure, ctx.now);
  saveMove(ctx, *moving, snapshot, failure.value_or(""));
  if (const auto expiry = snapshot.tiering->restoreExpiresAt)
    ctx.scheduleAt(domain::TaskKind::end_snapshot_restore, task.subject, *expiry);
}

void finishEndSnapshotRestore(RequestContext& ctx, const domain::Task& task) {
  const auto before = ctx.catalog.snapshots().find(SnapshotId::trusted(task.subject));
  // A restore that was made longer or permanent meanwhile has a task of its own, or none.
  if (!before || !before->tiering) return;
  const auto expiry = before->tiering->restoreExpiresAt;
  if (!expiry || *expiry > ctx.now) return;
  const auto snapshot = domain::endTemporaryRestore(*before);
  ctx.record(task.subject, domain::toString(before->tiering->status), snapshot.storageTier);
  ctx.catalog.snapshots().update(snapshot);
  ec2::emitSnapshotRestoreExpiry(ctx, snapshot, before->tiering->startedAt);
  ec2::endLostFastRestores(ctx, snapshot);
}

}  // namespace amilocal::services
