#include "services/ec2/snapshot_deletion.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/snapshot_steps.h"
#include "services/ec2/fast_restores.h"
#include "services/ec2/recycle_bin.h"

namespace amilocal::ec2 {

void deleteSnapshotNow(RequestContext& ctx, const domain::Snapshot& snapshot) {
  if (recycleSnapshot(ctx, snapshot)) return;
  const auto state = domain::next(snapshot.state, domain::SnapshotEvent::remove);
  if (!state) return;
  auto gone = snapshot;
  gone.state = *state;
  gone.dueAt.reset();
  ctx.catalog.snapshots().update(gone);
  ctx.catalog.tags().removeAll(gone.id.str());
  ctx.catalog.tasks().removeFor(gone.id.str());  // of a move between the tiers
  forgetFastRestores(ctx, gone.id);
  ctx.record(gone.id.str(), domain::toString(snapshot.state), domain::toString(gone.state));
}

void deleteSnapshotWhenDone(RequestContext& ctx, const domain::Snapshot& snapshot) {
  auto& tasks = ctx.catalog.tasks();
  // What is being written block by block is given up.
  if (snapshot.uploadTimeoutMinutes) tasks.removeFor(snapshot.id.str());
  std::vector<domain::Task> waiting;
  if (snapshot.state == domain::SnapshotState::pending) waiting = tasks.listFor(snapshot.id.str());
  for (auto task : waiting) {
    if (!task.detail.ends_with(kDeleteWhenDone)) task.detail += kDeleteWhenDone;
    tasks.update(task);
  }
  // A snapshot at rest has no task that makes it. Neither has the pending one of an image that was
  // deregistered meanwhile: nothing will complete it any more.
  if (waiting.empty()) deleteSnapshotNow(ctx, snapshot);
}

std::vector<ImageId> imagesUsing(RequestContext& ctx, const SnapshotId& id) {
  constexpr domain::ImageState kGone[] = {domain::ImageState::failed,
                                          domain::ImageState::deregistered};
  return ctx.catalog.images().idsUsingSnapshot(id, kGone);
}

}  // namespace amilocal::ec2
