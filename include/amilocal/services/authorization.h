#pragma once

#include "amilocal/engine/request_context.h"

namespace amilocal::services {

/// Asks the caller's policies, the policies of keys, and of a role that is to be assumed its trust
/// policy, whether they allow what the call is for. Throws UnauthorizedOperation, AccessDenied or
/// what the service calls it; with `--iam audit` it only writes it down.
void authorize(RequestContext& ctx, const wire::Call& call);

}  // namespace amilocal::services
