#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/domain/copy_throughput.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::ec2 {

/// When time-based copies from `sourceRegion` to the caller's, which begin now, will be done, by
/// the caller's quotas and what it copies already. Throws what timeOfCopies() throws.
Instant endOfCopies(RequestContext& ctx, std::string_view sourceRegion,
                    std::span<const domain::TimedCopy> copies);

}  // namespace amilocal::ec2
