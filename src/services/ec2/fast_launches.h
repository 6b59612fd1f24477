#pragma once

#include <string_view>

#include "amilocal/core/ids.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ec2 {

/// The `detail` of a task that turns fast launch off "overriding any errors" (EC2 API Reference,
/// DisableFastLaunch, Force).
inline constexpr std::string_view kForced = "force";

/// Fast launch of an image that is deregistered ends with it, for every account.
void forgetFastLaunches(RequestContext& ctx, const ImageId& image);

}  // namespace amilocal::ec2
