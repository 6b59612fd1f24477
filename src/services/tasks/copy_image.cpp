#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/image_plans.h"
#include "services/ec2/image_ending.h"
#include "services/kms/keys.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {

void finishCopyImage(RequestContext& ctx, const domain::Task& task) {
  const auto image = ctx.catalog.images().find(ImageId::trusted(task.subject));
  if (!image || image->state != domain::ImageState::pending) return;
  auto failure = task.failure;
  if (!failure) {
    const auto ids = domain::snapshotIdsOf(image->blockDevices);
    failure = domain::keyFailure(ctx.catalog.snapshots().listById(ids), kms::unusableKeys(ctx));
  }
  ec2::endPendingImage(ctx, *image, failure);
}

}  // namespace amilocal::services
