#pragma once

#include <optional>
#include <string>

#include "amilocal/domain/launch_template.h"
#include "amilocal/engine/request_context.h"

/// Finding the launch template that a request names.
namespace amilocal::ec2 {

/// A template by id or by name, one of the two.
struct TemplateName {
  std::optional<std::string> id;
  std::optional<std::string> name;
};

/// The caller's template. Throws InvalidLaunchTemplateId.Malformed, …NotFound for ids and names,
/// and InvalidParameterCombination when both are given; `purpose` is what that text says: `modify`.
domain::LaunchTemplate requireLaunchTemplate(RequestContext& ctx, const TemplateName& named,
                                             std::string_view purpose);

/// A version of it: a number, `$Latest`, `$Default`, or the default when nothing is said. Throws
/// InvalidLaunchTemplateId.VersionNotFound.
domain::LaunchTemplateVersion requireTemplateVersion(RequestContext& ctx,
                                                     const domain::LaunchTemplate& launchTemplate,
                                                     const std::optional<std::string>& version);

}  // namespace amilocal::ec2
