#include "services/ec2/recycle_bin.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/image_state.h"
#include "amilocal/domain/snapshot_steps.h"
#include "amilocal/domain/volume_steps.h"
#include "services/ec2/events.h"
#include "services/ec2/fast_launches.h"
#include "services/ec2/fast_restores.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

using domain::BinResource;

// The types as tags name them.
std::string_view tagTypeOf(BinResource type) {
  if (type == BinResource::image) return "image";
  return type == BinResource::snapshot ? "snapshot" : "volume";
}

void enter(RequestContext& ctx, BinResource type, const std::string& id, Instant exitsAt,
           std::string_view formerState) {
  ctx.catalog.recycleBin().insert({.resourceId = id,
                                   .account = ctx.account(),
                                   .region = ctx.region(),
                                   .resourceType = type,
                                   .enteredAt = ctx.now,
                                   .exitsAt = exitsAt,
                                   .formerState = std::string(formerState)});
  putTags(ctx, tagTypeOf(type), id, {domain::binTag()});
  ctx.scheduleAt(domain::TaskKind::empty_recycle_bin, id, exitsAt);
}

void expireImage(RequestContext& ctx, const ImageId& id) {
  auto image = ctx.catalog.images().find(id);
  const auto to = domain::next(image->state, domain::ImageEvent::deregister);
  ctx.record(id.str(), domain::toString(image->state), domain::toString(*to));
  image->state = *to;
  image->deregisteredAt = ctx.now;
  image->launchPermissions.clear();
  ctx.catalog.images().update(*image);
}

// Snapshots and volumes only change their state.
template <class Table, class ResourceId, class Event>
void expireIn(RequestContext& ctx, Table& table, const ResourceId& id, Event remove) {
  auto resource = table.find(id);
  const auto to = domain::next(resource->state, remove);
  ctx.record(id.str(), domain::toString(resource->state), domain::toString(*to));
  resource->state = *to;
  table.update(*resource);
}

}  // namespace

std::optional<Instant> binExitOf(RequestContext& ctx, BinResource type, const std::string& id) {
  const auto rules = ctx.catalog.retentionRules().list(ctx.account(), ctx.region(), type);
  if (rules.empty()) return std::nullopt;
  return domain::binExit(rules, tagsOn(ctx, id), ctx.now);
}

// Only EBS-backed images go to the bin (aws-facts/images.md section 6, DeregisterImage).
bool recycleImage(RequestContext& ctx, const domain::Image& image) {
  const auto to = domain::next(image.state, domain::ImageEvent::recycle);
  if (!to || image.rootDeviceType != "ebs") return false;
  const auto exit = binExitOf(ctx, BinResource::image, image.id.str());
  if (!exit) return false;
  forgetFastLaunches(ctx, image.id);
  enter(ctx, BinResource::image, image.id.str(), *exit, domain::toString(image.state));
  ctx.record(image.id.str(), domain::toString(image.state), domain::toString(*to));
  auto binned = image;
  binned.state = *to;
  saveImage(ctx, binned);
  // Whoever listens is told what everybody sees: the image is gone.
  auto gone = image;
  gone.state = domain::ImageState::deregistered;
  emitImageState(ctx, gone);
  return true;
}

bool recycleSnapshot(RequestContext& ctx, const domain::Snapshot& snapshot) {
  const auto to = domain::next(snapshot.state, domain::SnapshotEvent::recycle);
  if (!to) return false;
  const auto exit = binExitOf(ctx, BinResource::snapshot, snapshot.id.str());
  if (!exit) return false;
  ctx.catalog.tasks().removeFor(snapshot.id.str());  // of a move between the tiers
  forgetFastRestores(ctx, snapshot.id);
  enter(ctx, BinResource::snapshot, snapshot.id.str(), *exit, domain::toString(snapshot.state));
  ctx.record(snapshot.id.str(), domain::toString(snapshot.state), domain::toString(*to));
  auto binned = snapshot;
  binned.state = *to;
  ctx.catalog.snapshots().update(binned);
  return true;
}

bool recycleVolume(RequestContext& ctx, const domain::Volume& volume) {
  const auto to = domain::next(volume.state, domain::VolumeEvent::recycle);
  if (!to) return false;
  const auto exit = binExitOf(ctx, BinResource::volume, volume.id.str());
  if (!exit) return false;
  enter(ctx, BinResource::volume, volume.id.str(), *exit, domain::toString(volume.state));
  ctx.record(volume.id.str(), domain::toString(volume.state), domain::toString(*to));
  auto binned = volume;
  binned.state = *to;
  ctx.catalog.volumes().update(binned);
  return true;
}

std::optional<domain::BinEntry> findInBin(RequestContext& ctx, BinResource type,
                                          const std::string& id) {
  auto entry = ctx.catalog.recycleBin().find(id);
  const bool isHere = entry && entry->resourceType == type && entry->account == ctx.account() &&
                      entry->region == ctx.region();
  return isHere ? entry : std::nullopt;
}

void leaveBin(RequestContext& ctx, const domain::BinEntry& entry) {
  ctx.catalog.recycleBin().remove(entry.resourceId);
  for (const auto& task : ctx.catalog.tasks().listFor(entry.resourceId))
    if (task.kind == domain::TaskKind::empty_recycle_bin) ctx.catalog.tasks().remove(task.id);
  ctx.catalog.tags().remove(entry.account, entry.resourceId, domain::binTag().key);
}

void expire(RequestContext& ctx, const domain::BinEntry& entry) {
  ctx.catalog.recycleBin().remove(entry.resourceId);
  ctx.catalog.tags().removeAll(entry.resourceId);
  switch (entry.resourceType) {
    case BinResource::image:
      return expireImage(ctx, ImageId::trusted(entry.resourceId));
    case BinResource::snapshot:
      return expireIn(ctx, ctx.catalog.snapshots(), SnapshotId::trusted(entry.resourceId),
                      domain::SnapshotEvent::remove);
    case BinResource::volume:
      return expireIn(ctx, ctx.catalog.volumes(), VolumeId::trusted(entry.resourceId),
                      domain::VolumeEvent::remove);
  }
}

}  // namespace amilocal::ec2
