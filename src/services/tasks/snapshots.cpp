#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/image_plans.h"
#include "amilocal/domain/snapshot_lock_rules.h"
#include "amilocal/domain/snapshot_steps.h"
#include "services/ec2/events.h"
#include "services/ec2/snapshot_deletion.h"
#include "services/ec2/snapshot_locks.h"
#include "services/ec2/snapshot_start.h"
#include "services/kms/keys.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

using domain::SnapshotState;

/// When the last of the snapshots of one CreateSnapshots has ended, so has the set.
void tellEndOfSet(RequestContext& ctx, const domain::Task& task) {
  const auto ids = ec2::snapshotSetOf(task);
  if (ids.empty()) return;
  const auto set = ctx.catalog.snapshots().listById(ids);
  const bool goesOn =
      std::ranges::any_of(set, [](const auto& s) { return s.state == SnapshotState::pending; });
  if (!goesOn) ec2::emitSnapshotSetEnd(ctx, set);
}

/// The end of a pending snapshot, good or bad, and its deletion when that was asked for meanwhile.
void endSnapshot(RequestContext& ctx, const domain::Task& task, domain::Snapshot snapshot,
                 const std::optional<domain::StateReason>& failure) {
  const auto event = failure ? domain::SnapshotEvent::fail : domain::SnapshotEvent::complete;
  const auto state = domain::next(snapshot.state, event);
  if (!state) return;
  const auto from = domain::toString(snapshot.state);
  snapshot.state = *state;
  snapshot.dueAt.reset();
  if (failure) {
    snapshot.statusMessage = failure->message;
  } else {
    snapshot.completedAt = ctx.now;
  }
  const auto asked = snapshot.lock;
  domain::settleLock(snapshot, ctx.now);
  ctx.catalog.snapshots().update(snapshot);
  ctx.record(task.subject, from, domain::toString(snapshot.state),
             failure ? failure->message : std::string());
  ec2::emitSnapshotEnd(ctx, snapshot);
  if (snapshot.lock) ec2::beginLock(ctx, snapshot);
  if (asked && !snapshot.lock) ec2::emitSnapshotLock(ctx, snapshot, *asked, ec2::LockNews::failed);
  tellEndOfSet(ctx, task);
  if (task.detail.ends_with(ec2::kDeleteWhenDone)) ec2::deleteSnapshotNow(ctx, snapshot);
}

}  // namespace

void finishCreateSnapshot(RequestContext& ctx, const domain::Task& task) {
  const auto snapshot = ctx.catalog.snapshots().find(SnapshotId::trusted(task.subject));
  if (snapshot) endSnapshot(ctx, task, *snapshot, task.failure);
}

// A snapshot that nobody goes on writing is given up (EBS direct APIs, StartSnapshot, Timeout).
void finishExpireUpload(RequestContext& ctx, const domain::Task& task) {
  auto snapshot = ctx.catalog.snapshots().find(SnapshotId::trusted(task.subject));
  if (!snapshot || !snapshot->uploadTimeoutMinutes) return;
  snapshot->uploadTimeoutMinutes.reset();
  const domain::StateReason expired{"Client.UploadTimeout",
                                    "The snapshot was not completed within its timeout"};
  endSnapshot(ctx, task, *snapshot, task.failure ? *task.failure : expired);
}

void finishCopySnapshot(RequestContext& ctx, const domain::Task& task) {
  const auto snapshot = ctx.catalog.snapshots().find(SnapshotId::trusted(task.subject));
  if (!snapshot) return;
  // AWS accepts a copy whatever its key, and lets it end in error (aws-facts/errors.md section 4).
  const auto failure =
      task.failure ? task.failure : domain::keyFailure({*snapshot}, kms::unusableKeys(ctx));
  endSnapshot(ctx, task, *snapshot, failure);
}

}  // namespace amilocal::services
