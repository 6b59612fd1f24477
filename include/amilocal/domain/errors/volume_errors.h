#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"

/// What is refused about volumes and their attachments, with the texts of aws-facts/errors.md
/// section 5. Where no text of AWS is known, the rule is documented and the words are ours.
namespace amilocal::errors {

inline ApiError volumeNotFound(const VolumeId& id) {
  return {"InvalidVolume.NotFound", "The volume '" + id.str() + "' does not exist."};
}
inline ApiError volumesNotFound(const std::vector<VolumeId>& ids) {
  if (ids.size() == 1) return volumeNotFound(ids.front());
  std::string list;
  for (const auto& id : ids) list += (list.empty() ? "" : ", ") + id.str();
  return {"InvalidVolume.NotFound", "The volumes '" + list + "' do not exist."};
}

/// Neither a size nor a snapshot; AWS names both in one.
inline ApiError volumeNeedsSize() {
  return {"MissingParameter", "The request must contain the parameter size/snapshot"};
}
inline ApiError unknownVolumeType(std::string_view type) {
  return {"UnknownVolumeType",
          "Unsupported volume type '" + std::string(type) + "' for volume creation."};
}
inline ApiError volumeTooSmall(std::int64_t gib, std::int64_t minimum) {
  return {"InvalidParameterValue", "Volume of " + std::to_string(gib) +
                                       "GiB is too small; minimum is " + std::to_string(minimum) +
                                       "GiB."};
}
inline ApiError volumeTooLarge(std::int64_t gib, std::int64_t maximum) {
  return {"InvalidParameterValue", "Volume of " + std::to_string(gib) +
                                       "GiB is too large; maximum is " + std::to_string(maximum) +
                                       "GiB."};
}
inline ApiError volumeSmallerThanSnapshot(std::int64_t gib, std::int64_t snapshotGib) {
  return {"InvalidParameterValue", "Volume of size " + std::to_string(gib) +
                                       "GB is smaller than its snapshot, expect size >= " +
                                       std::to_string(snapshotGib) + "GB"};
}
inline ApiError iopsMissing(std::string_view type) {
  return {"InvalidParameterCombination",
          "The parameter iops must be specified for " + std::string(type) + " volumes."};
}
/// `parameter` is `iops`, `multiAttachEnabled` …
inline ApiError notForVolumeType(std::string_view parameter, std::string_view type) {
  return {"InvalidParameterCombination", "The parameter " + std::string(parameter) +
                                             " is not supported for " + std::string(type) +
                                             " volumes."};
}
inline ApiError throughputNotSupported() {
  return {"InvalidParameterCombination", "throughput can only be specified for volumeType gp3."};
}
/// `what` is `iops` or `throughput`.
inline ApiError performanceTooLow(std::string_view what, std::int64_t value, std::int64_t minimum) {
  return {"InvalidParameterValue", "Volume " + std::string(what) + " of " + std::to_string(value) +
                                       " is too low; minimum is " + std::to_string(minimum) + "."};
}
inline ApiError performanceTooHigh(std::string_view what, std::int64_t value,
                                   std::int64_t maximum) {
  return {"InvalidParameterValue", "Volume " + std::string(what) + " of " + std::to_string(value) +
                                       " is too high; maximum is " + std::to_string(maximum) + "."};
}
/// Ratios are printed with six decimals.
inline std::string ratioText(std::int64_t dividend, std::int64_t divisor) {
  char text[64];
  std::snprintf(text, sizeof text, "%.6f",
                static_cast<double>(dividend) / static_cast<double>(divisor));
  return text;
}
inline ApiError iopsRatioTooHigh(std::int64_t iops, std::int64_t gib, std::int64_t maximum) {
  return {"InvalidParameterValue", "Iops to volume size ratio of " + ratioText(iops, gib) +
                                       " is too high; maximum is " + std::to_string(maximum)};
}
inline ApiError throughputRatioTooHigh(std::int64_t mibps, std::int64_t iops) {
  return {"InvalidParameterValue", "Throughput (MiBps) to iops ratio of " + ratioText(mibps, iops) +
                                       " is too high; maximum is 0.250000 MiBps per iops"};
}
inline ApiError initializationRateOutOfBounds(std::int64_t rate) {
  return {"InvalidParameterValue",
          "Value (" + std::to_string(rate) +
              ") for parameter volumeInitializationRate is invalid. Expecting a value from 100 to "
              "300."};
}
inline ApiError initializationRateNeedsSnapshot() {
  return {"InvalidParameterCombination",
          "The parameter volumeInitializationRate requires the parameter snapshotId to be set."};
}

inline ApiError zoneMissing() {
  return {"MissingParameter", "The request must contain the parameter zone"};
}
inline ApiError zoneGivenTwice() {
  return {"InvalidParameterCombination",
          "The parameter AvailabilityZone cannot be used with the parameter AvailabilityZoneId"};
}
inline ApiError zoneNotFound(std::string_view zone) {
  return {"InvalidZone.NotFound", "The zone '" + std::string(zone) + "' does not exist."};
}

inline ApiError volumeInUse(const VolumeId& id, const InstanceId& user) {
  return {"VolumeInUse", "Volume " + id.str() + " is currently attached to " + user.str()};
}
inline ApiError volumeAlreadyAttached(const VolumeId& id) {
  return {"VolumeInUse", id.str() + " is already attached to an instance"};
}
inline ApiError volumeNotAvailable(const VolumeId& id) {
  return {"IncorrectState", id.str() + " is not 'available'"};
}
/// DetachVolume of a free volume, and whatever else the state forbids.
inline ApiError incorrectVolumeState(const VolumeId& id, std::string_view state) {
  return {"IncorrectState",
          "Volume '" + id.str() + "' is in the '" + std::string(state) + "' state."};
}
/// Volumes are attached to running and to stopped instances; AWS names the first only.
inline ApiError instanceNotAttachable(const InstanceId& id) {
  return {"IncorrectState", "Instance '" + id.str() + "' is not 'running'."};
}
inline ApiError zoneMismatch(const VolumeId& id, const InstanceId& instance) {
  return {"InvalidVolume.ZoneMismatch", "The volume '" + id.str() +
                                            "' is not in the same availability zone as instance '" +
                                            instance.str() + "'"};
}
inline ApiError invalidDeviceName(std::string_view device) {
  return {"InvalidParameterValue", "Value (" + std::string(device) +
                                       ") for parameter device is invalid. " + std::string(device) +
                                       " is not a valid EBS device name."};
}
/// No full stop.
inline ApiError deviceInUse(std::string_view device) {
  return {"InvalidParameterValue", "Invalid value '" + std::string(device) +
                                       "' for unixDevice. Attachment point " + std::string(device) +
                                       " is already in use"};
}
inline ApiError tooManyAttachments(const VolumeId& id, std::size_t limit) {
  return {"AttachmentLimitExceeded", "Volume '" + id.str() + "' is attached to " +
                                         std::to_string(limit) +
                                         " instances, the most for a Multi-Attach volume."};
}
inline ApiError attachmentNotFound(const VolumeId& id) {
  return {
      "InvalidAttachment.NotFound",
      "Volume '" + id.str() + "' is not attached to the instance or device that was specified."};
}
inline ApiError rootVolumeNotDetachable(const VolumeId& id, const InstanceId& instance) {
  return {"OperationNotPermitted",
          "Unable to detach root volume '" + id.str() + "' from instance '" + instance.str() + "'"};
}

inline ApiError volumeSmallerThanItWas() {
  return {"InvalidParameterValue", "New size cannot be smaller than existing size"};
}
/// A change before the last one is whole.
inline ApiError volumeBeingModified(const VolumeId& id) {
  return {"IncorrectModificationState",
          "Cannot modify volume " + id.str() + ", currently in volume modification."};
}
inline ApiError modificationRateExceeded() {
  return {"VolumeModificationRateExceeded",
          "You've reached the maximum modification rate per volume limit. Wait at least 6 hours "
          "between modifications per EBS volume."};
}
inline ApiError modificationNotFound(const VolumeId& id) {
  return {"InvalidVolumeModification.NotFound",
          "Modification for volume '" + id.str() + "' does not exist."};
}
inline ApiError nothingToModify() {
  return {"MissingParameter",
          "The request must contain the parameter "
          "size/volumeType/iops/throughput/multiAttachEnabled"};
}

}  // namespace amilocal::errors
