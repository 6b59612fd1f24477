#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/errors/root_volume_errors.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "amilocal/domain/root_volume.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_alias.h"
#include "services/ec2/lookup.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

// EC2 API Reference, DescribeReplaceRootVolumeTasks, MaxResults.
constexpr int kPageMost = 50;
// EC2 API Reference, CreateReplaceRootVolumeTask, VolumeInitializationRate: MiB/s.
constexpr std::int64_t kInitializationRateMin = 100, kInitializationRateMax = 300;

using domain::RootVolumeTask;

std::vector<RootVolumeTask> tasksOf(RequestContext& ctx) {
  return ctx.catalog.rootVolumeTasks().list(ctx.account(), ctx.region());
}

ReplaceRootVolumeTask shown(const RootVolumeTask& task, const domain::Tags& tags) {
  ReplaceRootVolumeTask out;
  out.replaceRootVolumeTaskId = task.id.str();
  out.instanceId = task.instanceId.str();
  out.taskState = std::string(domain::toString(task.state));
  out.startTime = formatInstantSeconds(task.startedAt);
  if (task.completedAt) out.completeTime = formatInstantSeconds(*task.completedAt);
  if (task.imageId) out.imageId = task.imageId->str();
  if (task.snapshotId) out.snapshotId = task.snapshotId->str();
  out.deleteReplacedRootVolume = task.deleteReplaced;
  out.tags = toWire(tags);
  return out;
}

void checkSource(const CreateReplaceRootVolumeTaskRequest& request) {
  const int sources = int{request.snapshotId.has_value()} + int{request.imageId.has_value()} +
                      int{request.volumeId.has_value()};
  if (sources > 1) throw errors::severalRootSources();
  const auto& rate = request.volumeInitializationRate;
  if (!rate) return;
  if (request.volumeId) throw errors::initializationRateNeedsSnapshot();
  if (*rate < kInitializationRateMin || *rate > kInitializationRateMax)
    throw errors::initializationRateOutOfBounds(*rate);
}

void checkCompleted(const domain::Snapshot& snapshot) {
  if (snapshot.state != domain::SnapshotState::completed)
    throw errors::snapshotNotReady(domain::toString(snapshot.state));
  domain::checkNotArchived(snapshot);
}

SnapshotId rootSnapshotOf(RequestContext& ctx, const domain::Instance& instance,
                          const ImageId& id) {
  const auto image = requireVisibleImage(ctx, id);
  if (image.state != domain::ImageState::available) throw errors::imageNotAvailable(id);
  domain::checkRootImage(instance, image);
  const auto* device = domain::findDevice(image.blockDevices, image.rootDeviceName.value_or(""));
  if (device == nullptr || !device->ebs || !device->ebs->snapshotId)
    throw errors::imageNotAvailable(id);
  return *device->ebs->snapshotId;
}

void checkVolume(RequestContext& ctx, const domain::Instance& instance, const VolumeId& id) {
  const auto volume = requireOwnVolume(ctx, id);
  if (volume.availabilityZone != instance.availabilityZone)
    throw errors::zoneMismatch(volume.id, instance.id);
  if (volume.state != domain::VolumeState::available) throw errors::volumeNotAvailable(volume.id);
}

// What the new volume comes from. Without a source it is the snapshot "that was used to create" the
// present one (EC2 User Guide, "Replace the root volume …", launch state).
void chooseSource(RequestContext& ctx, const CreateReplaceRootVolumeTaskRequest& request,
                  const domain::Instance& instance, const domain::Volume& root,
                  std::span<const RootVolumeTask> earlier, RootVolumeTask& task) {
  if (request.volumeId) {
    task.volumeId = parseVolumeId(*request.volumeId);
    return checkVolume(ctx, instance, *task.volumeId);
  }
  if (request.imageId) {
    task.imageId = parseImageId(resolveImageAlias(ctx, *request.imageId));
    task.snapshotId = rootSnapshotOf(ctx, instance, *task.imageId);
    return;
  }
  if (request.snapshotId) {
    const auto snapshot = requireUsableSnapshot(ctx, parseSnapshotId(*request.snapshotId));
    domain::checkRootLineage(snapshot, root, earlier);
    checkCompleted(snapshot);
    task.snapshotId = snapshot.id;
    return;
  }
  if (!root.snapshotId || !findSnapshot(ctx, *root.snapshotId))
    throw errors::launchStateUnknown(root.id);
  task.snapshotId = root.snapshotId;
}

}  // namespace

CreateReplaceRootVolumeTaskResponse createReplaceRootVolumeTask(
    RequestContext& ctx, const CreateReplaceRootVolumeTaskRequest& request) {
  checkSource(request);
  const auto tags = specifiedTags(request.tagSpecifications, "replace-root-volume-task",
                                  {"replace-root-volume-task"});
  const auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  auto earlier = tasksOf(ctx);
  std::erase_if(earlier, [&](const RootVolumeTask& t) { return t.instanceId != instance.id; });
  domain::checkRootReplaceable(instance, earlier);
  const auto volumes = ctx.catalog.volumes().listAttachedTo(instance.id);
  const auto* root = domain::rootVolumeOf(instance, volumes);
  if (root == nullptr) throw errors::rootNotOnEbs(instance.id);

  RootVolumeTask task;
  chooseSource(ctx, request, instance, *root, earlier, task);
  task.id = ctx.ids.next<RootVolumeTaskKind>();
  task.region = ctx.region();
  task.owner = ctx.account();
  task.instanceId = instance.id;
  task.startedAt = ctx.now;
  task.deleteReplaced = request.deleteReplacedRootVolume.value_or(false);
  task.initializationRate = request.volumeInitializationRate;
  ctx.catalog.rootVolumeTasks().put(task);
  putTags(ctx, "replace-root-volume-task", task.id.str(), tags);
  ctx.record(task.id.str(), "", domain::toString(task.state));
  ctx.schedule(domain::TaskKind::begin_root_volume, task.id.str(), root->sizeGib);
  return {.replaceRootVolumeTask = shown(task, tags)};
}

DescribeReplaceRootVolumeTasksResponse describeReplaceRootVolumeTasks(
    RequestContext& ctx, const DescribeReplaceRootVolumeTasksRequest& request) {
  auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken), 1, kPageMost);
  auto tasks =
      namedById(tasksOf(ctx), request.replaceRootVolumeTaskIds, &errors::rootVolumeTaskNotFound);
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::rootVolumeTaskFilters(), filters, domain::TagFilters::allowed);
  auto rows = withTags(ctx, std::move(tasks));
  std::erase_if(rows, [&](const Tagged<RootVolumeTask>& row) {
    return !domain::matches(domain::rootVolumeTaskFilters(), filters, row.value, row.tags);
  });
  DescribeReplaceRootVolumeTasksResponse answer;
  answer.nextToken = domain::cutPage(
      rows, page, [](const Tagged<RootVolumeTask>& row) { return row.value.id.str(); });
  for (const auto& row : rows) answer.replaceRootVolumeTasks.push_back(shown(row.value, row.tags));
  return answer;
}

}  // namespace amilocal::ec2
