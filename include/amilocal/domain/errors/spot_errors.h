#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/request_errors.h"

/// Refusals about Spot Instances. The first two texts were seen in AWS's answers (issues of
/// terraform-aws-lambda-scheduler-stop-start and harmony-ops); the others are reconstructed.
namespace amilocal::errors {

inline ApiError spotNotStoppable(const InstanceId& id) {
  return {"UnsupportedOperation",
          "You can't stop the Spot Instance '" + id.str() +
              "' because it is associated with a one-time Spot Instance request. You can only stop "
              "Spot Instances associated with persistent Spot Instance requests."};
}
inline ApiError oneTimeCannotBe(std::string_view behavior) {
  return invalidCombination(
      "The request with type 'one-time' is not supported when instanceInterruptionBehavior is set "
      "to '" +
      std::string(behavior) + "'.");
}
inline ApiError spotRequestNotFound(std::string_view id) {
  return {"InvalidSpotInstanceRequestID.NotFound",
          "The spot instance request ID '" + std::string(id) + "' does not exist"};
}
inline ApiError invalidSpotPrice(std::string_view price) {
  return invalidParameterValue(price, "maxPrice", "Expecting a price above zero.");
}
inline ApiError validUntilNeedsPersistent() {
  return invalidCombination("The parameter validUntil is not supported for type 'one-time'.");
}
/// EC2 User Guide, "Change instance termination protection": not for Spot Instances.
inline ApiError spotCannotBeProtected(std::string_view parameter) {
  return invalidCombination("The parameter " + std::string(parameter) +
                            " is not supported for Spot Instances.");
}

}  // namespace amilocal::errors
