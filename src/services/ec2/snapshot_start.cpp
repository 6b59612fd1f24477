#include "services/ec2/snapshot_start.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {

void refuseLocalSnapshot(const std::optional<std::string>& outpostArn,
                         const std::optional<std::string>& location) {
  if (outpostArn) throw errors::unsupportedParameter("OutpostArn");
  if (location == "local") throw errors::unsupportedParameter("Location=local");
}

domain::Snapshot startSnapshot(RequestContext& ctx, domain::Snapshot snapshot,
                               domain::TaskKind kind, const domain::Tags& tags,
                               std::optional<Instant> dueAt) {
  const auto& id = snapshot.id.str();
  const auto task =
      dueAt ? ctx.scheduleAt(kind, id, *dueAt) : ctx.schedule(kind, id, snapshot.volumeSizeGib);
  snapshot.dueAt = task.dueAt;
  ctx.catalog.snapshots().insert(snapshot);
  ctx.record(id, "", domain::toString(snapshot.state));
  putTags(ctx, "snapshot", id, tags);
  return snapshot;
}

}  // namespace amilocal::ec2
