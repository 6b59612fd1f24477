#include "services/ec2/image_ending.h"

#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/image_plans.h"
#include "amilocal/domain/task.h"
#include "services/ec2/events.h"

namespace amilocal::ec2 {
namespace {

// The snapshots that the image waits for. What it was given ready-made is completed, since a
// mapping with a pending snapshot is refused.
std::vector<domain::Snapshot> pendingSnapshotsOf(RequestContext& ctx, const domain::Image& image) {
  const auto ids = domain::snapshotIdsOf(image.blockDevices);
  auto snapshots = ctx.catalog.snapshots().listById(ids);
  std::erase_if(snapshots, [](const domain::Snapshot& snapshot) {
    return snapshot.state != domain::SnapshotState::pending;
  });
  return snapshots;
}

}  // namespace

void endPendingImage(RequestContext& ctx, domain::Image image,
                     const std::optional<domain::StateReason>& failure) {
  constexpr auto kPending = domain::ImageState::pending;
  auto snapshots = pendingSnapshotsOf(ctx, image);
  domain::endImage(image, snapshots, failure, ctx.now);
  const auto reason = failure ? failure->message : std::string();
  for (const auto& snapshot : snapshots) {
    ctx.catalog.snapshots().update(snapshot);
    ctx.record(snapshot.id.str(), domain::toString(domain::SnapshotState::pending),
               domain::toString(snapshot.state), reason);
    emitSnapshotEnd(ctx, snapshot);
  }
  ctx.catalog.images().update(image);
  ctx.record(image.id.str(), domain::toString(kPending), domain::toString(image.state), reason);
  emitImageState(ctx, image, reason);
}

void failPendingImagesOf(RequestContext& ctx, const InstanceId& instance) {
  const domain::StateReason reason{
      "Client.InstanceTerminated",
      "The instance " + instance.str() + " was terminated before the image was completed"};
  const auto pending =
      ctx.catalog.images().listBySourceInstance(instance, domain::ImageState::pending);
  for (const auto& image : pending) {
    endPendingImage(ctx, image, reason);
    ctx.catalog.tasks().removeFor(image.id.str());
  }
}

void letSnapshotsGoOn(RequestContext& ctx, const domain::Image& image) {
  auto& tasks = ctx.catalog.tasks();
  const auto pending = pendingSnapshotsOf(ctx, image);
  for (auto task : tasks.listFor(image.id.str())) {
    tasks.remove(task.id);
    task.id = 0;
    // The bytes of a restored image come with the image: without it they do not come at all.
    if (task.kind == domain::TaskKind::restore_image) {
      task.failure = domain::StateReason{"Client.ImageDeregistered", "The AMI was deregistered"};
      task.detail.clear();
    }
    task.kind = task.kind == domain::TaskKind::copy_image ? domain::TaskKind::copy_snapshot
                                                          : domain::TaskKind::create_snapshot;
    for (const auto& snapshot : pending) {
      task.subject = snapshot.id.str();
      tasks.insert(task);
    }
  }
}

}  // namespace amilocal::ec2
