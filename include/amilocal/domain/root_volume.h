#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/core/launch_ids.h"
#include "amilocal/domain/filter.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/volume.h"

namespace amilocal::domain {

/// EC2 API Reference, ReplaceRootVolumeTask, taskState. AWS also has `failing` and
/// `failed-detached`; here the old volume stays until the new one takes its place at once.
enum class RootVolumeState { pending, in_progress, succeeded, failed };

std::string_view toString(RootVolumeState state);  ///< `in-progress` with the hyphen
std::optional<RootVolumeState> parseRootVolumeState(std::string_view text);

/// The replacement of an instance's root volume. What it comes from is one of the three, or the
/// snapshot that the present volume was made from ("launch state").
struct RootVolumeTask {
  RootVolumeTaskId id = RootVolumeTaskId::trusted("");
  std::string region;
  std::string owner;
  InstanceId instanceId = InstanceId::trusted("");
  RootVolumeState state = RootVolumeState::pending;
  Instant startedAt{};
  std::optional<Instant> completedAt;
  std::optional<ImageId> imageId;
  std::optional<SnapshotId> snapshotId;
  std::optional<VolumeId> volumeId;
  bool deleteReplaced = false;
  std::optional<std::int64_t> initializationRate;
  std::optional<VolumeId> replacedVolumeId;  ///< the root volume before; absent until it is over
  friend bool operator==(const RootVolumeTask&, const RootVolumeTask&) = default;
};

/// Is the task still to come to an end?
inline bool isOpen(const RootVolumeTask& task) {
  return task.state == RootVolumeState::pending || task.state == RootVolumeState::in_progress;
}

/// May the instance get another root volume now? `tasks` are its earlier ones. Throws
/// IncorrectInstanceState, UnsupportedOperation for a root in the instance store, IncorrectState
/// while another task is under way.
void checkRootReplaceable(const Instance& instance, std::span<const RootVolumeTask> tasks);

/// "The specified AMI must have the same product code, billing information, architecture type, and
/// virtualization type as that of the instance" (EC2 API Reference, CreateReplaceRootVolumeTask).
/// Throws InvalidParameterValue.
void checkRootImage(const Instance& instance, const Image& image);

/// The snapshot must be of the present root volume or of an earlier one of the instance, or what
/// the present one was made from (EC2 User Guide, "Replace the root volume for an Amazon EC2
/// instance without stopping it"). Throws InvalidParameterValue.
void checkRootLineage(const Snapshot& snapshot, const Volume& root,
                      std::span<const RootVolumeTask> tasks);

/// The root volume among those attached to the instance; null when there is none.
const Volume* rootVolumeOf(const Instance& instance, std::span<const Volume> attached);

/// A volume of the type, performance and size of the present root ("the same type, size, and delete
/// on termination attributes as the original root volume", same page), or larger where its snapshot
/// needs it.
Volume planRootVolume(const Volume& root, const Snapshot& source);

/// The filters of DescribeReplaceRootVolumeTasks.
std::span<const FilterRow<RootVolumeTask>> rootVolumeTaskFilters();

}  // namespace amilocal::domain
