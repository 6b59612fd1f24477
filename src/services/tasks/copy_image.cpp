#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/bundle_rules.h"
#include "amilocal/domain/image_plans.h"
#include "services/ec2/bundles.h"
#include "services/ec2/image_ending.h"
#include "services/kms/keys.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

/// Copies the source's bundle, as it is now, to where the copy says that it lies. Answers why it
/// cannot.
std::optional<domain::StateReason> copiedBundle(RequestContext& ctx, const domain::Image& image) {
  const auto source = ctx.catalog.images().find(ImageId::trusted(image.sourceImageId.value_or("")));
  const auto from = domain::parseBundleLocation(source ? source->location : "");
  const auto to = domain::parseBundleLocation(image.location);
  if (!source || !from || !to)
    return domain::StateReason{"Client.InvalidManifest", "The source image is not known any more"};
  try {
    const auto bundle = ec2::requireBundle(ctx, *from, source->region);
    ec2::ensureBucket(ctx, to->bucket);
    ec2::copyBundle(ctx, bundle, *to);
  } catch (const ApiError& error) {
    return domain::StateReason{"Client." + error.code(), error.message()};
  }
  return std::nullopt;
}

}  // namespace

void finishCopyImage(RequestContext& ctx, const domain::Task& task) {
  const auto image = ctx.catalog.images().find(ImageId::trusted(task.subject));
  if (!image || image->state != domain::ImageState::pending) return;
  auto failure = task.failure;
  if (!failure) {
    const auto ids = domain::snapshotIdsOf(image->blockDevices);
    failure = domain::keyFailure(ctx.catalog.snapshots().listById(ids), kms::unusableKeys(ctx));
  }
  if (!failure && domain::isS3Backed(*image)) failure = copiedBundle(ctx, *image);
  ec2::endPendingImage(ctx, *image, failure);
}

}  // namespace amilocal::services
