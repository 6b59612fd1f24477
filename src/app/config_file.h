#pragma once

#include <string>
#include <vector>

namespace amilocal {

/// One line of a configuration file.
struct ConfigEntry {
  std::string key;
  std::string value;  ///< as written; a list is joined by commas, a map in it by semicolons, and
                      ///< a map by itself is `a=1,b=2`
  std::string place;  ///< `amilocal.yaml:3`
};

/// Reads a YAML file that holds one mapping of values, lists of them, flat mappings, and lists of
/// flat mappings. Throws UsageError for anything else: a file that cannot be read, broken YAML,
/// deeper nesting, values that are missing, keys given twice.
std::vector<ConfigEntry> readConfigFile(const std::string& path);

}  // namespace amilocal
