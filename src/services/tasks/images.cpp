#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/block_device_rules.h"
#include "services/ec2/image_ending.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {

void finishImage(RequestContext& ctx, const domain::Task& task) {
  const auto image = ctx.catalog.images().find(ImageId::trusted(task.subject));
  if (!image || image->state != domain::ImageState::pending) return;
  const auto ids = domain::snapshotIdsOf(image->blockDevices);
  const auto snapshots = ctx.catalog.snapshots().listById(ids);
  ec2::endPendingImage(ctx, *image, ec2::failureOf(ctx, task, *image, snapshots));
}

}  // namespace amilocal::services
