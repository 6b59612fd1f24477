#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// What is refused of imports and exports. Codes and texts are those of aws-facts/errors.md section
/// 3 where it has them; where it has only a rule, the words are ours.
namespace amilocal::errors {

inline ApiError importRoleMissing(std::string_view role) {
  return {"InvalidParameter", "The service role " + std::string(role) +
                                  " provided does not exist or does not have sufficient "
                                  "permissions"};
}
inline ApiError transferBucketElsewhere(std::string_view bucket) {
  return {"InvalidParameter",
          "The given S3 bucket (" + std::string(bucket) + ") is not local to the region."};
}
inline ApiError exportBucketMissing(std::string_view bucket) {
  return {"InvalidParameter",
          "The given S3 bucket (" + std::string(bucket) + ") does not exist or cannot be written."};
}
inline ApiError badDiskFormat(std::string_view format, std::string_view known) {
  return {"InvalidParameter", "The disk image format '" + std::string(format) +
                                  "' is not supported. Supported formats: " + std::string(known) +
                                  "."};
}
/// VMDK and its like are read and written by qemu-img: of amilocal alone.
inline ApiError converterMissing(std::string_view format) {
  return {"UnsupportedOperation", "amilocal reads and writes disks in the format " +
                                      std::string(format) +
                                      " by qemu-img, which is not installed. RAW disks need "
                                      "nothing."};
}
inline ApiError oneDiskSource() {
  return {"InvalidParameter",
          "Each disk container must have exactly one of UserBucket, Url and SnapshotId."};
}
inline ApiError badDiskUrl(std::string_view url) {
  return {"InvalidParameter",
          "The URL '" + std::string(url) + "' does not name an object of Amazon S3."};
}
inline ApiError badImportValue(std::string_view value, std::string_view parameter,
                               std::string_view allowed) {
  return {"InvalidParameter", "The value '" + std::string(value) + "' is not supported for " +
                                  std::string(parameter) +
                                  ". Supported values: " + std::string(allowed) + "."};
}
/// EC2 API Reference, ImportImage, Platform.
inline ApiError platformMissing() {
  return {"InvalidParameter",
          "A platform must be specified when a UEFI machine is imported from a snapshot."};
}
inline ApiError platformMismatch(std::string_view usageOperation, std::string_view platform) {
  return {"InvalidParameter", "The usage operation " + std::string(usageOperation) +
                                  " cannot be used with the platform " + std::string(platform) +
                                  "."};
}
inline ApiError repeatedImportDevice(std::string_view device) {
  return {"InvalidParameter",
          "The device name '" + std::string(device) + "' is invalid or is used twice."};
}
/// Of imports, also for an id that is unknown.
inline ApiError importTaskMalformed(std::string_view id) {
  return {"InvalidConversionTaskId.Malformed", "The ID '" + std::string(id) + "' is malformed"};
}
inline ApiError exportTaskMalformed(std::string_view id) {
  return {"InvalidExportTaskID.Malformed", "The ID '" + std::string(id) + "' is malformed"};
}
inline ApiError exportTaskNotFound(std::string_view id) {
  return {"InvalidExportTaskID.NotFound",
          "The export task ID '" + std::string(id) + "' does not exist"};
}
inline ApiError transferNotCancellable(std::string_view id, std::string_view state) {
  return {"IncorrectState",
          "The task " + std::string(id) + " is " + std::string(state) + " and cannot be canceled"};
}
inline ApiError encryptedImageNotExportable(std::string_view image) {
  return {"InvalidParameter", "The image ID (" + std::string(image) +
                                  ") provided has encrypted EBS block devices and is not "
                                  "exportable."};
}
/// VM Import/Export User Guide, "Considerations for image export".
inline ApiError licensedImageNotExportable(std::string_view image) {
  return {"InvalidParameter", "The image ID (" + std::string(image) +
                                  ") provided contains software with a billing code of AWS and is "
                                  "not exportable."};
}
inline ApiError diskCountNotExportable(std::string_view image, std::size_t disks) {
  return {"InvalidParameter", "The image ID (" + std::string(image) + ") provided has " +
                                  std::to_string(disks) +
                                  " EBS volumes; an image with exactly one is exportable."};
}
inline ApiError imageNotExportable(std::string_view image, std::string_view state) {
  return {"IncorrectState", "The image ID (" + std::string(image) + ") provided is " +
                                std::string(state) + " and is not exportable."};
}

}  // namespace amilocal::errors
