#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/serve_options.h"

namespace amilocal {

/// One thing that `serve` can be told: `--port` on the command line, `AMILOCAL_PORT` in the
/// environment, `port` in the configuration file. Flags, help and docs all come from the table.
struct OptionRow {
  std::string_view name;
  std::string_view value;         ///< what stands behind it in the help; empty for a switch
  std::string_view defaultValue;  ///< as a user would write it; empty where there is none
  std::string_view help;
  /// Stores the value. Throws BadValue.
  void (*set)(ServeOptions& options, std::string_view text);
  /// May the flag be given several times? Then `set` is called for each, and reads a list too.
  bool isRepeatable = false;

  bool isSwitch() const { return value.empty(); }
};

/// What a value should have been: `a port number (0 to 65535)`, and perhaps what was meant.
struct BadValue {
  std::string expected;
  std::string suggestion;
};

std::span<const OptionRow> optionTable();

/// Null when there is no such option.
const OptionRow* findOption(std::string_view name);

/// `AMILOCAL_DATA_DIR` for `data-dir`.
std::string environmentName(std::string_view optionName);

}  // namespace amilocal
