#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/request_errors.h"

/// What is refused of bundle tasks. The codes are those of aws-facts/errors.md section 3 and of
/// AWS's list; the words are ours.
namespace amilocal::errors {

inline ApiError instanceNotBundleable(const InstanceId& id) {
  return {"InvalidInstanceType", "The instance " + id.str() +
                                     " cannot be bundled: only instance store-backed Windows "
                                     "instances can be."};
}
inline ApiError bundlingInProgress(const InstanceId& id) {
  return {"BundlingInProgress", "The instance " + id.str() + " is being bundled already."};
}
inline ApiError instanceNotRunning(const InstanceId& id, std::string_view state) {
  return {"IncorrectInstanceState", "The instance " + id.str() + " is " + std::string(state) +
                                        ", and only a running one can be bundled."};
}
inline ApiError uploadPolicyInvalid(std::string_view reason) {
  return {"InvalidParameterValue", "The S3 upload policy is invalid: " + std::string(reason)};
}
inline ApiError bundlePrefixInvalid(std::string_view prefix) {
  return invalidParameterValue(prefix, "prefix", "Expected: the beginning of a file's name.");
}
inline ApiError bundleTaskNotFound(std::string_view id) {
  return {"InvalidBundleID.NotFound",
          "The bundle task ID '" + std::string(id) + "' does not exist"};
}
inline ApiError bundleTaskOver(std::string_view id, std::string_view state) {
  return {"IncorrectState", "The bundle task " + std::string(id) + " is " + std::string(state) +
                                " and cannot be cancelled."};
}

}  // namespace amilocal::errors
