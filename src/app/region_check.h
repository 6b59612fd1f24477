#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace amilocal {

/// A function that refuses, by throwing ApiError, Regions that do not exist, and those to opt in to
/// that are not among `enabled`.
std::function<void(std::string_view region)> regionCheck(std::vector<std::string> enabled);

}  // namespace amilocal
