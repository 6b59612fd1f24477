#pragma once

#include <string>
#include <vector>

namespace amilocal {

/// One line of a configuration file.
struct ConfigEntry {
  std::string key;
  std::string value;  ///< as written; a list is joined by commas
  std::string place;  ///< `amilocal.yaml:3`
};

/// Reads a YAML file that holds one flat mapping. Throws UsageError for anything else: a file that
/// cannot be read, broken YAML, nested values, values that are missing, keys given twice.
std::vector<ConfigEntry> readConfigFile(const std::string& path);

}  // namespace amilocal
