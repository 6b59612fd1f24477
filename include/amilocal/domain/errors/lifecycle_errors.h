#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// Refusals of the Data Lifecycle Manager: the codes of its model, texts in its manner.
namespace amilocal::errors {

inline ApiError invalidPolicy(std::string text) {
  return {"InvalidRequestException", std::move(text)};
}
inline ApiError lifecyclePolicyNotFound(std::string_view id) {
  return {"ResourceNotFoundException", "The lifecycle policy " + std::string(id) + " was not found",
          404};
}
inline ApiError policyArnNotFound(std::string_view arn) {
  return {"ResourceNotFoundException", "The resource " + std::string(arn) + " was not found", 404};
}
inline ApiError tooManyPolicies(long long maximum) {
  return {"LimitExceededException",
          "You have reached the limit of " + std::to_string(maximum) +
              " lifecycle policies in this Region.",
          429};
}
/// Snapshot policies, event-based policies and default policies.
inline ApiError policyNotEmulated(std::string_view what) {
  return {"UnsupportedOperation",
          "amilocal does not emulate " + std::string(what) +
              ": its lifecycle policies are those for EBS-backed AMIs (PolicyType "
              "IMAGE_MANAGEMENT). See docs/compatibility.md."};
}

}  // namespace amilocal::errors
