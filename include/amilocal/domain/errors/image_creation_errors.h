#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/request_errors.h"

/// Refusals of RegisterImage, CreateImage and CopyImage (aws-facts/errors.md section 3.2). Texts
/// without a mark there are our own.
namespace amilocal::errors {

/// The text leaves out blank, brackets, quote and at-sign, which are allowed.
inline ApiError imageNameMalformed() {
  return {"InvalidAMIName.Malformed",
          "AMI names must be between 3 and 128 characters long, and may contain letters, numbers, "
          "'(', ')', '.', '-', '/' and '_'"};
}
inline ApiError imageNameTaken(std::string_view name, const ImageId& by) {
  return {"InvalidAMIName.Duplicate",
          "AMI name " + std::string(name) + " is already in use by AMI " + by.str()};
}
inline ApiError descriptionTooLong(std::string_view text) {
  return invalidParameterValue(text, "description", "A description has up to 255 characters.");
}
inline ApiError descriptionNotAscii(std::string_view text) {
  return invalidParameterValue(text, "description",
                               "Character sets beyond ASCII are not supported.");
}

// RegisterImage

inline ApiError imageSourceMissing() {
  return missingParameter("imageLocation or blockDeviceMapping");
}
inline ApiError virtualizationTypeInvalid(std::string_view type) {
  return invalidParameterValue(type, "virtualizationType", "Expected: hvm, paravirtual.");
}
inline ApiError sriovNetSupportInvalid(std::string_view value) {
  return invalidParameterValue(value, "sriovNetSupport", "Expected: simple.");
}
inline ApiError kernelIdMalformed(std::string_view text) {
  return malformedId("InvalidKernelId.Malformed", text, "aki");
}
inline ApiError ramdiskIdMalformed(std::string_view text) {
  return malformedId("InvalidRamDiskId.Malformed", text, "ari");
}
inline ApiError tpmNeedsUefi() {
  return invalidCombination(
      "The parameter TpmSupport can be used only when the parameter BootMode is uefi.");
}
inline ApiError uefiDataInvalid() {
  return {"InvalidParameterValue",
          "The parameter uefiData is invalid. Expected: base64 of up to 64000 characters."};
}

// CreateImage

/// Clients look for the words up to `state` and try again (clients/contract.md 2.6).
inline ApiError instanceNotImageable() {
  return invalidValue("Instance is not in state 'running' or 'stopped'.");
}
inline ApiError instanceStoreInstance(const InstanceId& id) {
  return invalidValue("The instance '" + id.str() +
                      "' has an instance store root device. Only Amazon EBS-backed instances can "
                      "be made into an image.");
}
inline ApiError instanceWithoutRootVolume(const InstanceId& id, std::string_view rootDevice) {
  return invalidValue("Invalid value '" + id.str() +
                      "' for instanceId. Instance does not have a volume attached at root (" +
                      std::string(rootDevice) + ")");
}

// CopyImage

inline ApiError invalidSourceRegion(std::string_view region) {
  return {"InvalidRegion", "Invalid region : " + std::string(region)};
}
inline ApiError storageNotPermitted() {
  return {"InvalidRequest", "You do not have permission to access the storage of this ami"};
}
inline ApiError storageNotAvailable() {
  return {"InvalidRequest", "The storage for the ami is not available in the source region."};
}
inline ApiError marketplaceImageNotCopyable() {
  return {"InvalidRequest", "Images from AWS Marketplace cannot be copied to another AWS account."};
}
inline ApiError billedImageNotCopyable() {
  return {"InvalidRequest",
          "Images with EC2 BillingProduct codes cannot be copied to another AWS account"};
}
inline ApiError copyDurationInvalid(long long minutes) {
  return invalidParameterValue(std::to_string(minutes), "snapshotCopyCompletionDurationMinutes",
                               "Expecting a multiple of 15 from 15 to 2880.");
}
inline ApiError moreThanOneDestination() {
  return invalidCombination(
      "Only one of the parameters DestinationOutpostArn, DestinationAvailabilityZone and "
      "DestinationAvailabilityZoneId can be used.");
}

}  // namespace amilocal::errors
