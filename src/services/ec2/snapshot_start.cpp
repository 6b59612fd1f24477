#include "services/ec2/snapshot_start.h"

#include <string_view>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {

void refuseLocalSnapshot(const std::optional<std::string>& outpostArn,
                         const std::optional<std::string>& location) {
  if (outpostArn) throw errors::unsupportedParameter("OutpostArn");
  if (location == "local") throw errors::unsupportedParameter("Location=local");
}

namespace {

// The detail of the task of each, before what may be added when it is to be deleted.
constexpr std::string_view kSet = "set";
constexpr char kBetween = ' ';

}  // namespace

void joinSnapshotSet(RequestContext& ctx, const std::vector<SnapshotId>& ids) {
  std::string detail(kSet);
  for (const auto& id : ids) detail += kBetween + id.str();
  detail += kBetween;
  for (const auto& id : ids) {
    for (auto task : ctx.catalog.tasks().listFor(id.str())) {
      task.detail = detail;
      ctx.catalog.tasks().update(task);
    }
  }
}

std::vector<SnapshotId> snapshotSetOf(const domain::Task& task) {
  std::vector<SnapshotId> ids;
  if (!task.detail.starts_with(kSet)) return ids;
  for (const auto part : split(task.detail, kBetween))
    if (auto id = SnapshotId::parse(part)) ids.push_back(*std::move(id));
  return ids;
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
