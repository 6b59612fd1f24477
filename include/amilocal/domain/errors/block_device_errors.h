#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/request_errors.h"

/// Refusals about block device mappings (aws-facts/errors.md section 3.2). Texts without a mark
/// there are our own.
namespace amilocal::errors {

inline ApiError invalidBlockDeviceMapping(std::string text) {
  return {"InvalidBlockDeviceMapping", std::move(text)};
}
inline ApiError deviceNameMissing() { return missingParameter("deviceName"); }
inline ApiError unknownDeviceName(std::string_view name) {
  return invalidBlockDeviceMapping("Invalid device name " + std::string(name));
}
inline ApiError deviceNamedTwice(std::string_view name) {
  return invalidBlockDeviceMapping("The device '" + std::string(name) +
                                   "' is used in more than one block-device mapping");
}
/// Neither `Ebs`, nor `VirtualName`, nor `NoDevice`.
inline ApiError deviceWithoutContent(std::string_view name) {
  return invalidBlockDeviceMapping("The mapping of the device '" + std::string(name) +
                                   "' must have one of ebs, virtualName and noDevice");
}
/// More than one of them.
inline ApiError deviceWithTwoContents(std::string_view name) {
  return invalidBlockDeviceMapping("The mapping of the device '" + std::string(name) +
                                   "' can have only one of ebs, virtualName and noDevice");
}
inline ApiError invalidVirtualName(std::string_view name) {
  return invalidParameterValue(name, "virtualName", "Expected: 'ephemeral[0-23]'.");
}
inline ApiError deviceSmallerThanSnapshot(std::int64_t sizeGib, const SnapshotId& snapshot,
                                          std::int64_t snapshotSizeGib) {
  return invalidBlockDeviceMapping("Volume of size " + std::to_string(sizeGib) +
                                   "GB is smaller than snapshot '" + snapshot.str() +
                                   "', expect size >= " + std::to_string(snapshotSizeGib) + "GB");
}
inline ApiError volumeSizeInvalid(std::int64_t sizeGib) {
  return invalidParameterValue(std::to_string(sizeGib), "volumeSize",
                               "A volume has 1 to 65536 GiB.");
}
inline ApiError encryptedFlagWithSnapshot(std::string_view device) {
  return invalidBlockDeviceMapping("the encrypted flag cannot be specified since device " +
                                   std::string(device) + " has a snapshot specified.");
}
/// CreateImage takes volumes as they are: only DeleteOnTermination can be another.
inline ApiError deviceNotChangeable(std::string_view device, std::string_view member) {
  return invalidBlockDeviceMapping("The " + std::string(member) + " of the device " +
                                   std::string(device) +
                                   " cannot be changed. Only DeleteOnTermination can be.");
}
inline ApiError noRootSnapshot() {
  return invalidBlockDeviceMapping("No root snapshot specified in device mapping.");
}

}  // namespace amilocal::errors
