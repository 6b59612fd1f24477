#pragma once

#include <string>

#include "amilocal/domain/allowed_images.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ec2 {

/// What the caller has set for Allowed AMIs in a Region. The criteria are left out while they are
/// disabled, since nobody asks for them then.
domain::AllowedImages allowedImages(RequestContext& ctx, const std::string& region);

}  // namespace amilocal::ec2
