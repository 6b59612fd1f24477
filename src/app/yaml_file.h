#pragma once

#include <yaml-cpp/yaml.h>

#include <string>

namespace amilocal {

/// The one document of a YAML file; an undefined node for an empty file. Throws UsageError for a
/// file that cannot be read, broken YAML, and more documents than one.
YAML::Node readYamlFile(const std::string& path);

/// `amilocal.yaml:3`
std::string placeOf(const std::string& path, const YAML::Mark& mark);

}  // namespace amilocal
