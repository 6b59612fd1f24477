#include "services/ec2/image_making.h"

#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/bundle_rules.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_ending.h"
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
domain::Task endOf(const RequestContext& ctx, const domain::ImagePlan& plan,
                   domain::TaskKind kind) {
  auto task = ctx.taskFor(kind, plan.image.id.str(), plan.sizeGib);
  if (plan.promisedAt && task.dueAt && *task.dueAt > *plan.promisedAt) task.dueAt = plan.promisedAt;
  return task;
}

// Nobody can see the image before a task that is due now has ended it, so the rows may as well be
// written as they are then. Bytes of bundles and of stored images take their time.
bool endsAtOnce(const RequestContext& ctx, const domain::Task& task, const domain::Image& image) {
  return task.dueAt && *task.dueAt <= ctx.now && task.kind != domain::TaskKind::restore_image &&
         !domain::isS3Backed(image);
}

void store(RequestContext& ctx, const domain::ImagePlan& plan, const ImageTags& tags) {
  for (const auto& snapshot : plan.snapshots) {
    ctx.catalog.snapshots().insert(snapshot);
    putTags(ctx, "snapshot", snapshot.id.str(), tags.snapshots);
  }
  ctx.catalog.images().insert(plan.image);
  putTags(ctx, "image", plan.image.id.str(), tags.image);
}

}  // namespace

void beginImage(RequestContext& ctx, domain::ImagePlan plan, domain::TaskKind kind,
                const ImageTags& tags) {
  auto& [image, snapshots, sizeGib, promisedAt] = plan;
  const auto task = endOf(ctx, plan, kind);
  for (auto& snapshot : snapshots) {
    snapshot.dueAt = task.dueAt;
    ctx.record(snapshot.id.str(), {}, domain::toString(snapshot.state));
  }
  ctx.record(image.id.str(), {}, domain::toString(image.state));
  if (!endsAtOnce(ctx, task, image)) {
    store(ctx, plan, tags);
    ctx.catalog.tasks().insert(task);
    return;
  }
  auto ending = ctx.contextOf(task);
  domain::endImage(image, snapshots, failureOf(ending, task, image, snapshots), ctx.now);
  store(ctx, plan, tags);
  tellImageEnd(ending, image, snapshots);
}

}  // namespace amilocal::ec2
