#include "amilocal/domain/image_availability.h"

#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/errors/snapshot_care_errors.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/events.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

/// Stores and writes down a change of state; an image that is where it was asked to be is left
/// alone.
ReturnResponse moved(RequestContext& ctx, const domain::Image& before, const domain::Image& after) {
  if (after.state != before.state) {
    saveImage(ctx, after);
    ctx.record(after.id.str(), domain::toString(before.state), domain::toString(after.state));
    emitImageState(ctx, after);
  }
  return {.return_ = true};
}

void checkSnapshotsAtHand(RequestContext& ctx, const domain::Image& image) {
  for (const auto& id : domain::snapshotIdsOf(image.blockDevices))
    if (const auto snapshot = findSnapshot(ctx, id); snapshot && domain::isArchived(*snapshot))
      throw errors::imageSnapshotArchived(image.id, id);
}

}  // namespace

ReturnResponse disableImage(RequestContext& ctx, const DisableImageRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  return moved(ctx, image, domain::planDisabled(image));
}

// The snapshots of a disabled image may have been archived; it is of no use before they are back
// (EC2 User Guide, "Disable an Amazon EC2 AMI").
ReturnResponse enableImage(RequestContext& ctx, const EnableImageRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  if (image.state == domain::ImageState::disabled) checkSnapshotsAtHand(ctx, image);
  return moved(ctx, image, domain::planEnabled(image));
}

}  // namespace amilocal::ec2
