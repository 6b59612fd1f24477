#pragma once

#include <span>
#include <string_view>

#include "amilocal/net/http_message.h"
#include "amilocal/wire/operation.h"

namespace amilocal::gateway {

using Services = std::span<const wire::ServiceTable* const>;

/// The service of that name in a credential scope. Throws UnsupportedOperation.
const wire::ServiceTable& serviceNamed(Services services, std::string_view name);

/// What a request without a signature is meant for: by X-Amz-Target, by a host such as
/// `rbin.us-east-1.amazonaws.com`, by a path that only one service has; S3 for all other paths but
/// the bare `/`; else EC2, or null when the
/// request has a target that none of ours has. Also tells in which form a broken signature is
/// refused.
const wire::ServiceTable* likelyService(Services services, const HttpRequest& request);

}  // namespace amilocal::gateway
