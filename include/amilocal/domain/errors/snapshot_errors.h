#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"

/// What is refused about snapshots, with the texts of aws-facts/errors.md section 4. Where no text
/// of AWS is known, the rule is documented and the words are ours.
namespace amilocal::errors {

/// With a full stop, as recorded.
inline ApiError snapshotNotFound(const SnapshotId& id) {
  return {"InvalidSnapshot.NotFound", "The snapshot '" + id.str() + "' does not exist."};
}
/// Several at once are listed, as for instances (errors.md section 1).
inline ApiError snapshotsNotFound(const std::vector<SnapshotId>& ids) {
  if (ids.size() == 1) return snapshotNotFound(ids.front());
  std::string list;
  for (const auto& id : ids) list += (list.empty() ? "" : ", ") + id.str();
  return {"InvalidSnapshot.NotFound", "The snapshots '" + list + "' do not exist."};
}
/// CreateVolume and CopySnapshot: another code than everywhere else.
inline ApiError snapshotIdExpected(std::string_view value, std::string_view parameter) {
  return {"InvalidParameterValue", "Value (" + std::string(value) + ") for parameter " +
                                       std::string(parameter) +
                                       " is invalid. Expected: 'snap-...'."};
}
/// No quotes and no full stop; one image is named.
inline ApiError snapshotInUse(const SnapshotId& id, const ImageId& user) {
  return {"InvalidSnapshot.InUse",
          "The snapshot " + id.str() + " is currently in use by " + user.str()};
}
/// What CreateVolume says about a snapshot that is not completed.
inline ApiError snapshotNotReady(std::string_view state) {
  return {"IncorrectState", "Snapshot is in invalid state - " + std::string(state)};
}
/// What CopySnapshot says about it.
inline ApiError snapshotNotCopyable(const SnapshotId& id, std::string_view state) {
  return {"IncorrectState",
          "Snapshot " + id.str() + " is in an invalid state: " + std::string(state)};
}
inline ApiError tooManySnapshotCopies(std::int64_t limit) {
  return {"ResourceLimitExceeded", "Too many snapshot copies in progress. The limit is " +
                                       std::to_string(limit) + " for this destination region."};
}
inline ApiError snapshotCannotBeDecrypted() {
  return {"InvalidParameterValue",
          "Value (false) for parameter encrypted is invalid. A copy cannot be made unencrypted; "
          "omit the parameter to keep the encryption state of the source snapshot."};
}
inline ApiError keyNeedsEncryption() {
  return {"InvalidParameterDependency",
          "The parameter KmsKeyId requires the parameter Encrypted to be set."};
}
inline ApiError badCompletionDuration(std::int64_t minutes) {
  return {"InvalidParameterValue",
          "Value (" + std::to_string(minutes) +
              ") for parameter completionDurationMinutes is invalid. Expecting a multiple of 15 "
              "from 15 to 2880."};
}
/// A bad `OwnerIds` or `RestorableBy` of DescribeSnapshots.
inline ApiError malformedSnapshotUser(std::string_view value) {
  return {"InvalidUserID.Malformed", "Invalid user id: \"" + std::string(value) + "\""};
}

/// Block public access is on. The words are those for images; AWS's are not known.
inline ApiError publicSnapshotsBlocked() {
  return {
      "OperationNotPermitted",
      "You can\u2019t publicly share this snapshot because block public access for snapshots is "
      "enabled for this account. To publicly share the snapshot, you must call the "
      "DisableSnapshotBlockPublicAccess API."};
}
inline ApiError encryptedSnapshotNotPublic() {
  return {"OperationNotPermitted", "Encrypted snapshots cannot be shared publicly"};
}
inline ApiError defaultKeySnapshotNotShared() {
  return {"OperationNotPermitted", "Encrypted snapshots with EBS default key cannot be shared"};
}
/// The same text family as for images; `type` is `userId` or `userGroup`.
inline ApiError invalidSnapshotGrantee(std::string_view value, std::string_view type) {
  return {"InvalidAMIAttributeItemValue", "Invalid attribute item value \"" + std::string(value) +
                                              "\" for " + std::string(type) + " item type."};
}
inline ApiError addAndRemoveTogether() {
  return {"InvalidParameterCombination",
          "Create volume permissions can be added or removed in one request, but not both."};
}
inline ApiError tooManyPermissionChanges(std::size_t limit) {
  return {"InvalidParameterValue", "At most " + std::to_string(limit) +
                                       " create volume permissions can be changed in one request."};
}
inline ApiError noSnapshotAttribute() {
  return {"InvalidParameterCombination", "No attributes specified."};
}
inline ApiError unknownSnapshotAttribute(std::string_view attribute) {
  return {"InvalidParameterValue", "Value (" + std::string(attribute) +
                                       ") for parameter attribute is invalid. Unknown attribute."};
}

inline ApiError notSnapshotable(const InstanceId& id) {
  return {"IncorrectInstanceState", "The instance '" + id.str() +
                                        "' is not in a state from which its volumes can be "
                                        "snapshotted."};
}
inline ApiError volumeNotOfInstance(const VolumeId& id, const InstanceId& instance) {
  return {"InvalidParameterValue",
          "Value (" + id.str() +
              ") for parameter excludeDataVolumeId is invalid. The volume is not attached to "
              "instance '" +
              instance.str() + "'."};
}
inline ApiError rootIsNoDataVolume(const VolumeId& id) {
  return {"InvalidParameterValue",
          "Value (" + id.str() +
              ") for parameter excludeDataVolumeId is invalid. The root volume is left out with "
              "excludeBootVolume."};
}
inline ApiError tooManyExcludedVolumes(std::size_t limit) {
  return {"InvalidParameterValue",
          "At most " + std::to_string(limit) + " data volumes can be excluded."};
}
inline ApiError noVolumesToSnapshot(const InstanceId& id) {
  return {"InvalidParameterCombination",
          "No volume of instance '" + id.str() + "' is left to make a snapshot of."};
}

}  // namespace amilocal::errors
