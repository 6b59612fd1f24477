#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/snapshot_care_errors.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/snapshot_filters.h"
#include "amilocal/domain/snapshot_lock_rules.h"
#include "amilocal/domain/snapshot_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/page_scan.h"
#include "services/ec2/snapshot_deletion.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

/// What a DescribeSnapshots asks for, besides ids and pages.
struct Wanted {
  domain::SnapshotAudience audience;
  domain::Filters filters;
};

bool isWanted(RequestContext& ctx, const Wanted& wanted, const domain::Snapshot& stored,
              const domain::Tags& tags) {
  const auto snapshot = asMet(ctx, stored);
  return domain::isUsableBy(snapshot, ctx.account()) &&
         domain::matchesAudience(wanted.audience, snapshot, ctx.account()) &&
         domain::matches(domain::snapshotFilters(), wanted.filters, {snapshot, ctx.now}, tags);
}

void checkNotPaged(const DescribeSnapshotsRequest& request) {
  if (request.maxResults) throw errors::cannotBeUsedWith("snapshotSet", "maxResults");
  if (request.nextToken) throw errors::cannotBeUsedWith("snapshotSet", "nextToken");
}

/// The snapshots with these ids, whoever may see them. One that exists and is another's is left
/// out in silence later on, one that does not exist is an error (EC2 API Reference,
/// DescribeSnapshots).
std::vector<domain::Snapshot> snapshotsById(RequestContext& ctx,
                                            const std::vector<SnapshotId>& ids) {
  auto found = ctx.catalog.snapshots().listById(ids);
  std::erase_if(found, [&](const domain::Snapshot& snapshot) {
    return domain::isGone(snapshot) || snapshot.region != ctx.region();
  });
  std::vector<SnapshotId> missing;
  for (const auto& id : ids) {
    if (std::ranges::find(found, id, &domain::Snapshot::id) != found.end()) continue;
    // The snapshots of public images of the seed are no rows, and exist.
    const auto other = findSnapshot(ctx, id);
    if (!other || domain::isGone(*other)) missing.push_back(id);
  }
  if (!missing.empty()) throw errors::snapshotsNotFound(missing);
  return found;
}

TaggedPage<domain::Snapshot> pageOfAll(RequestContext& ctx, const Wanted& wanted,
                                       const domain::PageScope& page) {
  SnapshotScope scope;
  scope.region = ctx.region();
  scope.visibleTo = ctx.account();
  scope.statesLeftOut = {domain::SnapshotState::deleted, domain::SnapshotState::recoverable,
                         domain::SnapshotState::recovering};
  scope.owners = domain::ownerAccounts(wanted.audience, ctx.account());
  return scanPage<domain::Snapshot>(
      ctx, page,
      [&](const std::string& after, std::int64_t limit) {
        scope.afterId = after;
        scope.limit = limit;
        return ctx.catalog.snapshots().list(scope);
      },
      [&](const domain::Snapshot& snapshot, const domain::Tags& tags) {
        return isWanted(ctx, wanted, snapshot, tags);
      });
}

}  // namespace

DescribeSnapshotsResponse describeSnapshots(RequestContext& ctx,
                                            const DescribeSnapshotsRequest& request) {
  const Wanted wanted{{request.ownerIds, request.restorableByUserIds}, filtersOf(request.filters)};
  const auto ids = parseSnapshotIds(request.snapshotIds);
  if (!ids.empty()) checkNotPaged(request);
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  domain::checkAudience(wanted.audience);
  domain::checkFilters(domain::snapshotFilters(), wanted.filters, domain::TagFilters::allowed);

  TaggedPage<domain::Snapshot> page;
  if (ids.empty()) {
    page = pageOfAll(ctx, wanted, scope);
  } else {
    page.rows = withTags(ctx, snapshotsById(ctx, ids));
    std::erase_if(page.rows,
                  [&](const auto& row) { return !isWanted(ctx, wanted, row.value, row.tags); });
  }
  DescribeSnapshotsResponse response;
  response.nextToken = page.nextToken;
  for (const auto& row : page.rows)
    response.snapshots.push_back(toWire(row.value, row.tags, ctx.now));
  return response;
}

ReturnResponse deleteSnapshot(RequestContext& ctx, const DeleteSnapshotRequest& request) {
  const auto snapshot = requireOwnSnapshot(ctx, parseSnapshotId(request.snapshotId));
  const auto users = imagesUsing(ctx, snapshot.id);
  if (!users.empty()) throw errors::snapshotInUse(snapshot.id, users.front());
  if (domain::isLocked(snapshot, ctx.now)) throw errors::snapshotLocked(snapshot.id);
  deleteSnapshotWhenDone(ctx, snapshot);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
