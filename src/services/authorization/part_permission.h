#pragma once

#include <string>
#include <string_view>

#include "amilocal/engine/request_context.h"

namespace amilocal::services {

/// May the caller also do this to a resource of EC2, on the way of a request that is answered
/// whether or not? `action` is `ec2:DeleteSnapshot`. Always where policies do not count.
bool isPartAllowed(RequestContext& ctx, const std::string& action, std::string_view type,
                   const std::string& id);

}  // namespace amilocal::services
