#include "app/config_file.h"

#include <yaml-cpp/yaml.h>

#include <cerrno>
#include <fstream>
#include <set>
#include <sstream>
#include <system_error>

#include "app/serve_options.h"

namespace amilocal {
namespace {

std::string readWhole(const std::string& path) {
  errno = 0;
  std::ifstream file(path);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  // An empty file leaves failbit on `text`, and a directory opens but cannot be read.
  if (!file || file.bad() || (text.fail() && errno != 0)) {
    throw UsageError(path + ": cannot be read: " + std::generic_category().message(errno));
  }
  return text.str();
}

// YAML counts lines from zero.
std::string placeOf(const std::string& path, const YAML::Mark& mark) {
  return mark.is_null() ? path : path + ":" + std::to_string(mark.line + 1);
}

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
  const auto text = readWhole(path);
  try {
    const auto documents = YAML::LoadAll(text);
    if (documents.empty()) return {};
    if (documents.size() > 1) throw UsageError(path + ": must hold one document");
    return entriesOf(documents.front(), path);
  } catch (const YAML::Exception& error) {
    throw UsageError(placeOf(path, error.mark) + ": is not YAML: " + error.msg);
  }
}

}  // namespace amilocal
