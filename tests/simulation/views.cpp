#include "simulation/views.h"

#include <algorithm>
#include <string>

#include "ec2/handlers.gen.h"

namespace amilocal::simulation {
namespace {

Lines shownImages(RequestContext& ctx) {
  Lines lines;
  for (const auto& image : ec2::describeImages(ctx, {}).images)
    lines.push_back(*image->imageId + " " + *image->state + " " + *image->ownerId + " " +
                    *image->name + (*image->public_ ? " public" : " private"));
  return lines;
}

Lines shownSnapshots(RequestContext& ctx) {
  Lines lines;
  for (const auto& snapshot : ec2::describeSnapshots(ctx, {}).snapshots)
    lines.push_back(*snapshot.snapshotId + " " + *snapshot.state + " " + *snapshot.ownerId);
  return lines;
}

Lines shownVolumes(RequestContext& ctx) {
  Lines lines;
  for (const auto& volume : ec2::describeVolumes(ctx, {}).volumes)
    lines.push_back(*volume.volumeId + " " + *volume.state);
  return lines;
}

Lines shownInstances(RequestContext& ctx) {
  Lines lines;
  for (const auto& reservation : ec2::describeInstances(ctx, {}).reservations)
    for (const auto& instance : reservation.instances)
      lines.push_back(*instance.instanceId + " " + *instance.state->name + " " + *instance.imageId);
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string binned(const std::optional<std::string>& id, const std::optional<Instant>& exitsAt) {
  return *id + " " + std::to_string(exitsAt->time_since_epoch().count());
}

Lines shownBin(RequestContext& ctx) {
  Lines lines;
  for (const auto& image : ec2::listImagesInRecycleBin(ctx, {}).images)
    lines.push_back(binned(image.imageId, image.recycleBinExitTime));
  for (const auto& snapshot : ec2::listSnapshotsInRecycleBin(ctx, {}).snapshots)
    lines.push_back(binned(snapshot.snapshotId, snapshot.recycleBinExitTime));
  for (const auto& volume : ec2::listVolumesInRecycleBin(ctx, {}).volumes)
    lines.push_back(binned(volume.volumeId, volume.recycleBinExitTime));
  return lines;
}

}  // namespace

const std::array<View, 5>& views() {
  static const std::array<View, 5> all{{
      {"DescribeImages", shownImages, &Model::imagesSeen},
      {"DescribeSnapshots", shownSnapshots, &Model::snapshotsSeen},
      {"DescribeVolumes", shownVolumes, &Model::volumesSeen},
      {"DescribeInstances", shownInstances, &Model::instancesSeen},
      {"the lists of the Recycle Bin", shownBin, &Model::binSeen},
  }};
  return all;
}

}  // namespace amilocal::simulation
