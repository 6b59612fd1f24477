#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/request_errors.h"

/// Refusals of launch template operations, with the texts of aws-facts/errors.md section 6.
namespace amilocal::errors {

inline ApiError launchTemplateNameTaken() {
  return {"InvalidLaunchTemplateName.AlreadyExistsException",
          "Launch template name already in use."};
}
inline ApiError malformedLaunchTemplateName() {
  return {"InvalidLaunchTemplateName.MalformedException",
          "A launch template name must be between 3 and 128 characters, and may contain letters, "
          "numbers, and the following characters: - ( ) . / _."};
}
inline ApiError launchTemplateIdNotFound(std::string_view id) {
  return {"InvalidLaunchTemplateId.NotFound", "The specified launch template, with template ID " +
                                                  std::string(id) + ", does not exist."};
}
inline ApiError launchTemplateNameNotFound(std::string_view name) {
  return {"InvalidLaunchTemplateName.NotFoundException",
          "The specified launch template, with template name " + std::string(name) +
              ", does not exist."};
}
/// DescribeLaunchTemplates names none of the missing ones.
inline ApiError someLaunchTemplateNameNotFound() {
  return {"InvalidLaunchTemplateName.NotFoundException",
          "At least one of the launch templates specified in the request does not exist."};
}
/// Reconstructed by analogy with names.
inline ApiError someLaunchTemplateIdNotFound() {
  return {"InvalidLaunchTemplateId.NotFound",
          "At least one of the launch templates specified in the request does not exist."};
}
inline ApiError launchTemplateVersionNotFound(std::string_view version,
                                              const LaunchTemplateId& id) {
  return {"InvalidLaunchTemplateId.VersionNotFound",
          "Could not find the specified version " + std::string(version) +
              " for the launch template with ID " + id.str() + "."};
}
/// ModifyLaunchTemplate has words of its own.
inline ApiError defaultVersionNotFound(std::string_view version) {
  return {"InvalidLaunchTemplateId.VersionNotFound",
          "The launch template version " + std::string(version) +
              " is not found for the specified launch template."};
}
/// `purpose` is `modify` (seen), or what another operation does (by analogy).
inline ApiError launchTemplateIdOrName(std::string_view purpose) {
  return invalidCombination("Either provide launch template ID or launch template name to " +
                            std::string(purpose) + " the template.");
}
/// Neither id nor name; reconstructed.
inline ApiError launchTemplateNotNamed() {
  return {"MissingParameter",
          "Either a launch template ID or a launch template name must be specified in the request"};
}
/// DescribeLaunchTemplateVersions without a template takes `$Latest` and `$Default` only;
/// `code` says whether versions were missing or wrong.
inline ApiError versionsNotNamed(std::string code) {
  return {std::move(code),
          "To describe the launch template data for all your launch templates, for "
          "\u2018--versions\u2019 specify \u2018$Latest\u2019, \u2018$Default\u2019, or both, and "
          "omit \u2018--launch-template-id\u2019, \u2018--launch-template-name\u2019, and version "
          "numbers. To describe the launch template data for a specific launch template, specify "
          "\u2018--launch-template-id\u2019 or \u2018--launch-template-name\u2019, and for "
          "\u2018--versions\u2019 specify one or more of the following values: "
          "\u2018$Latest\u2019, \u2018$Default\u2019, or one or more version numbers."};
}
/// Reconstructed: a version that is neither a number nor `$Latest` nor `$Default`.
inline ApiError malformedLaunchTemplateVersion(std::string_view version) {
  return invalidParameterValue(version, "launchTemplateVersion",
                               "The version must be a number, $Latest or $Default.");
}
inline ApiError versionDescriptionTooLong() {
  return invalidValue("A version description can have up to 255 characters.");
}
inline ApiError templatePageOutOfBounds() {
  return invalidValue("Maximum results allowed are between 1 and 200");
}
inline ApiError tooManyTemplates() {
  return {"MaxTemplateLimitExceeded",
          "You have reached the maximum number of launch templates in this Region (5000)."};
}
inline ApiError tooManyTemplateVersions() {
  return {"MaxTemplateVersionLimitExceeded",
          "You have reached the maximum number of versions of this launch template (10000)."};
}
inline ApiError tooManyVersionsToDelete() {
  return invalidValue("You can specify up to 200 launch template versions.");
}
/// EC2 User Guide, "Use attribute-based instance type selection": such templates are for fleets.
inline ApiError requirementsCannotBeLaunched() {
  return invalidCombination(
      "A launch template with instance requirements cannot be used to run instances.");
}
/// Reconstructed: `resolve:ssm:…` that leads to no image.
inline ApiError imageAliasNotResolved(std::string_view alias, std::string_view reason) {
  return invalidValue("Invalid value '" + std::string(alias) + "' for ImageId. " +
                      std::string(reason));
}

}  // namespace amilocal::errors
