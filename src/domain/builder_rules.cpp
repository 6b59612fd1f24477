#include "amilocal/domain/builder_rules.h"

#include <algorithm>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/builder_errors.h"
#include "amilocal/domain/region.h"

namespace amilocal::domain {
namespace {

constexpr std::size_t kNameMin = 3, kNameMax = 128;

bool isNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == ' ';
}

std::int64_t partOf(const SemanticVersion& version, std::size_t place) {
  return place == 0 ? version.major : place == 1 ? version.minor : version.patch;
}

bool agrees(const std::vector<std::string_view>& parts, const SemanticVersion& version,
            std::size_t places) {
  for (std::size_t i = 0; i < places; ++i)
    if (parts[i] != "x" && parseInteger(parts[i]) != partOf(version, i)) return false;
  return true;
}

}  // namespace

std::optional<SemanticVersion> SemanticVersion::parse(std::string_view text) {
  const auto parts = split(text, '.');
  if (parts.size() != 3 || !std::ranges::all_of(parts, isDigits)) return std::nullopt;
  const auto major = parseInteger(parts[0]), minor = parseInteger(parts[1]),
             patch = parseInteger(parts[2]);
  if (!major || !minor || !patch) return std::nullopt;
  return SemanticVersion{*major, *minor, *patch};
}

std::string SemanticVersion::text() const {
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

SemanticVersion newVersion(std::string_view asked, std::span<const SemanticVersion> existing) {
  if (const auto exact = SemanticVersion::parse(asked)) return *exact;
  const auto parts = split(asked, '.');
  const bool isPattern = parts.size() == 3 && std::ranges::all_of(parts, [](std::string_view part) {
                           return part == "x" || (isDigits(part) && parseInteger(part));
                         });
  if (!isPattern) throw errors::builderVersionInvalid(asked);
  const auto open =
      static_cast<std::size_t>(std::ranges::find(parts, std::string_view("x")) - parts.begin());
  std::int64_t next = 0;
  for (const auto& version : existing)
    if (agrees(parts, version, open)) next = std::max(next, partOf(version, open) + 1);
  std::int64_t numbers[3] = {0, 0, 0};
  for (std::size_t i = 0; i < open; ++i) numbers[i] = *parseInteger(parts[i]);
  numbers[open] = next;
  return {numbers[0], numbers[1], numbers[2]};
}

bool namesVersion(std::string_view pattern, const SemanticVersion& version) {
  const auto parts = split(pattern, '.');
  return parts.size() == 3 && agrees(parts, version, 3);
}

void checkBuilderName(std::string_view name) {
  if (name.size() < kNameMin || name.size() > kNameMax || name.front() == ' ' ||
      name.back() == ' ' || !std::ranges::all_of(name, isNameCharacter))
    throw errors::invalidBuilderRequest(
        "The name must have 3 to 128 letters, digits, blanks, hyphens and underscores");
}

std::string builderArn(const Caller& caller, BuilderKind kind, std::string_view name,
                       std::string_view version) {
  auto bare = toLower(name);
  std::ranges::replace(bare, ' ', '-');
  return "arn:" + std::string(partitionOf(caller.region)) + ":imagebuilder:" + caller.region + ":" +
         caller.account + ":" + std::string(toString(kind)) + "/" + bare + "/" +
         std::string(version);
}

std::optional<BuilderArn> parseBuilderArn(std::string_view text) {
  const auto parts = split(text, ':');
  if (parts.size() != 6 || parts[0] != "arn" || parts[2] != "imagebuilder") return std::nullopt;
  const auto path = split(parts[5], '/');
  const auto kind = parseBuilderKind(path[0]);
  if (!kind || path.size() < 3 || path.size() > 4) return std::nullopt;
  BuilderArn arn;
  arn.region = parts[3];
  arn.owner = parts[4];
  arn.kind = *kind;
  arn.name = path[1];
  arn.version = path[2];
  if (path.size() == 4) arn.build = path[3];
  return arn;
}

}  // namespace amilocal::domain
