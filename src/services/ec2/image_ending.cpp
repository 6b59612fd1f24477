#include "services/ec2/image_ending.h"

#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/bundle_rules.h"
#include "amilocal/domain/image_plans.h"
#include "services/ec2/bundles.h"
#include "services/ec2/events.h"
#include "services/kms/keys.h"

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

/// Copies the source's bundle, as it is now, to where the copy says that it lies. Answers why it
/// cannot.
std::optional<domain::StateReason> copiedBundle(RequestContext& ctx, const domain::Image& image) {
  const auto source = ctx.catalog.images().find(ImageId::trusted(image.sourceImageId.value_or("")));
  const auto from = domain::parseBundleLocation(source ? source->location : "");
  const auto to = domain::parseBundleLocation(image.location);
  if (!source || !from || !to)
    return domain::StateReason{"Client.InvalidManifest", "The source image is not known any more"};
  try {
    const auto bundle = requireBundle(ctx, *from, source->region);
    ensureBucket(ctx, to->bucket);
    copyBundle(ctx, bundle, *to);
  } catch (const ApiError& error) {
    return domain::StateReason{"Client." + error.code(), error.message()};
  }
  return std::nullopt;
}

}  // namespace

std::optional<domain::StateReason> failureOf(RequestContext& ctx, const domain::Task& task,
                                             const domain::Image& image,
                                             const std::vector<domain::Snapshot>& snapshots) {
  if (task.failure || task.kind != domain::TaskKind::copy_image) return task.failure;
  if (auto failure = domain::keyFailure(snapshots, kms::unusableKeys(ctx))) return failure;
  return domain::isS3Backed(image) ? copiedBundle(ctx, image) : std::nullopt;
}

void endPendingImage(RequestContext& ctx, domain::Image image,
                     const std::optional<domain::StateReason>& failure) {
  auto snapshots = pendingSnapshotsOf(ctx, image);
  domain::endImage(image, snapshots, failure, ctx.now);
  for (const auto& snapshot : snapshots) ctx.catalog.snapshots().update(snapshot);
  ctx.catalog.images().update(image);
  tellImageEnd(ctx, image, snapshots);
}

void tellImageEnd(RequestContext& ctx, const domain::Image& image,
                  const std::vector<domain::Snapshot>& snapshots) {
  const auto reason = image.stateReason ? image.stateReason->message : std::string();
  for (const auto& snapshot : snapshots) {
    ctx.record(snapshot.id.str(), domain::toString(domain::SnapshotState::pending),
               domain::toString(snapshot.state), reason);
    emitSnapshotEnd(ctx, snapshot);
  }
  ctx.record(image.id.str(), domain::toString(domain::ImageState::pending),
             domain::toString(image.state), reason);
  emitImageState(ctx, image, reason);
}

void failPendingImagesOf(RequestContext& ctx, const InstanceId& instance) {
  const domain::StateReason reason{
      "Client.InstanceTerminated",
      "The instance " + instance.str() + " was terminated before the image was completed"};
  const auto pending = ctx.catalog.images().listPendingOf(instance);
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
