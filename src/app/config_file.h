#pragma once

#include <string>
#include <vector>

namespace amilocal {

/// One line of a configuration file.
struct ConfigEntry {
  std::string key;
  std::string value;  ///< as written; a list is joined by commas, a map in it by semicolons
  std::string place;  ///< `amilocal.yaml:3`
};

/// Reads a YAML file that holds one mapping of values, lists of them, and lists of flat mappings.
/// Throws UsageError for anything else: a file that cannot be read, broken YAML, deeper nesting,
/// values that are missing, keys given twice.
std::vector<ConfigEntry> readConfigFile(const std::string& path);

}  // namespace amilocal
