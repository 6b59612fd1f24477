#include "services/ec2/lookup.h"

#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "amilocal/domain/seed.h"
#include "amilocal/domain/snapshot_rules.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/allowed_images.h"

namespace amilocal::ec2 {
namespace {

/// The snapshot of a seed image as the row that nobody wrote: complete since the image came out,
/// and its publisher's alone (public-ami-catalog.md section 1, rule 11).
domain::Snapshot seedSnapshot(const SnapshotId& id,
                              const domain::SeedCatalogue::SnapshotOrigin& origin,
                              const domain::SharedImage& image) {
  domain::Snapshot snapshot;
  snapshot.id = id;
  snapshot.region = origin.region;
  snapshot.owner = origin.owner;
  snapshot.state = domain::SnapshotState::completed;
  snapshot.volumeSizeGib = origin.device.volumeSizeGib.value_or(0);
  snapshot.encrypted = origin.device.encrypted.value_or(false);
  if (image) {
    snapshot.ownerAlias = image->ownerAlias;
    snapshot.startedAt = image->createdAt;
    snapshot.completedAt = image->createdAt;
  }
  return snapshot;
}

/// The row comes first: somebody may have changed a public image.
domain::SharedImage findRowOrSeed(RequestContext& ctx, const ImageId& id) {
  if (auto row = ctx.catalog.images().find(id))
    return std::make_shared<const domain::Image>(*std::move(row));
  return ctx.settings.seedCatalogue ? domain::seedCatalogue().find(id, ctx.now) : nullptr;
}

/// Deleted and binned snapshots are rows, but not there for anybody.
bool isLive(const domain::Snapshot& snapshot) {
  return snapshot.state != domain::SnapshotState::deleted &&
         snapshot.state != domain::SnapshotState::recoverable &&
         snapshot.state != domain::SnapshotState::recovering;
}

bool isOwn(const RequestContext& ctx, const std::string& owner) { return owner == ctx.account(); }

}  // namespace

domain::SharedImage findImage(RequestContext& ctx, const ImageId& id) {
  return findImageIn(ctx, ctx.region(), id);
}

domain::SharedImage findImageIn(RequestContext& ctx, std::string_view region, const ImageId& id) {
  auto image = findRowOrSeed(ctx, id);
  // What is in the Recycle Bin is there for no operation but the bin's own.
  const bool isBinned = image && image->state == domain::ImageState::recoverable;
  return image && !isBinned && image->region == region ? image : nullptr;
}

domain::Onlooker onlookerIn(RequestContext& ctx, const std::string& region) {
  return {.account = ctx.member(), .allowed = allowedImages(ctx, region), .now = ctx.now};
}

bool isShown(RequestContext& ctx, const domain::Image& image) {
  return domain::isShownTo(image, onlookerIn(ctx, image.region));
}

domain::Image requireVisibleImage(RequestContext& ctx, const ImageId& id) {
  const auto image = findImage(ctx, id);
  if (!image || !isShown(ctx, *image)) throw errors::imageNotFound(id);
  if (image->state == domain::ImageState::deregistered) throw errors::imageUnavailable(id);
  return *image;
}

domain::Image requireOwnImage(RequestContext& ctx, const ImageId& id) {
  auto image = requireVisibleImage(ctx, id);
  if (!isOwn(ctx, image.owner)) throw errors::notAuthorizedForImage(id);
  return image;
}

void saveImage(RequestContext& ctx, const domain::Image& image) {
  auto& images = ctx.catalog.images();
  if (images.find(image.id))
    images.update(image);
  else
    images.insert(image);
}

domain::Snapshot requireOwnSnapshot(RequestContext& ctx, const SnapshotId& id) {
  auto snapshot = findSnapshot(ctx, id);
  if (!snapshot || !isLive(*snapshot) || !isOwn(ctx, snapshot->owner))
    throw errors::snapshotNotFound(id);
  return *std::move(snapshot);
}

domain::Snapshot requireUsableSnapshot(RequestContext& ctx, const SnapshotId& id) {
  auto snapshot = findSnapshot(ctx, id);
  if (!snapshot || !isLive(*snapshot) || !domain::isUsableBy(*snapshot, ctx.account()))
    throw errors::snapshotNotFound(id);
  return *std::move(snapshot);
}

std::optional<domain::Snapshot> findSnapshot(RequestContext& ctx, const SnapshotId& id) {
  return findSnapshotIn(ctx, ctx.region(), id);
}

std::optional<domain::Snapshot> findSnapshotIn(RequestContext& ctx, std::string_view region,
                                               const SnapshotId& id) {
  auto snapshot = ctx.catalog.snapshots().find(id);
  if (!snapshot && ctx.settings.seedCatalogue) {
    const auto& seeds = domain::seedCatalogue();
    if (const auto origin = seeds.findSnapshot(id, ctx.now))
      snapshot = seedSnapshot(id, *origin, seeds.find(origin->image, ctx.now));
  }
  if (!snapshot || snapshot->region != region) return std::nullopt;
  return asMet(ctx, *std::move(snapshot));
}

domain::Volume requireOwnVolume(RequestContext& ctx, const VolumeId& id) {
  auto volume = ctx.catalog.volumes().find(id);
  if (!volume || volume->region != ctx.region() || !isOwn(ctx, volume->owner) ||
      domain::isGone(*volume))
    throw errors::volumeNotFound(id);
  return *std::move(volume);
}

domain::Instance requireOwnInstance(RequestContext& ctx, const InstanceId& id) {
  auto instance = ctx.catalog.instances().find(id);
  if (!instance || instance->region != ctx.region() || !isOwn(ctx, instance->owner))
    throw errors::instanceNotFound(id);
  return *std::move(instance);
}

void putTags(RequestContext& ctx, std::string_view resourceType, std::string_view id,
             const domain::Tags& tags) {
  if (tags.empty()) return;
  ctx.catalog.tags().put({ctx.account(), ctx.region(), std::string(resourceType), std::string(id)},
                         tags);
}

domain::Tags tagsOn(RequestContext& ctx, const std::string& id) {
  return ctx.catalog.tags().listFor(ctx.account(), id);
}

}  // namespace amilocal::ec2
