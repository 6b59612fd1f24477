#include "amilocal/catalog/catalog.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

using domain::ModificationState;

// The change that the task is to move on, if it still waits in the state `expected`.
std::optional<domain::VolumeModification> findChange(RequestContext& ctx, const domain::Task& task,
                                                     ModificationState expected) {
  auto change = ctx.catalog.volumeModifications().find(VolumeId::trusted(task.detail));
  if (!change || change->state != expected) return std::nullopt;
  return change;
}

void move(RequestContext& ctx, domain::VolumeModification& change, ModificationState to,
          std::string_view reason = {}) {
  ctx.record(change.volumeId.str(), domain::toString(change.state), domain::toString(to), reason);
  change.state = to;
  change.dueAt.reset();
  if (to != ModificationState::optimizing) change.endedAt = ctx.now;
  ctx.catalog.volumeModifications().put(change);
}

}  // namespace

// The new size is there as soon as the volume is optimized (Amazon EBS User Guide, "Monitor the
// progress of volume modifications").
void finishModifyVolume(RequestContext& ctx, const domain::Task& task) {
  auto change = findChange(ctx, task, ModificationState::modifying);
  auto volume = ctx.catalog.volumes().find(VolumeId::trusted(task.detail));
  if (!change || !volume) return;
  if (task.failure) {
    change->statusMessage = task.failure->message;
    return move(ctx, *change, ModificationState::failed, task.failure->message);
  }
  volume->sizeGib = change->target.sizeGib;
  volume->volumeType = change->target.volumeType;
  volume->iops = change->target.iops;
  volume->throughputMibps = change->target.throughputMibps;
  volume->multiAttachEnabled = change->target.multiAttachEnabled;
  ctx.catalog.volumes().update(*volume);
  move(ctx, *change, ModificationState::optimizing);
  const auto next =
      ctx.schedule(domain::TaskKind::optimize_volume, task.subject, volume->sizeGib, task.detail);
  change->dueAt = next.dueAt;
  ctx.catalog.volumeModifications().put(*change);
}

// A volume that cannot be optimized has its new size all the same; AWS knows no failure then.
void finishOptimizeVolume(RequestContext& ctx, const domain::Task& task) {
  auto change = findChange(ctx, task, ModificationState::optimizing);
  if (change) move(ctx, *change, ModificationState::completed);
}

}  // namespace amilocal::services
