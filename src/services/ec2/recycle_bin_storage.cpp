#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "amilocal/domain/snapshot_rules.h"
#include "amilocal/domain/snapshot_steps.h"
#include "amilocal/domain/volume_steps.h"
#include "amilocal/domain/zone_choice.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/recycle_bin.h"
#include "services/ec2/recycle_bin_listing.h"

namespace amilocal::ec2 {

// waiters-paginators.md section 3: 5 to 1000.
ListSnapshotsInRecycleBinResponse listSnapshotsInRecycleBin(
    RequestContext& ctx, const ListSnapshotsInRecycleBinRequest& request) {
  parseSnapshotIds(request.snapshotIds);
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto page = binPage(ctx, domain::BinResource::snapshot, request.snapshotIds, scope);
  ListSnapshotsInRecycleBinResponse response;
  response.nextToken = page.nextToken;
  for (const auto& entry : page.entries) {
    const auto snapshot = ctx.catalog.snapshots().find(SnapshotId::trusted(entry.resourceId));
    response.snapshots.push_back({.snapshotId = entry.resourceId,
                                  .recycleBinEnterTime = entry.enteredAt,
                                  .recycleBinExitTime = entry.exitsAt,
                                  .description = snapshot->description,
                                  .volumeId = snapshot->volumeId});
  }
  return response;
}

// It is shared as it was before (snapshots-volumes-instances.md 1.4).
RestoreSnapshotFromRecycleBinResponse restoreSnapshotFromRecycleBin(
    RequestContext& ctx, const RestoreSnapshotFromRecycleBinRequest& request) {
  const auto id = parseSnapshotId(request.snapshotId);
  const auto entry = findInBin(ctx, domain::BinResource::snapshot, id.str());
  if (!entry) throw errors::snapshotNotFound(id);
  auto snapshot = *ctx.catalog.snapshots().find(id);
  const auto from = domain::toString(snapshot.state);
  snapshot.state = *domain::next(snapshot.state, domain::SnapshotEvent::restore);
  ctx.catalog.snapshots().update(snapshot);
  leaveBin(ctx, *entry);
  ctx.record(id.str(), from, domain::toString(snapshot.state));
  RestoreSnapshotFromRecycleBinResponse response;
  response.snapshotId = id.str();
  response.outpostArn = snapshot.outpostArn;
  response.description = snapshot.description;
  response.encrypted = snapshot.encrypted;
  response.ownerId = snapshot.owner;
  response.progress = domain::progressOf(snapshot, ctx.now);
  response.startTime = snapshot.startedAt;
  response.state = domain::toString(snapshot.state);
  response.volumeId = snapshot.volumeId;
  response.volumeSize = snapshot.volumeSizeGib;
  return response;
}

// The model has no state for what is in the bin; the one that it comes back to is shown.
ListVolumesInRecycleBinResponse listVolumesInRecycleBin(
    RequestContext& ctx, const ListVolumesInRecycleBinRequest& request) {
  parseVolumeIds(request.volumeIds);
  const auto scope = domain::pageScope(pageOf(request.maxResults, request.nextToken));
  const auto page = binPage(ctx, domain::BinResource::volume, request.volumeIds, scope);
  ListVolumesInRecycleBinResponse response;
  response.nextToken = page.nextToken;
  for (const auto& entry : page.entries) {
    const auto volume = ctx.catalog.volumes().find(VolumeId::trusted(entry.resourceId));
    VolumeRecycleBinInfo info;
    info.volumeId = entry.resourceId;
    info.volumeType = volume->volumeType;
    info.state = entry.formerState;
    info.size = volume->sizeGib;
    info.iops = volume->iops;
    info.throughput = volume->throughputMibps;
    info.outpostArn = volume->outpostArn;
    info.availabilityZone = volume->availabilityZone;
    info.availabilityZoneId = domain::zoneIdOf(volume->region, volume->availabilityZone);
    info.snapshotId = volume->snapshotId ? volume->snapshotId->str() : "";
    info.operator_ = OperatorResponse{.managed = false, .principal = {}, .hiddenByDefault = {}};
    info.createTime = volume->createdAt;
    info.recycleBinEnterTime = entry.enteredAt;
    info.recycleBinExitTime = entry.exitsAt;
    response.volumes.push_back(std::move(info));
  }
  return response;
}

ReturnResponse restoreVolumeFromRecycleBin(RequestContext& ctx,
                                           const RestoreVolumeFromRecycleBinRequest& request) {
  const auto id = parseVolumeId(request.volumeId);
  const auto entry = findInBin(ctx, domain::BinResource::volume, id.str());
  if (!entry) throw errors::volumeNotFound(id);
  auto volume = *ctx.catalog.volumes().find(id);
  const auto from = domain::toString(volume.state);
  volume.state = *domain::next(volume.state, domain::VolumeEvent::restore);
  ctx.catalog.volumes().update(volume);
  leaveBin(ctx, *entry);
  ctx.record(id.str(), from, domain::toString(volume.state));
  return {.return_ = true};
}

}  // namespace amilocal::ec2
