#include "services/ec2/timed_copies.h"

#include <string>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/seed.h"

namespace amilocal::ec2 {
namespace {

// The source may be a snapshot of a public image, which is no row.
std::string regionOf(RequestContext& ctx, const std::string& snapshot) {
  const auto id = SnapshotId::trusted(snapshot);
  if (const auto row = ctx.catalog.snapshots().find(id)) return row->region;
  const auto origin = domain::seedCatalogue().findSnapshot(id, ctx.now);
  return origin ? std::string(origin->region) : std::string();
}

double throughputUsed(RequestContext& ctx, std::string_view sourceRegion) {
  using State = domain::SnapshotState;
  SnapshotScope scope;
  scope.region = ctx.region();
  scope.owners = {ctx.account()};
  scope.statesLeftOut = {State::completed, State::error, State::recoverable, State::recovering,
                         State::deleted};
  double used = 0;
  for (const auto& copy : ctx.catalog.snapshots().list(scope))
    if (copy.completionDurationMinutes && copy.sourceSnapshotId &&
        regionOf(ctx, *copy.sourceSnapshotId) == sourceRegion)
      used += domain::throughputOf({copy.volumeSizeGib, *copy.completionDurationMinutes});
  return used;
}

}  // namespace

Instant endOfCopies(RequestContext& ctx, std::string_view sourceRegion,
                    std::span<const domain::TimedCopy> copies) {
  return ctx.now + domain::timeOfCopies(
                       copies, {.ofSnapshot = ctx.limit(domain::Limit::snapshot_copy_throughput),
                                .inAll = ctx.limit(domain::Limit::copy_throughput),
                                .used = throughputUsed(ctx, sourceRegion)});
}

}  // namespace amilocal::ec2
