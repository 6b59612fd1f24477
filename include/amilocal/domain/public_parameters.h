#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/parameter.h"

/// The public parameters that name the newest public images, as a function of Region and time like
/// those (docs/decisions/0004-seed-is-a-function.md; public-ami-catalog.md section 3).
namespace amilocal::domain {

/// All of a Region at a time, in the order of names.
std::vector<Parameter> publicParameters(std::string_view region, Instant now);

/// Empty when there is none of this name.
std::optional<Parameter> findPublicParameter(std::string_view region, std::string_view name,
                                             Instant now);

}  // namespace amilocal::domain
