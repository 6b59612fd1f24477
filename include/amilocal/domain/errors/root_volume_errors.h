#pragma once

#include <string>
#include <string_view>

#include "amilocal/core/api_error.h"
#include "amilocal/core/ids.h"
#include "amilocal/core/request_errors.h"

/// Refusals of the replacement of root volumes. The rules are documented (domain/root_volume.h);
/// codes and texts are reconstructed in AWS's manner.
namespace amilocal::errors {

inline ApiError rootVolumeTaskNotFound(std::string_view id) {
  return {"InvalidReplaceRootVolumeTaskId.NotFound",
          "The replace root volume task ID '" + std::string(id) + "' does not exist"};
}
inline ApiError instanceNotRunning(const InstanceId& id) {
  return {"IncorrectInstanceState",
          "The instance '" + id.str() + "' is not in the 'running' state."};
}
inline ApiError rootNotOnEbs(const InstanceId& id) {
  return {"UnsupportedOperation",
          "The instance '" + id.str() + "' does not have an 'ebs' root device type."};
}
inline ApiError rootReplacementUnderWay(const InstanceId& id) {
  return {"IncorrectState", "The root volume of the instance '" + id.str() +
                                "' is already being replaced by another task."};
}
inline ApiError severalRootSources() {
  return invalidCombination(
      "Only one of the parameters snapshotId, imageId and volumeId may be specified");
}
/// `what` is `architecture`, `virtualization type`, `billing information`, `product codes`.
inline ApiError rootImageUnlike(const ImageId& image, std::string_view what,
                                const InstanceId& instance) {
  return invalidParameterValue(
      image.str(), "imageId",
      "The " + std::string(what) + " of the AMI must be that of the instance " + instance.str());
}
inline ApiError rootSnapshotForeign(const SnapshotId& id) {
  return invalidParameterValue(
      id.str(), "snapshotId",
      "The snapshot must belong to the same lineage as the root volume of the instance");
}
inline ApiError launchStateUnknown(const VolumeId& id) {
  return {"IncorrectState",
          "The root volume '" + id.str() + "' was not created from a snapshot that still exists."};
}

}  // namespace amilocal::errors
