#include <string>
#include <string_view>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/image_state.h"
#include "amilocal/domain/protection_rules.h"
#include "amilocal/domain/snapshot_lock_rules.h"
#include "amilocal/domain/snapshot_rules.h"
#include "ec2/handlers.gen.h"
#include "services/authorization/part_permission.h"
#include "services/ec2/events.h"
#include "services/ec2/fast_launches.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_ending.h"
#include "services/ec2/lookup.h"
#include "services/ec2/recycle_bin.h"
#include "services/ec2/snapshot_deletion.h"

namespace amilocal::ec2 {
namespace {

// A code for each snapshot; the call itself never fails for one (aws-facts/errors.md section 1).
std::string_view deleteSnapshotOf(RequestContext& ctx, const ImageId& image, const SnapshotId& id) {
  const auto snapshot = findSnapshot(ctx, id);
  if (!snapshot || domain::isGone(*snapshot)) return "client-error";
  if (snapshot->owner != ctx.account() ||
      !services::isPartAllowed(ctx, "ec2:DeleteSnapshot", "snapshot", id.str()))
    return "missing-permissions";
  // The image itself may use it still, out of the Recycle Bin.
  auto users = imagesUsing(ctx, id);
  std::erase(users, image);
  if (!users.empty()) return "skipped";
  if (domain::isLocked(*snapshot, ctx.now)) return "client-error";
  deleteSnapshotWhenDone(ctx, *snapshot);
  return "success";
}

// The row stays, so that "gone" can be told from "never was" (images.md 1.2).
void deregister(RequestContext& ctx, domain::Image image) {
  const auto before = image.state;
  if (before == domain::ImageState::pending) letSnapshotsGoOn(ctx, image);
  image.state = *domain::next(before, domain::ImageEvent::deregister);
  image.deregisteredAt = ctx.now;
  image.launchPermissions.clear();
  saveImage(ctx, image);
  ctx.catalog.tags().removeAll(image.id.str());
  forgetFastLaunches(ctx, image.id);
  ctx.record(image.id.str(), domain::toString(before), domain::toString(image.state));
  emitImageState(ctx, image);
}

}  // namespace

DeregisterImageResponse deregisterImage(RequestContext& ctx,
                                        const DeregisterImageRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  domain::checkNotProtected(image, ctx.now);
  if (!recycleImage(ctx, image)) deregister(ctx, image);

  DeregisterImageResponse response{.return_ = true, .deleteSnapshotResults = {}};
  if (!request.deleteAssociatedSnapshots.value_or(false)) return response;
  for (const auto& id : domain::snapshotIdsOf(image.blockDevices))
    response.deleteSnapshotResults.push_back(
        {.snapshotId = id.str(), .returnCode = std::string(deleteSnapshotOf(ctx, image.id, id))});
  return response;
}

}  // namespace amilocal::ec2
