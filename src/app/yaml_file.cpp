#include "app/yaml_file.h"

#include <cerrno>
#include <fstream>
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

}  // namespace

// YAML counts lines from zero.
std::string placeOf(const std::string& path, const YAML::Mark& mark) {
  return mark.is_null() ? path : path + ":" + std::to_string(mark.line + 1);
}

YAML::Node readYamlFile(const std::string& path) {
  const auto text = readWhole(path);
  try {
    const auto documents = YAML::LoadAll(text);
    if (documents.empty()) return {};
    if (documents.size() > 1) throw UsageError(path + ": must hold one document");
    return documents.front();
  } catch (const YAML::Exception& error) {
    throw UsageError(placeOf(path, error.mark) + ": is not YAML: " + error.msg);
  }
}

}  // namespace amilocal
