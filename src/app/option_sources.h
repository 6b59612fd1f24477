#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/serve_options.h"

namespace amilocal {

/// Names and values, in the order given.
using NamedTexts = std::vector<std::pair<std::string, std::string>>;

/// Where `serve` is told what to do, in falling order of precedence; last of all the file that
/// one of them names.
struct OptionSources {
  NamedTexts flags;                       ///< without the dashes
  std::optional<std::string> configFlag;  ///< `--config`
  NamedTexts environment;                 ///< all variables of the process
};

/// Puts the sources together: file < environment < flag. Every value is read, also one that another
/// source overrides, since a wrong one is a mistake in any case. A variable that is empty counts as
/// not there. Throws UsageError, which names the place and what may have been meant.
ServeOptions readServeOptions(const OptionSources& sources);

/// The process' environment as names and values.
NamedTexts readEnvironment(const char* const* variables);

}  // namespace amilocal
