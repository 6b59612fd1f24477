#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"

/// Refusals about fast launch. The rules are aws-facts/errors.md 3.2's, the words ours.
namespace amilocal::errors {

inline ApiError notFastLaunchable(const ImageId& id) {
  return {"InvalidParameterValue", "The image '" + id.str() +
                                       "' is not a Windows image. EC2 Fast Launch is only "
                                       "available for Windows."};
}
inline ApiError fastLaunchNotEnabled(const ImageId& id) {
  return {"InvalidParameterValue",
          "EC2 Fast Launch is not enabled for the image '" + id.str() + "'."};
}
inline ApiError badFastLaunchResourceType(std::string_view type) {
  return {"InvalidParameterValue", "Value (" + std::string(type) +
                                       ") for parameter resourceType is invalid. Expecting "
                                       "snapshot."};
}
inline ApiError tooFewParallelLaunches(std::int64_t value) {
  return {"InvalidParameterValue", "Value (" + std::to_string(value) +
                                       ") for parameter maxParallelLaunches is invalid. Expecting "
                                       "a value of 6 or greater."};
}
inline ApiError badTargetResourceCount(std::int64_t value) {
  return {"InvalidParameterValue", "Value (" + std::to_string(value) +
                                       ") for parameter targetResourceCount is invalid. Expecting "
                                       "a value of 1 or greater."};
}
inline ApiError fastLaunchQuotaExceeded(std::int64_t limit) {
  return {"ResourceLimitExceeded", "You have reached your quota of " + std::to_string(limit) +
                                       " parallel launches for EC2 Fast Launch in this Region."};
}
inline ApiError fastLaunchTemplateNamedTwice() {
  return {"InvalidParameterCombination",
          "A launch template is named by LaunchTemplateId or LaunchTemplateName, but not both."};
}
inline ApiError fastLaunchTemplateNotNamed() {
  return {"MissingParameter",
          "The request must contain the parameter LaunchTemplateId or LaunchTemplateName"};
}

}  // namespace amilocal::errors
