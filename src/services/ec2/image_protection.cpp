#include "amilocal/domain/image_protection.h"

#include <string>

#include "amilocal/domain/protection_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

/// Stores the change, and answers with the state that it led to rather than with "true", which the
/// EC2 API Reference promises (aws-facts/images.md section 7).
std::string stored(RequestContext& ctx, const domain::Image& image, const domain::Image& changed) {
  if (changed != image) saveImage(ctx, changed);
  return std::string(domain::toString(changed.deregistrationProtection));
}

}  // namespace

EnableImageDeregistrationProtectionResponse enableImageDeregistrationProtection(
    RequestContext& ctx, const EnableImageDeregistrationProtectionRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  const auto cooldown = request.withCooldown.value_or(false) ? domain::Cooldown::afterDisabling
                                                             : domain::Cooldown::none;
  return {.return_ = stored(ctx, image, domain::planProtection(image, cooldown))};
}

DisableImageDeregistrationProtectionResponse disableImageDeregistrationProtection(
    RequestContext& ctx, const DisableImageDeregistrationProtectionRequest& request) {
  const auto image = requireOwnImage(ctx, parseImageId(request.imageId));
  return {.return_ = stored(ctx, image, domain::planNoProtection(image, ctx.now))};
}

}  // namespace amilocal::ec2
