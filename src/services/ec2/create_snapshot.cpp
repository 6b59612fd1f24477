#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/snapshot_rules.h"
#include "amilocal/domain/tag_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/snapshot_start.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

// EC2 API Reference, InstanceSpecification, ExcludeDataVolumeIds.
constexpr std::size_t kExcludedVolumesMax = 40;

domain::Snapshot snapshotOf(RequestContext& ctx, const domain::Volume& volume,
                            const std::optional<std::string>& description) {
  auto snapshot =
      domain::planSnapshot(volume, ctx.ids.next<SnapshotKind>(), description.value_or(""), ctx.now);
  if (!volume.encrypted || !volume.snapshotId) return snapshot;
  // A volume made from a snapshot goes on with its data key, unless it was given another key.
  const auto origin = ctx.catalog.snapshots().find(*volume.snapshotId);
  if (origin && origin->dataEncryptionKeyId && origin->kmsKeyId == volume.kmsKeyId)
    snapshot.dataEncryptionKeyId = origin->dataEncryptionKeyId;
  return snapshot;
}

const domain::Attachment& attachmentTo(const domain::Volume& volume, const InstanceId& instance) {
  return *std::ranges::find(volume.attachments, instance, &domain::Attachment::instanceId);
}

bool isRoot(const domain::Volume& volume, const domain::Instance& instance) {
  return attachmentTo(volume, instance.id).device == instance.rootDeviceName;
}

void checkExcluded(const std::vector<VolumeId>& excluded, const std::vector<domain::Volume>& all,
                   const domain::Instance& instance) {
  if (excluded.size() > kExcludedVolumesMax)
    throw errors::tooManyExcludedVolumes(kExcludedVolumesMax);
  for (const auto& id : excluded) {
    const auto volume = std::ranges::find(all, id, &domain::Volume::id);
    if (volume == all.end()) throw errors::volumeNotOfInstance(id, instance.id);
    if (isRoot(*volume, instance)) throw errors::rootIsNoDataVolume(id);
  }
}

/// The volumes of the instance that the request does not leave out.
std::vector<domain::Volume> chosenVolumes(RequestContext& ctx, const domain::Instance& instance,
                                          const InstanceSpecification& specification) {
  auto volumes = ctx.catalog.volumes().listAttachedTo(instance.id);
  const auto excluded = parseVolumeIds(specification.excludeDataVolumeIds);
  checkExcluded(excluded, volumes, instance);
  std::erase_if(volumes, [&](const domain::Volume& volume) {
    if (isRoot(volume, instance)) return specification.excludeBootVolume.value_or(false);
    return std::ranges::find(excluded, volume.id) != excluded.end();
  });
  if (volumes.empty()) throw errors::noVolumesToSnapshot(instance.id);
  return volumes;
}

/// The request's tags on top of the volume's own; tags of AWS are not copied.
domain::Tags withTagsOf(RequestContext& ctx, const domain::Volume& volume, domain::Tags tags) {
  for (auto& tag : tagsOn(ctx, volume.id.str())) {
    const bool given = std::ranges::find(tags, tag.key, &domain::Tag::key) != tags.end();
    if (!given && !domain::isReservedTagKey(tag.key)) tags.push_back(std::move(tag));
  }
  domain::checkTagCount(static_cast<std::int64_t>(tags.size()));
  return tags;
}

/// Progress is an empty text in the answer to a creation, and the data key is shown by
/// DescribeSnapshots only (aws-facts/snapshots-volumes-instances.md 1.1).
Snapshot newbornToWire(const domain::Snapshot& snapshot, const domain::Tags& tags) {
  auto shape = toWire(snapshot, tags, snapshot.startedAt);
  shape.progress = "";
  shape.dataEncryptionKeyId.reset();
  return shape;
}

SnapshotInfo infoOf(Snapshot shape) {
  return {.description = std::move(shape.description),
          .tags = std::move(shape.tags),
          .encrypted = shape.encrypted,
          .volumeId = std::move(shape.volumeId),
          .state = std::move(shape.state),
          .volumeSize = shape.volumeSize,
          .startTime = shape.startTime,
          .progress = std::move(shape.progress),
          .ownerId = std::move(shape.ownerId),
          .snapshotId = std::move(shape.snapshotId),
          .outpostArn = {},
          .sseType = {},
          .availabilityZone = {}};
}

}  // namespace

Snapshot createSnapshot(RequestContext& ctx, const CreateSnapshotRequest& request) {
  refuseLocalSnapshot(request.outpostArn, request.location);
  const auto tags = specifiedTags(request.tagSpecifications, "snapshot", {"snapshot"});
  const auto volume = requireOwnVolume(ctx, parseVolumeId(request.volumeId));
  auto snapshot = snapshotOf(ctx, volume, request.description);
  snapshot = startSnapshot(ctx, std::move(snapshot), domain::TaskKind::create_snapshot, tags);
  return newbornToWire(snapshot, tags);
}

CreateSnapshotsResponse createSnapshots(RequestContext& ctx,
                                        const CreateSnapshotsRequest& request) {
  refuseLocalSnapshot(request.outpostArn, request.location);
  const auto given = specifiedTags(request.tagSpecifications, "snapshot", {"snapshot"});
  const auto& specification = request.instanceSpecification;
  const auto instance = requireOwnInstance(ctx, parseInstanceId(specification.instanceId));
  if (instance.state == domain::InstanceState::terminated ||
      instance.state == domain::InstanceState::shutting_down)
    throw errors::notSnapshotable(instance.id);
  CreateSnapshotsResponse response;
  std::vector<SnapshotId> ids;
  for (const auto& volume : chosenVolumes(ctx, instance, specification)) {
    // The only source that can be named is the volume.
    const auto tags = request.copyTagsFromSource ? withTagsOf(ctx, volume, given) : given;
    const auto snapshot = startSnapshot(ctx, snapshotOf(ctx, volume, request.description),
                                        domain::TaskKind::create_snapshot, tags);
    response.snapshots.push_back(infoOf(newbornToWire(snapshot, tags)));
    ids.push_back(snapshot.id);
  }
  joinSnapshotSet(ctx, ids);
  return response;
}

}  // namespace amilocal::ec2
