#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace amilocal {

/// What is wrong with the catalog's file, in a few words; empty when nothing is. One that is longer
/// than `readThrough` is checked as to its head alone. Throws CatalogError for what has nothing to
/// do with its content.
std::string findDamage(const std::string& path,
                       std::uintmax_t readThrough = std::numeric_limits<std::uintmax_t>::max());

/// A file of this size is read through in an instant.
inline constexpr std::uintmax_t kReadInAnInstant = 32U << 20U;

}  // namespace amilocal
