#include "amilocal/catalog/catalog.h"
#include "services/ec2/events.h"
#include "services/tasks/tasks.h"

// A lock's state is computed from the time, so its ends change nothing: they are told.
namespace amilocal::services {
namespace {

using LockEnd = std::optional<Instant> domain::SnapshotLock::*;

void tellOfEnd(RequestContext& ctx, const domain::Task& task, LockEnd end, ec2::LockNews news) {
  const auto snapshot = ctx.catalog.snapshots().find(SnapshotId::trusted(task.subject));
  if (!snapshot || !snapshot->lock) return;
  const auto at = (*snapshot->lock).*end;
  if (!at || formatInstant(*at) != task.detail) return;  // of a lock as it was before a change
  ec2::emitSnapshotLock(ctx, *snapshot, *snapshot->lock, news);
}

}  // namespace

void finishEndLockCoolOff(RequestContext& ctx, const domain::Task& task) {
  tellOfEnd(ctx, task, &domain::SnapshotLock::coolOffExpiresAt, ec2::LockNews::cool_off_over);
}

void finishEndSnapshotLock(RequestContext& ctx, const domain::Task& task) {
  tellOfEnd(ctx, task, &domain::SnapshotLock::expiresAt, ec2::LockNews::expired);
}

}  // namespace amilocal::services
