#pragma once

#include <string>

namespace amilocal {

/// What `amilocal serve --help` prints: each option with its default and its variable.
std::string serveHelp();

/// The options as a Markdown table, for the docs (`amilocal serve --help-markdown`).
std::string serveHelpMarkdown();

}  // namespace amilocal
