#include "amilocal/domain/root_volume.h"

#include <algorithm>

#include "amilocal/domain/errors/root_volume_errors.h"
#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<RootVolumeState> kStates[] = {
    {RootVolumeState::pending, "pending"},
    {RootVolumeState::in_progress, "in-progress"},
    {RootVolumeState::succeeded, "succeeded"},
    {RootVolumeState::failed, "failed"},
};

constexpr FilterRow<RootVolumeTask> kFilters[] = {
    {"instance-id", [](const RootVolumeTask& task) { return textsOf(task.instanceId.str()); }},
};

}  // namespace

std::string_view toString(RootVolumeState state) { return nameOf(kStates, state); }
std::optional<RootVolumeState> parseRootVolumeState(std::string_view text) {
  return valueOf(kStates, text);
}

void checkRootReplaceable(const Instance& instance, std::span<const RootVolumeTask> tasks) {
  if (instance.state != InstanceState::running) throw errors::instanceNotRunning(instance.id);
  if (instance.rootDeviceType != "ebs") throw errors::rootNotOnEbs(instance.id);
  if (std::ranges::any_of(tasks, isOpen)) throw errors::rootReplacementUnderWay(instance.id);
}

void checkRootImage(const Instance& instance, const Image& image) {
  const auto check = [&](bool isSame, std::string_view what) {
    if (!isSame) throw errors::rootImageUnlike(image.id, what, instance.id);
  };
  check(image.architecture == instance.architecture, "architecture");
  check(image.virtualizationType == instance.virtualizationType, "virtualization type");
  check(image.rootDeviceType == "ebs", "root device type");
  check(image.usageOperation == instance.usageOperation, "billing information");
  check(image.productCodes == instance.productCodes, "product codes");
}

void checkRootLineage(const Snapshot& snapshot, const Volume& root,
                      std::span<const RootVolumeTask> tasks) {
  const auto isOf = [&](const RootVolumeTask& task) {
    return task.replacedVolumeId && task.replacedVolumeId->str() == snapshot.volumeId;
  };
  if (snapshot.volumeId == root.id.str() || root.snapshotId == snapshot.id ||
      std::ranges::any_of(tasks, isOf))
    return;
  throw errors::rootSnapshotForeign(snapshot.id);
}

const Volume* rootVolumeOf(const Instance& instance, std::span<const Volume> attached) {
  for (const auto& volume : attached)
    for (const auto& attachment : volume.attachments)
      if (attachment.instanceId == instance.id && attachment.device == instance.rootDeviceName)
        return &volume;
  return nullptr;
}

Volume planRootVolume(const Volume& root, const Snapshot& source) {
  Volume volume;
  volume.region = root.region;
  volume.owner = root.owner;
  volume.availabilityZone = root.availabilityZone;
  volume.state = VolumeState::in_use;
  volume.sizeGib = std::max(root.sizeGib, source.volumeSizeGib);
  volume.volumeType = root.volumeType;
  volume.iops = root.iops;
  volume.throughputMibps = root.throughputMibps;
  volume.snapshotId = source.id;
  volume.contentId = source.contentId;
  return volume;
}

std::span<const FilterRow<RootVolumeTask>> rootVolumeTaskFilters() { return kFilters; }

}  // namespace amilocal::domain
