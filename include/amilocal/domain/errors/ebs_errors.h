#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"

/// What the EBS direct APIs refuse: kinds and reasons from their model. One text is recorded, that
/// of a malformed id (aws-facts/snapshots-volumes-instances.md section 10); the others are ours.
namespace amilocal::errors {

inline ApiError ebsValidation(std::string text, std::string reason) {
  return {"ValidationException", std::move(text), 400, {{"Reason", std::move(reason)}}};
}
inline ApiError ebsMalformedSnapshotId(std::string_view value, std::string_view parameter) {
  return ebsValidation("Value (" + std::string(value) + ") for parameter " +
                           std::string(parameter) + " is invalid. Expected: 'snap-...'.",
                       "INVALID_SNAPSHOT_ID");
}
inline ApiError ebsSnapshotNotFound(std::string_view id) {
  return {"ResourceNotFoundException",
          "The snapshot '" + std::string(id) + "' does not exist.",
          404,
          {{"Reason", "SNAPSHOT_NOT_FOUND"}}};
}
inline ApiError ebsSnapshotState(std::string_view id, std::string_view wanted) {
  return ebsValidation("The snapshot '" + std::string(id) + "' is not " + std::string(wanted) + ".",
                       "INVALID_SNAPSHOT_ID");
}
inline ApiError ebsInvalidParameter(std::string text) {
  return ebsValidation(std::move(text), "INVALID_PARAMETER_VALUE");
}
inline ApiError ebsInvalidVolumeSize(std::string text) {
  return ebsValidation(std::move(text), "INVALID_VOLUME_SIZE");
}
inline ApiError ebsInvalidBlock(std::string text) {
  return ebsValidation(std::move(text), "INVALID_BLOCK");
}
inline ApiError ebsInvalidBlockToken() {
  return ebsValidation("The block token is invalid or has expired.", "INVALID_BLOCK_TOKEN");
}
inline ApiError ebsInvalidPageToken() {
  return ebsValidation("The page token is invalid or has expired.", "INVALID_PAGE_TOKEN");
}
inline ApiError ebsInvalidTag(std::string text) {
  return ebsValidation(std::move(text), "INVALID_TAG");
}
inline ApiError ebsUnrelatedSnapshots(std::string_view first, std::string_view second) {
  return ebsValidation("The snapshots '" + std::string(first) + "' and '" + std::string(second) +
                           "' are not of the same lineage.",
                       "UNRELATED_SNAPSHOTS");
}
inline ApiError ebsWriteTimeout(std::string_view id) {
  return ebsValidation("The snapshot '" + std::string(id) + "' was not completed in time.",
                       "WRITE_REQUEST_TIMEOUT");
}
inline ApiError ebsTooManyUploads(int limit) {
  return {"ConcurrentLimitExceededException",
          "You have reached the limit of " + std::to_string(limit) + " pending snapshots."};
}
/// Of amilocal alone: `--max-data`.
inline ApiError ebsNoRoom(std::string_view text) {
  return {"ServiceQuotaExceededException",
          std::string(text),
          402,
          {{"Reason", "DEPENDENCY_SERVICE_QUOTA_EXCEEDED"}}};
}

}  // namespace amilocal::errors
