#include "services/ec2/fast_restores.h"

#include "amilocal/catalog/catalog.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {

void finishMoveFastRestore(RequestContext& ctx, const domain::Task& task) {
  auto restore = ctx.catalog.fastRestores().find(task.subject);
  if (!restore) return;
  const auto next = domain::following(restore->state);
  if (!next) return;
  if (task.failure)
    return ec2::moveFastRestore(ctx, *restore, domain::FastRestoreState::disabled,
                                task.failure->message, 0);
  const auto snapshot = ctx.catalog.snapshots().find(restore->snapshotId);
  ec2::moveFastRestore(ctx, *restore, *next, domain::kLifecycleTransition,
                       snapshot ? snapshot->volumeSizeGib : 0);
}

}  // namespace amilocal::services
