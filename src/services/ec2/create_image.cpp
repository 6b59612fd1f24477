#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/image_plans.h"
#include "amilocal/domain/image_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_making.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

domain::ImageableInstance requireSource(RequestContext& ctx, const InstanceId& id) {
  auto instance = requireOwnInstance(ctx, id);
  auto launchedFrom = findImage(ctx, instance.imageId);
  return {.instance = std::move(instance),
          .volumes = ctx.catalog.volumes().listAttachedTo(id),
          .launchedFrom = std::move(launchedFrom)};
}

}  // namespace

// NoReboot is of no effect here. Without it AWS reboots the instance when it accepts the call, and
// the instance shows `running` all the while (aws-facts/images.md section 7, CreateImage).
CreateImageResponse createImage(RequestContext& ctx, const CreateImageRequest& request) {
  // Local snapshots are for instances in Local Zones, and there are none here.
  if (request.snapshotLocation == "local")
    throw errors::unsupportedParameter("SnapshotLocation=local");
  const auto instanceId = parseInstanceId(request.instanceId);
  const auto overrides = blockDevicesOf(request.blockDeviceMappings);
  domain::checkImageName(request.name);
  domain::checkImageDescription(request.description);
  domain::checkDevices(overrides, domain::MappingUse::create_image);
  const auto tags = imageTagsOf(request.tagSpecifications);
  const auto source = requireSource(ctx, instanceId);

  const auto snapshots = requireSnapshotsOf(ctx, overrides);
  const auto made = newImage(ctx, request.name, request.description);
  auto plan = domain::planImageOfInstance(made, source, overrides, snapshots, ctx.ids);
  requireFreeName(ctx, request.name);
  beginImage(ctx, std::move(plan), domain::TaskKind::create_image, tags);
  return {.imageId = made.id.str()};
}

}  // namespace amilocal::ec2
