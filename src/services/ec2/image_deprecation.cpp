#include "amilocal/domain/image_deprecation.h"

#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {

ReturnResponse enableImageDeprecation(RequestContext& ctx,
                                      const EnableImageDeprecationRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  const auto changed = domain::planDeprecation(image, request.deprecateAt, ctx.now);
  if (changed != image) saveImage(ctx, changed);
  return {.return_ = true};
}

ReturnResponse disableImageDeprecation(RequestContext& ctx,
                                       const DisableImageDeprecationRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  const auto changed = domain::planNoDeprecation(image);
  if (changed != image) saveImage(ctx, changed);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
