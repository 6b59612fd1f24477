#include <algorithm>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/bundle_rules.h"
#include "amilocal/domain/errors/bundle_errors.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/image_plans.h"
#include "amilocal/domain/image_rules.h"
#include "amilocal/domain/region.h"
#include "amilocal/domain/seed.h"
#include "amilocal/domain/tag_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/buckets.h"
#include "services/ec2/bundles.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_making.h"
#include "services/ec2/lookup.h"
#include "services/ec2/timed_copies.h"

namespace amilocal::ec2 {
namespace {

// Copies do not leave a partition (EC2 User Guide, "Copy an Amazon EC2 AMI"), and an account knows
// the Regions of its own only.
void checkSourceRegion(const RequestContext& ctx, const std::string& name) {
  const auto* source = domain::findRegion(name);
  const auto* here = domain::findRegion(ctx.region());
  if (source == nullptr || (here != nullptr && here->partition != source->partition))
    throw errors::invalidSourceRegion(name);
}

void checkDestination(const CopyImageRequest& request) {
  const int places = (request.destinationOutpostArn ? 1 : 0) +
                     (request.destinationAvailabilityZone ? 1 : 0) +
                     (request.destinationAvailabilityZoneId ? 1 : 0);
  if (places > 1) throw errors::moreThanOneDestination();
  // All three are for Outposts and Local Zones, and there are none here.
  if (request.destinationOutpostArn) throw errors::unsupportedParameter("DestinationOutpostArn");
  if (request.destinationAvailabilityZone)
    throw errors::unsupportedParameter("DestinationAvailabilityZone");
  if (request.destinationAvailabilityZoneId)
    throw errors::unsupportedParameter("DestinationAvailabilityZoneId");
}

void checkRequest(const CopyImageRequest& request) {
  domain::checkImageName(request.name);
  domain::checkImageDescription(request.description);
  domain::checkCopyDuration(request.snapshotCopyCompletionDurationMinutes);
  checkDestination(request);
}

domain::Image requireSource(RequestContext& ctx, const CopyImageRequest& request) {
  const auto id = parseImageId(request.sourceImageId);
  checkSourceRegion(ctx, request.sourceRegion);
  const auto image = findImageIn(ctx, request.sourceRegion, id);
  if (!image || !isShown(ctx, *image)) throw errors::imageNotFound(id);
  if (image->state == domain::ImageState::deregistered) throw errors::imageUnavailable(id);
  return *image;
}

domain::SnapshotsById snapshotsOf(RequestContext& ctx, const domain::Image& image) {
  domain::SnapshotsById snapshots;
  for (const auto& id : domain::snapshotIdsOf(image.blockDevices))
    if (auto snapshot = findSnapshotIn(ctx, image.region, id))
      snapshots.emplace(id, *std::move(snapshot));
  return snapshots;
}

// The public images of the seed are anyone's to copy, as Amazon Linux is, though AWS says nowhere
// that its snapshots are shared.
domain::SourceStorage storageOf(const RequestContext& ctx, const domain::Image& source) {
  const bool isSeed =
      source.owner != ctx.account() && domain::seedCatalogue().find(source.id, ctx.now) != nullptr;
  return isSeed ? domain::SourceStorage::open : domain::SourceStorage::byPermission;
}

domain::ImageCopyWish wishOf(RequestContext& ctx, const CopyImageRequest& request,
                             const domain::Image& source) {
  return {.encryption = encryptionWish(ctx, request.encrypted, request.kmsKeyId),
          .completionDurationMinutes = request.snapshotCopyCompletionDurationMinutes,
          .storage = storageOf(ctx, source)};
}

void checkConcurrentCopies(RequestContext& ctx) {
  TaskFilter filter;
  filter.account = ctx.account();
  filter.region = ctx.region();
  filter.kind = domain::TaskKind::copy_image;
  const auto limit = ctx.limit(domain::Limit::image_copies);
  if (static_cast<std::int64_t>(ctx.catalog.tasks().list(filter).size()) >= limit)
    throw errors::tooManyImageCopies(limit);
}

// The duration holds for each snapshot by itself (EC2 User Guide, "Copy an Amazon EC2 AMI").
Instant promisedEnd(RequestContext& ctx, const CopyImageRequest& request,
                    const domain::ImagePlan& plan) {
  std::vector<domain::TimedCopy> copies;
  for (const auto& snapshot : plan.snapshots)
    copies.push_back({snapshot.volumeSizeGib, *request.snapshotCopyCompletionDurationMinutes});
  return endOfCopies(ctx, request.sourceRegion, copies);
}

// The bundle of an S3-backed image is copied when the task ends; that there is one to copy is seen
// now. Who copies the image of another must be able to read its bundle (EC2 User Guide, "Copy an
// Amazon EC2 AMI").
void planBundleCopy(RequestContext& ctx, const CopyImageRequest& request,
                    const domain::NewImage& made, const domain::Image& source,
                    domain::ImagePlan& plan) {
  if (request.encrypted.value_or(false) || request.kmsKeyId)
    throw errors::bundleCopyEncrypted(source.id);
  if (request.snapshotCopyCompletionDurationMinutes) throw errors::bundleCopyTimed(source.id);
  const auto location = domain::parseBundleLocation(source.location);
  if (!location || !bucketsOf(ctx)->find(location->bucket)) throw errors::storageNotAvailable();
  const auto bundle = requireBundle(ctx, *location, source.region);
  plan.image.location = domain::copiedBundleLocation(made, *location).text();
  plan.sizeGib += domain::bundleGib(bundle.bytes());
}

// CopyImageTags takes the caller's own tags on the source along, save AWS's; what the request says
// of a key goes first.
void addTagsOfSource(RequestContext& ctx, const ImageId& source, domain::Tags& tags) {
  for (auto& tag : tagsOn(ctx, source.str())) {
    const auto same = std::ranges::find(tags, tag.key, &domain::Tag::key);
    if (same == tags.end() && !domain::isReservedTagKey(tag.key)) tags.push_back(std::move(tag));
  }
  domain::checkTagCount(static_cast<std::int64_t>(tags.size()));
}

}  // namespace

// The name may be taken: a copy within a Region can have the name of its source
// (clients/contract.md 3.4).
CopyImageResponse copyImage(RequestContext& ctx, const CopyImageRequest& request) {
  checkRequest(request);
  auto tags = imageTagsOf(request.tagSpecifications);
  const auto source = requireSource(ctx, request);
  checkConcurrentCopies(ctx);
  if (request.copyImageTags.value_or(false)) addTagsOfSource(ctx, source.id, tags.image);

  const auto made = newImage(ctx, request.name, request.description);
  auto plan = domain::planImageCopy(made, source, snapshotsOf(ctx, source),
                                    wishOf(ctx, request, source), ctx.ids);
  if (domain::isS3Backed(source)) planBundleCopy(ctx, request, made, source, plan);
  if (request.snapshotCopyCompletionDurationMinutes)
    plan.promisedAt = promisedEnd(ctx, request, plan);
  beginImage(ctx, std::move(plan), domain::TaskKind::copy_image, tags);
  return {.imageId = made.id.str()};
}

}  // namespace amilocal::ec2
