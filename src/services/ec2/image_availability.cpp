#include "amilocal/domain/image_availability.h"

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

}  // namespace

ReturnResponse disableImage(RequestContext& ctx, const DisableImageRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  return moved(ctx, image, domain::planDisabled(image));
}

ReturnResponse enableImage(RequestContext& ctx, const EnableImageRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  return moved(ctx, image, domain::planEnabled(image));
}

}  // namespace amilocal::ec2
