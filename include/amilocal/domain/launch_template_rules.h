#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/domain/launch_template.h"

/// Rules of launch templates (snapshots-volumes-instances.md section 4).
namespace amilocal::domain {

/// Quotas of a Region (EC2 User Guide, "Launch template restrictions").
inline constexpr std::size_t kTemplatesMax = 5000, kTemplateVersionsMax = 10'000;

/// DescribeLaunchTemplates, DescribeLaunchTemplateVersions and DeleteLaunchTemplateVersions take up
/// to 200 at a time (EC2 API Reference).
inline constexpr std::int64_t kTemplatePageMax = 200;

/// 3 to 128 letters, digits and `( ) . - / _`. Throws InvalidLaunchTemplateName.MalformedException.
void checkLaunchTemplateName(std::string_view name);

/// Up to 255 characters. Throws InvalidParameterValue.
void checkVersionDescription(const std::optional<std::string>& description);

/// The number that `$Latest`, `$Default`, no text at all (the default) or a number means; nothing
/// says yet that the version exists. Throws InvalidParameterValue for any other text.
std::int64_t versionNumberOf(const LaunchTemplate& launchTemplate,
                             const std::optional<std::string>& version);

/// Is this `$Latest` or `$Default`?
bool isVersionAlias(std::string_view version);

}  // namespace amilocal::domain
