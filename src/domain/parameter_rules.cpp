#include "amilocal/domain/parameter_rules.h"

#include <algorithm>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/parameter_errors.h"
#include "amilocal/domain/region.h"

namespace amilocal::domain {
namespace {

constexpr std::size_t kNameMax = 1011, kLevelsMax = 15, kLabelMax = 100;
constexpr std::size_t kStandardMax = 4096, kAdvancedMax = 8192;
constexpr std::string_view kDataTypes[] = {"text", kImageDataType, "aws:ssm:integration"};

bool isNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '-' || c == '_';
}

bool isPathText(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return isNameCharacter(c) || c == '/'; }) &&
         text.find("//") == std::string_view::npos;
}

bool hasReservedPrefix(std::string_view text) {
  const auto start = toLower(text.substr(0, 3));
  return start == "aws" || start == "ssm";
}

}  // namespace

void checkNewParameterName(std::string_view name) {
  if (toLower(name).starts_with("/aws")) throw errors::reservedParameterName(name);
  const auto bare = name.starts_with('/') ? name.substr(1) : name;
  if (hasReservedPrefix(bare)) throw errors::prefixedParameterName();
  const bool isPath = name.find('/') != std::string_view::npos;
  if (bare.empty() || name.size() > kNameMax || !isPathText(name) || name.ends_with('/') ||
      (isPath && !name.starts_with('/')))
    throw errors::invalidParameterName();
  if (static_cast<std::size_t>(std::ranges::count(name, '/')) > kLevelsMax)
    throw errors::parameterTooDeep(kLevelsMax);
}

void checkParameterPath(std::string_view path) {
  if (!path.starts_with('/') || !isPathText(path)) throw errors::parameterPathInvalid();
}

void checkDataType(std::string_view dataType, std::string_view type) {
  if (std::ranges::find(kDataTypes, dataType) == std::end(kDataTypes))
    throw errors::unknownDataType(dataType);
  if (dataType != "text" && type != "String") throw errors::dataTypeNeedsString(dataType);
}

std::string tierFor(std::string_view asked, std::string_view value,
                    const std::optional<std::string>& before) {
  if (value.size() > kAdvancedMax) throw errors::advancedValueTooLong();
  if (asked == "Advanced") return "Advanced";
  if (asked == "Intelligent-Tiering")
    return value.size() > kStandardMax || before == "Advanced" ? "Advanced" : "Standard";
  if (before == "Advanced") throw errors::parameterTierLowered();
  if (value.size() > kStandardMax) throw errors::standardValueTooLong();
  return "Standard";
}

bool isParameterLabel(std::string_view label) {
  return !label.empty() && label.size() <= kLabelMax && !(label[0] >= '0' && label[0] <= '9') &&
         !hasReservedPrefix(label) && std::ranges::all_of(label, isNameCharacter);
}

ParameterSelector parseParameterSelector(std::string_view text) {
  ParameterSelector selector;
  // arn:aws:ssm:us-east-1:111122223333:parameter/name[:selector]
  constexpr std::size_t kArnParts = 5;
  if (text.starts_with("arn:")) {
    const auto parts = split(text, ':');
    if (parts.size() > kArnParts && parts[2] == "ssm" && parts[5].starts_with("parameter/")) {
      selector.region = parts[3];
      selector.account = parts[4];
      text = text.substr(static_cast<std::size_t>(parts[5].data() - text.data()));
      text.remove_prefix(std::string_view("parameter").size());
      // A name that is no path has no slash of its own.
      if (text.find('/', 1) == std::string_view::npos) text.remove_prefix(1);
    }
  }
  const auto colon = text.find(':');
  selector.name = text.substr(0, colon);
  if (colon != std::string_view::npos) selector.selector = text.substr(colon);
  return selector;
}

std::string parameterArn(const Parameter& parameter) {
  return "arn:" + std::string(partitionOf(parameter.region)) + ":ssm:" + parameter.region + ":" +
         parameter.owner + ":parameter" + (parameter.name.starts_with('/') ? "" : "/") +
         parameter.name;
}

bool isBelowPath(std::string_view name, std::string_view path, bool recursive) {
  while (path.ends_with('/')) path.remove_suffix(1);
  if (!name.starts_with(path)) return false;
  const auto rest = name.substr(path.size());
  if (path.empty() && !rest.starts_with('/')) return recursive || rest.find('/') == rest.npos;
  if (rest.size() < 2 || rest[0] != '/') return false;
  return recursive || rest.find('/', 1) == std::string_view::npos;
}

}  // namespace amilocal::domain
