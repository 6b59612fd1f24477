#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/request_errors.h"

/// Refusals of usage reports and image references. The rules are documented, the texts are
/// reconstructed (aws-facts/errors.md section 3.2).
namespace amilocal::errors {

inline ApiError usageReportNotFound(std::string_view id) {
  return {"InvalidImageUsageReportId.NotFound",
          "The image usage report '" + std::string(id) + "' does not exist"};
}
inline ApiError usageReportPending(std::string_view image) {
  return {"ResourceLimitExceeded",
          "A usage report for the image " + std::string(image) + " is being created already."};
}
inline ApiError tooManyPendingReports(long long maximum) {
  return {"ResourceLimitExceeded", "You can have up to " + std::to_string(maximum) +
                                       " usage reports in creation at a time."};
}
inline ApiError tooManyOf(std::string_view what, long long maximum) {
  return invalidValue("You can specify up to " + std::to_string(maximum) + " " + std::string(what) +
                      ".");
}
inline ApiError malformedAccountId(std::string_view id) {
  return invalidParameterValue(id, "accountId", "An account ID has 12 digits.");
}
inline ApiError unknownResourceType(std::string_view type) {
  return invalidParameterValue(type, "resourceType", "The resource type is not known.");
}
inline ApiError repeatedResourceType(std::string_view type) {
  return invalidParameterValue(type, "resourceType", "A resource type can be given once.");
}
inline ApiError unknownResourceOption(std::string_view option, std::string_view type) {
  return invalidParameterValue(option, "optionName",
                               "The resource type " + std::string(type) + " has no such option.");
}
inline ApiError invalidOptionValue(std::string_view value, std::string_view option) {
  return invalidParameterValue(value, "optionValue",
                               "The option " + std::string(option) + " cannot have this value.");
}
inline ApiError noResourceTypes() {
  return {"MissingParameter",
          "The request must contain the parameter IncludeAllResourceTypes or ResourceTypes"};
}

}  // namespace amilocal::errors
