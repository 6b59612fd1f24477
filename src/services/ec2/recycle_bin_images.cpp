#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/errors/recycle_bin_errors.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/events.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/recycle_bin.h"
#include "services/ec2/recycle_bin_listing.h"

namespace amilocal::ec2 {
namespace {

// aws-facts/images.md section 5: 1 to 1000, at most 20 ids.
constexpr int kListMin = 1, kListMax = 1000;
constexpr std::size_t kIdsMax = 20;

// "All its snapshots must be restored first" (aws-facts/images.md, Recycle Bin).
void checkSnapshotsAreBack(RequestContext& ctx, const domain::Image& image) {
  for (const auto& id : domain::snapshotIdsOf(image.blockDevices)) {
    const auto snapshot = ctx.catalog.snapshots().find(id);
    if (!snapshot || snapshot->state == domain::SnapshotState::deleted)
      throw errors::snapshotNotFound(id);
    if (snapshot->state == domain::SnapshotState::recoverable)
      throw errors::imageSnapshotInRecycleBin(image.id, id);
  }
}

}  // namespace

ListImagesInRecycleBinResponse listImagesInRecycleBin(
    RequestContext& ctx, const ListImagesInRecycleBinRequest& request) {
  if (request.imageIds.size() > kIdsMax)
    throw errors::invalidValue("At most 20 image IDs can be specified.");
  parseImageIds(request.imageIds);
  const auto scope =
      domain::pageScope(pageOf(request.maxResults, request.nextToken), kListMin, kListMax);
  const auto page = binPage(ctx, domain::BinResource::image, request.imageIds, scope);
  ListImagesInRecycleBinResponse response;
  response.nextToken = page.nextToken;
  for (const auto& entry : page.entries) {
    const auto image = ctx.catalog.images().find(ImageId::trusted(entry.resourceId));
    response.images.push_back({.imageId = entry.resourceId,
                               .name = image->name,
                               .description = image->description,
                               .recycleBinEnterTime = entry.enteredAt,
                               .recycleBinExitTime = entry.exitsAt});
  }
  return response;
}

// The image is what it was: available again, or disabled when it was, and shared as before.
ReturnResponse restoreImageFromRecycleBin(RequestContext& ctx,
                                          const RestoreImageFromRecycleBinRequest& request) {
  const auto id = parseImageId(request.imageId);
  const auto entry = findInBin(ctx, domain::BinResource::image, id.str());
  if (!entry) throw errors::imageNotFound(id);
  auto image = *ctx.catalog.images().find(id);
  checkSnapshotsAreBack(ctx, image);
  const auto from = domain::toString(image.state);
  image.state = *domain::next(image.state, domain::ImageEvent::restore);
  if (entry->formerState == domain::toString(domain::ImageState::disabled))
    image.state = *domain::next(image.state, domain::ImageEvent::disable);
  ctx.catalog.images().update(image);
  leaveBin(ctx, *entry);
  ctx.record(id.str(), from, domain::toString(image.state));
  emitImageState(ctx, image);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
