#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"

/// Refusals about the tier of snapshots, their locks, fast restore and time-based copies. AWS's
/// rules are documented, its words mostly not: these are ours in AWS's manner.
namespace amilocal::errors {

inline ApiError snapshotArchived(const SnapshotId& id) {
  return {"IncorrectState", "The snapshot '" + id.str() +
                                "' is archived. Restore it from the archive tier before you use "
                                "it."};
}
inline ApiError snapshotNotArchivable(const SnapshotId& id, std::string_view state) {
  return {"IncorrectState", "The snapshot '" + id.str() + "' is in the state '" +
                                std::string(state) +
                                "'. Only a completed snapshot can be "
                                "archived."};
}
inline ApiError snapshotAlreadyArchived(const SnapshotId& id) {
  return {"IncorrectState", "The snapshot '" + id.str() + "' is already archived."};
}
inline ApiError snapshotTierMoving(const SnapshotId& id) {
  return {"IncorrectState", "The snapshot '" + id.str() +
                                "' is being archived or restored. Wait until that has ended."};
}
inline ApiError snapshotNotArchived(const SnapshotId& id) {
  return {"IncorrectState", "The snapshot '" + id.str() + "' is not archived."};
}
inline ApiError storageTierMissing() {
  return {"MissingParameter", "The request must contain the parameter StorageTier"};
}
inline ApiError restoreKindMissing() {
  return {"MissingParameter",
          "The request must contain the parameter TemporaryRestoreDays or PermanentRestore"};
}
inline ApiError restoreKindTwice() {
  return {"InvalidParameterCombination",
          "The parameter TemporaryRestoreDays cannot be used with the parameter PermanentRestore"};
}
inline ApiError badRestoreDays(std::int64_t days) {
  return {"InvalidParameterValue", "Value (" + std::to_string(days) +
                                       ") for parameter temporaryRestoreDays is invalid. Expecting "
                                       "a value from 1 to 180."};
}
inline ApiError tooManyArchivedSnapshots(std::int64_t limit) {
  return {"ResourceLimitExceeded", "You have reached your quota of " + std::to_string(limit) +
                                       " archived snapshots per volume."};
}
inline ApiError tooManyArchivals(std::int64_t limit) {
  return {"ResourceLimitExceeded", "You have reached your quota of " + std::to_string(limit) +
                                       " concurrent snapshot archives per account."};
}
inline ApiError tooManyTierRestores(std::int64_t limit) {
  return {"ResourceLimitExceeded", "You have reached your quota of " + std::to_string(limit) +
                                       " concurrent snapshot restores per account."};
}
/// EnableImage, and launches from an image with such snapshots.
inline ApiError imageSnapshotArchived(const ImageId& image, const SnapshotId& id) {
  return {"IncorrectState", "The snapshot '" + id.str() + "' of the image '" + image.str() +
                                "' is archived. Restore it from the archive tier before you use "
                                "the image."};
}

inline ApiError snapshotLocked(const SnapshotId& id) {
  return {"OperationNotPermitted",
          "The snapshot '" + id.str() + "' is locked and cannot be deleted."};
}
inline ApiError snapshotNotLocked(const SnapshotId& id) {
  return {"IncorrectState", "The snapshot '" + id.str() + "' is not locked."};
}
inline ApiError snapshotNotLockable(const SnapshotId& id, std::string_view state) {
  return {"IncorrectState", "The snapshot '" + id.str() + "' is in the state '" +
                                std::string(state) +
                                "'. Only pending and completed snapshots can "
                                "be locked."};
}
inline ApiError complianceLocked(const SnapshotId& id) {
  return {"OperationNotPermitted", "The snapshot '" + id.str() +
                                       "' is locked in compliance mode and its cooling-off period "
                                       "is over. Its lock can only be lengthened."};
}
inline ApiError lockLengthMissing() {
  return {"MissingParameter",
          "The request must contain the parameter LockDuration or ExpirationDate"};
}
inline ApiError lockLengthTwice() {
  return {"InvalidParameterCombination",
          "The parameter LockDuration cannot be used with the parameter ExpirationDate"};
}
inline ApiError coolOffNeedsCompliance() {
  return {"InvalidParameterCombination",
          "The parameter CoolOffPeriod can only be used with the lock mode compliance"};
}
/// `name` is coolOffPeriod or lockDuration.
inline ApiError lockValueOutOfBounds(std::string_view name, std::int64_t value, std::int64_t least,
                                     std::int64_t most) {
  return {"InvalidParameterValue", "Value (" + std::to_string(value) + ") for parameter " +
                                       std::string(name) + " is invalid. Expecting a value from " +
                                       std::to_string(least) + " to " + std::to_string(most) + "."};
}
inline ApiError badLockExpiration(std::string_view date) {
  return {"InvalidParameterValue",
          "Value (" + std::string(date) +
              ") for parameter expirationDate is invalid. Expecting a time from 1 to 36500 days "
              "from now."};
}

inline ApiError fastRestoreZonesMissing() {
  return {"MissingParameter",
          "The request must contain the parameter AvailabilityZone or AvailabilityZoneId"};
}
inline ApiError fastRestoreZonesTwice() {
  return {"InvalidParameterCombination",
          "The parameter AvailabilityZone cannot be used with the parameter AvailabilityZoneId"};
}

inline ApiError copyDurationTooShort(std::int64_t limit, std::int64_t minutes) {
  return {"InvalidParameterValue",
          "The requested completion duration exceeds the throughput of " + std::to_string(limit) +
              " MiB/s that a snapshot copy can have. The shortest completion duration for this "
              "snapshot is " +
              std::to_string(minutes) + " minutes."};
}
inline ApiError copyThroughputExceeded(std::int64_t limit) {
  return {"ResourceLimitExceeded",
          "You have reached your cumulative snapshot copy throughput quota of " +
              std::to_string(limit) + " MiB/s between the source and destination Regions."};
}

}  // namespace amilocal::errors
