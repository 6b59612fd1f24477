#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/request_errors.h"

/// Refusals of EC2 Fleets. The rules are the API Reference's; texts are reconstructed.
namespace amilocal::errors {

inline ApiError fleetNotFound(std::string_view id) {
  return {"InvalidFleetId.NotFound", "The fleet ID '" + std::string(id) + "' does not exist"};
}
inline ApiError fleetIdMalformed(std::string_view id) {
  return malformedId("InvalidFleetId.Malformed", id, "fleet");
}
inline ApiError fleetCapacitiesDiffer() {
  return invalidCombination(
      "The total target capacity must be the sum of the On-Demand and the Spot target capacity.");
}
inline ApiError invalidFleetCapacity(long long value) {
  return invalidParameterValue(std::to_string(value), "totalTargetCapacity",
                               "Expecting a value from 1 to 10000.");
}
inline ApiError invalidFleetWeight() {
  return invalidValue("The parameter weightedCapacity must be above zero.");
}
inline ApiError fleetNeedsTemplate() {
  return {"MissingParameter", "The request must contain the parameter launchTemplateSpecification"};
}
/// EC2 API Reference, SpotOptionsRequest, MinTargetCapacity.
inline ApiError minimumNeedsSingle() {
  return invalidCombination(
      "At least one of singleAvailabilityZone and singleInstanceType must be specified with "
      "minTargetCapacity.");
}
inline ApiError poolsNeedLowestPrice() {
  return invalidCombination(
      "The parameter instancePoolsToUseCount is supported only with the allocation strategy "
      "'lowest-price'.");
}
/// EC2 API Reference, DeleteFleets: of `instant` fleets in one request.
inline ApiError tooManyFleetsToDelete(int maximum) {
  return {"InvalidRequest", "You can delete up to " + std::to_string(maximum) +
                                " fleets of type instant in a single request."};
}
/// The same page: "A deleted instant fleet with running instances is not supported".
inline ApiError instantFleetMustTerminate() {
  return invalidCombination(
      "NoTerminateInstances is not supported for fleets of type instant: their instances are "
      "terminated with them.");
}

}  // namespace amilocal::errors
