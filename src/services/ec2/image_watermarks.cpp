#include "amilocal/domain/watermark_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {

AttachImageWatermarkResponse attachImageWatermark(RequestContext& ctx,
                                                  const AttachImageWatermarkRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  const auto changed = domain::planWatermark(image, request.watermarkName, ctx.now);
  if (changed != image) saveImage(ctx, changed);
  return {.watermarkKey = domain::watermarkKey(image, request.watermarkName)};
}

ReturnResponse detachImageWatermark(RequestContext& ctx,
                                    const DetachImageWatermarkRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  const auto changed = domain::planNoWatermark(image, request.watermarkKey);
  if (changed != image) saveImage(ctx, changed);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
