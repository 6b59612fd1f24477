#include "services/ec2/fast_restores.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/snapshot_rules.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "services/ec2/events.h"

namespace amilocal::ec2 {

bool isFastRestored(RequestContext& ctx, const SnapshotId& snapshot, std::string_view zone) {
  const auto restore =
      ctx.catalog.fastRestores().find(domain::fastRestoreKey(snapshot, zone, ctx.account()));
  return restore && restore->state == domain::FastRestoreState::enabled;
}

void moveFastRestore(RequestContext& ctx, domain::FastRestore& restore, domain::FastRestoreState to,
                     std::string_view reason, std::int64_t sizeGib) {
  const bool isNew = !restore.enablingAt;
  ctx.record(restore.key, isNew ? "" : domain::toString(restore.state), domain::toString(to),
             reason);
  domain::move(restore, to, reason, ctx.now);
  ctx.catalog.fastRestores().put(restore);
  emitFastRestoreState(ctx, restore);
  if (domain::following(to))
    ctx.schedule(domain::TaskKind::move_fast_restore, restore.key, sizeGib);
}

void endLostFastRestores(RequestContext& ctx, const domain::Snapshot& snapshot) {
  for (auto& restore : ctx.catalog.fastRestores().listFor(snapshot.id)) {
    const bool isLost =
        domain::isArchived(snapshot) || !domain::isUsableBy(snapshot, restore.account);
    if (!isLost || !domain::isOn(restore)) continue;
    ctx.catalog.tasks().removeFor(restore.key);
    moveFastRestore(ctx, restore, domain::FastRestoreState::disabling, domain::kLifecycleTransition,
                    0);
  }
}

void forgetFastRestores(RequestContext& ctx, const SnapshotId& snapshot) {
  for (const auto& restore : ctx.catalog.fastRestores().listFor(snapshot)) {
    ctx.catalog.tasks().removeFor(restore.key);
    ctx.catalog.fastRestores().remove(restore.key);
  }
}

}  // namespace amilocal::ec2
