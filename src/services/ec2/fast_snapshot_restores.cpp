#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/snapshot_care_errors.h"
#include "amilocal/domain/fast_restore.h"
#include "amilocal/domain/snapshot_rules.h"
#include "amilocal/domain/zone_choice.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/fast_restores.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/key_pages.h"
#include "services/ec2/lookup.h"

// Fast snapshot restore. What cannot be done for one snapshot in one zone is told in its place, and
// the others are done.
namespace amilocal::ec2 {
namespace {

using domain::FastRestoreState;

// EC2 API Reference, DescribeFastSnapshotRestores, MaxResults: 0 to 200.
constexpr int kPageMost = 200;

struct Pairs {
  std::vector<SnapshotId> snapshots;
  std::vector<std::string> zones;  ///< names
};

Pairs pairsOf(const RequestContext& ctx, const FastSnapshotRestoresRequest& request) {
  if (request.availabilityZones.empty() && request.availabilityZoneIds.empty())
    throw errors::fastRestoreZonesMissing();
  if (!request.availabilityZones.empty() && !request.availabilityZoneIds.empty())
    throw errors::fastRestoreZonesTwice();
  Pairs pairs{parseSnapshotIds(request.sourceSnapshotIds), {}};
  for (const auto& name : request.availabilityZones)
    pairs.zones.emplace_back(domain::requireZone(ctx.region(), name, std::nullopt).name);
  for (const auto& id : request.availabilityZoneIds)
    pairs.zones.emplace_back(domain::requireZone(ctx.region(), std::nullopt, id).name);
  return pairs;
}

FastSnapshotRestore toWire(const domain::FastRestore& restore) {
  FastSnapshotRestore shape;
  shape.snapshotId = restore.snapshotId.str();
  shape.availabilityZone = restore.zone;
  shape.availabilityZoneId = domain::zoneIdOf(restore.region, restore.zone);
  shape.state = domain::toString(restore.state);
  shape.stateTransitionReason = restore.reason;
  shape.ownerId = restore.account;
  shape.enablingTime = restore.enablingAt;
  shape.optimizingTime = restore.optimizingAt;
  shape.enabledTime = restore.enabledAt;
  shape.disablingTime = restore.disablingAt;
  shape.disabledTime = restore.disabledAt;
  return shape;
}

FastSnapshotRestoreStateErrorItem toWire(const RequestContext& ctx, const std::string& zone,
                                         const domain::ItemError& error) {
  FastSnapshotRestoreStateErrorItem item;
  item.availabilityZone = zone;
  item.availabilityZoneId = domain::zoneIdOf(ctx.region(), zone);
  item.error = FastSnapshotRestoreStateError{.code = error.code, .message = error.message};
  return item;
}

/// Does `act(snapshot, zone, restore)` for each pair. It gives an error, or leaves in `restore`
/// what is to be answered.
template <class Act>
FastSnapshotRestoresResponse forEachPair(RequestContext& ctx, const Pairs& pairs, Act act) {
  FastSnapshotRestoresResponse response;
  for (const auto& id : pairs.snapshots) {
    FastSnapshotRestoreErrorItem failed;
    for (const auto& zone : pairs.zones) {
      auto restore =
          ctx.catalog.fastRestores().find(domain::fastRestoreKey(id, zone, ctx.account()));
      if (const std::optional<domain::ItemError> error = act(id, zone, restore))
        failed.fastSnapshotRestoreStateErrors.push_back(toWire(ctx, zone, *error));
      else
        response.successful.push_back(toWire(*restore));
    }
    if (failed.fastSnapshotRestoreStateErrors.empty()) continue;
    failed.snapshotId = id.str();
    response.unsuccessful.push_back(std::move(failed));
  }
  return response;
}

/// The limit counts snapshots, not their zones; a shared one counts for the account that enables it
/// (Amazon EBS User Guide, "Amazon EBS fast snapshot restore", considerations).
std::optional<domain::ItemError> quotaObstacle(RequestContext& ctx, const SnapshotId& id) {
  std::set<std::string> snapshots;
  for (const auto& restore : ctx.catalog.fastRestores().list(ctx.account(), ctx.region()))
    if (domain::isOn(restore)) snapshots.insert(restore.snapshotId.str());
  const auto limit = ctx.limit(domain::Limit::fast_restores);
  if (snapshots.contains(id.str()) || static_cast<std::int64_t>(snapshots.size()) < limit)
    return std::nullopt;
  return domain::ItemError{"ResourceLimitExceeded", "You have reached your quota of " +
                                                        std::to_string(limit) +
                                                        " snapshots with fast snapshot restore."};
}

std::optional<domain::ItemError> enable(RequestContext& ctx, const SnapshotId& id,
                                        const std::string& zone,
                                        std::optional<domain::FastRestore>& restore) {
  if (restore && domain::isOn(*restore)) return std::nullopt;  // repeating changes nothing
  const auto snapshot = findSnapshot(ctx, id);
  if (!snapshot || domain::isGone(*snapshot) || !domain::isUsableBy(*snapshot, ctx.account()))
    return domain::ItemError{"InvalidSnapshot.NotFound",
                             "The snapshot '" + id.str() + "' does not exist."};
  if (auto error = domain::fastRestoreObstacle(*snapshot)) return error;
  if (auto error = quotaObstacle(ctx, id)) return error;
  domain::FastRestore made;
  made.key = domain::fastRestoreKey(id, zone, ctx.account());
  made.snapshotId = id;
  made.zone = zone;
  made.account = ctx.account();
  made.region = ctx.region();
  ctx.catalog.tasks().removeFor(made.key);
  moveFastRestore(ctx, made, FastRestoreState::enabling, domain::kUserInitiated, 0);
  restore = made;
  return std::nullopt;
}

std::optional<domain::ItemError> disable(RequestContext& ctx, const SnapshotId& id,
                                         const std::string& zone,
                                         std::optional<domain::FastRestore>& restore) {
  if (!restore || !domain::isOn(*restore))
    return domain::ItemError{"InvalidParameterValue",
                             "Fast snapshot restore is not enabled for the snapshot '" + id.str() +
                                 "' in " + zone + "."};
  ctx.catalog.tasks().removeFor(restore->key);
  moveFastRestore(ctx, *restore, FastRestoreState::disabling, domain::kUserInitiated, 0);
  return std::nullopt;
}

}  // namespace

FastSnapshotRestoresResponse enableFastSnapshotRestores(
    RequestContext& ctx, const FastSnapshotRestoresRequest& request) {
  return forEachPair(ctx, pairsOf(ctx, request),
                     [&](const auto& id, const auto& zone, auto& restore) {
                       return enable(ctx, id, zone, restore);
                     });
}

FastSnapshotRestoresResponse disableFastSnapshotRestores(
    RequestContext& ctx, const FastSnapshotRestoresRequest& request) {
  return forEachPair(ctx, pairsOf(ctx, request),
                     [&](const auto& id, const auto& zone, auto& restore) {
                       return disable(ctx, id, zone, restore);
                     });
}

DescribeFastSnapshotRestoresResponse describeFastSnapshotRestores(
    RequestContext& ctx, const DescribeFastSnapshotRestoresRequest& request) {
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken), 1, kPageMost);
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::fastRestoreFilters(), filters, domain::TagFilters::unknown);
  const auto page =
      pageByKey(ctx.catalog.fastRestores().list(ctx.account(), ctx.region()), scope,
                [&](const domain::FastRestore& restore) {
                  return domain::matches(domain::fastRestoreFilters(), filters, restore, {});
                });
  DescribeFastSnapshotRestoresResponse response;
  response.nextToken = page.nextToken;
  for (const auto& restore : page.rows) response.fastSnapshotRestores.push_back(toWire(restore));
  return response;
}

}  // namespace amilocal::ec2
