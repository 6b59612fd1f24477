#include "amilocal/catalog/catalog.h"
#include "services/ec2/image_ending.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {

void finishCreateImage(RequestContext& ctx, const domain::Task& task) {
  const auto image = ctx.catalog.images().find(ImageId::trusted(task.subject));
  if (!image || image->state != domain::ImageState::pending) return;
  ec2::endPendingImage(ctx, *image, task.failure);
}

}  // namespace amilocal::services
