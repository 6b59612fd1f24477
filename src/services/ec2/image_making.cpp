#include "services/ec2/image_making.h"

#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "amilocal/domain/task_time.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {

domain::NewImage newImage(RequestContext& ctx, const std::string& name,
                          const std::optional<std::string>& description) {
  const auto quota = ctx.limit(domain::Limit::images);
  if (ctx.catalog.images().count(ctx.account(), ctx.region()) >= quota)
    throw errors::imageQuotaExceeded(quota);
  return {.id = ctx.ids.next<ImageKind>(),
          .account = ctx.account(),
          .region = ctx.region(),
          .name = name,
          .description = description,
          .now = ctx.now};
}

void requireFreeName(RequestContext& ctx, const std::string& name) {
  const auto taken = ctx.catalog.images().findByName(ctx.account(), ctx.region(), name);
  if (taken) throw errors::imageNameTaken(name, taken->id);
}

domain::SnapshotsById requireSnapshotsOf(RequestContext& ctx, const domain::BlockDevices& devices) {
  domain::SnapshotsById snapshots;
  for (const auto& id : domain::snapshotIdsOf(devices)) {
    auto snapshot = requireUsableSnapshot(ctx, id);
    domain::checkNotArchived(snapshot);
    snapshots.emplace(id, std::move(snapshot));
  }
  return snapshots;
}

ImageTags imageTagsOf(const std::vector<TagSpecification>& specifications) {
  return {.image = specifiedTags(specifications, "image", {"image", "snapshot"}),
          .snapshots = specifiedTags(specifications, "snapshot", {"image", "snapshot"})};
}

namespace {

// A time-based copy that would take longer than promised ends when it was promised (Amazon EBS User
// Guide, "Time-based copies").
domain::Task scheduleEnd(RequestContext& ctx, const domain::ImagePlan& plan,
                         domain::TaskKind kind) {
  const auto& id = plan.image.id.str();
  const auto usual = domain::dueAt(ctx.settings.taskTime, kind, plan.sizeGib, ctx.now);
  if (plan.promisedAt && usual && *usual > *plan.promisedAt)
    return ctx.scheduleAt(kind, id, *plan.promisedAt);
  return ctx.schedule(kind, id, plan.sizeGib);
}

}  // namespace

void beginImage(RequestContext& ctx, domain::ImagePlan plan, domain::TaskKind kind,
                const ImageTags& tags) {
  const auto& image = plan.image;
  const auto task = scheduleEnd(ctx, plan, kind);
  for (auto& snapshot : plan.snapshots) {
    snapshot.dueAt = task.dueAt;
    ctx.catalog.snapshots().insert(snapshot);
    ctx.record(snapshot.id.str(), {}, domain::toString(snapshot.state));
    putTags(ctx, "snapshot", snapshot.id.str(), tags.snapshots);
  }
  ctx.catalog.images().insert(image);
  ctx.record(image.id.str(), {}, domain::toString(image.state));
  putTags(ctx, "image", image.id.str(), tags.image);
}

}  // namespace amilocal::ec2
