#include "amilocal/domain/launch_template_rules.h"

#include <algorithm>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/launch_template_errors.h"

namespace amilocal::domain {
namespace {

constexpr std::size_t kNameMin = 3, kNameMax = 128, kDescriptionMax = 255;

bool isNameCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("().-/_").find(c) != std::string_view::npos;
}

}  // namespace

void checkLaunchTemplateName(std::string_view name) {
  if (name.size() < kNameMin || name.size() > kNameMax ||
      !std::ranges::all_of(name, isNameCharacter))
    throw errors::malformedLaunchTemplateName();
}

void checkVersionDescription(const std::optional<std::string>& description) {
  if (description && description->size() > kDescriptionMax)
    throw errors::versionDescriptionTooLong();
}

bool isVersionAlias(std::string_view version) {
  return version == "$Latest" || version == "$Default";
}

std::int64_t versionNumberOf(const LaunchTemplate& launchTemplate,
                             const std::optional<std::string>& version) {
  if (!version || *version == "$Default") return launchTemplate.defaultVersion;
  if (*version == "$Latest") return launchTemplate.latestVersion;
  const auto number = parseInteger(*version);
  if (!number || *number < 1) throw errors::malformedLaunchTemplateVersion(*version);
  return *number;
}

}  // namespace amilocal::domain
