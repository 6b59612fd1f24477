#pragma once

#include <optional>
#include <string>

#include "amilocal/domain/permissions.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::services {

/// The policies that count for the caller: those of its user or role, their boundary, and those of
/// its session. A policy that cannot be read gives no permission, and is written into the log.
domain::Permissions permissionsOf(RequestContext& ctx);

}  // namespace amilocal::services
