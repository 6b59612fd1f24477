#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "app/option_sources.h"

namespace amilocal {

/// Does what the arguments (without the program's name) ask for. Gives the exit code: 0 well done,
/// 1 refused or failed, 2 not understood. `serve` logs to standard error whatever `err` is.
int runCommandLine(const std::vector<std::string>& arguments, const NamedTexts& environment,
                   std::ostream& out, std::ostream& err);

}  // namespace amilocal
