#pragma once

#include <string>
#include <string_view>

#include "seed_release.h"

namespace amilocal::domain::seed {

/// Fills in what stands in braces: what the release knows of itself (the list is kBuiltIn in the
/// source), the words of the row, the counters of the family. `{name}` is `name`. Throws
/// std::logic_error for a word that nobody knows, which is a fault of the file.
std::string fillIn(std::string_view text, const Release& release, std::string_view name = {});

/// The value of a counter on a day, as names write it.
std::string counterText(const Counter& counter, std::chrono::sys_days day, int rank);

}  // namespace amilocal::domain::seed
