#include "app/config_file.h"

#include <set>

#include "app/serve_options.h"
#include "app/yaml_file.h"

namespace amilocal {
namespace {

// `key=value` for each line of a mapping, with `;` between them in an element of a list.
std::string textOf(const YAML::Node& members, char separator, const std::string& where) {
  std::string text;
  for (const auto& member : members) {
    if (!member.first.IsScalar() || !member.second.IsScalar())
      throw UsageError(where + " must be lines of 'name: value'");
    if (!text.empty()) text += separator;
    text += member.first.Scalar() + '=' + member.second.Scalar();
  }
  return text;
}

std::string valueOf(const YAML::Node& value, const std::string& where) {
  if (value.IsScalar()) return value.Scalar();
  if (value.IsNull()) throw UsageError(where + " has no value");
  std::string joined;
  if (value.IsMap()) return textOf(value, ',', where);
  for (const auto& element : value) {
    if (!element.IsScalar() && !element.IsMap())
      throw UsageError(where + " must be a list of single values");
    if (!joined.empty()) joined += ',';
    joined += element.IsMap() ? textOf(element, ';', where) : element.Scalar();
  }
  return joined;
}

std::vector<ConfigEntry> entriesOf(const YAML::Node& root, const std::string& path) {
  std::vector<ConfigEntry> entries;
  if (!root.IsDefined() || root.IsNull()) return entries;  // an empty file says nothing
  if (!root.IsMap())
    throw UsageError(placeOf(path, root.Mark()) + ": must be lines of 'key: value'");
  std::set<std::string> seen;
  for (const auto& member : root) {
    const auto place = placeOf(path, member.first.Mark());
    if (!member.first.IsScalar()) throw UsageError(place + ": a key must be a name");
    const auto& key = member.first.Scalar();
    if (!seen.insert(key).second)
      throw UsageError(place + ": the key '" + key + "' is given twice");
    entries.push_back({key, valueOf(member.second, place + ": " + key), place});
  }
  return entries;
}

}  // namespace

std::vector<ConfigEntry> readConfigFile(const std::string& path) {
  return entriesOf(readYamlFile(path), path);
}

}  // namespace amilocal
