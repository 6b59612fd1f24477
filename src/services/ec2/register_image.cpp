#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/image_plans.h"
#include "amilocal/domain/image_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/events.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_making.h"
#include "services/ec2/lookup.h"

namespace amilocal::ec2 {
namespace {

domain::ImageTraits traitsOf(const RegisterImageRequest& request) {
  return {.architecture = request.architecture,
          .virtualizationType = request.virtualizationType,
          .bootMode = request.bootMode,
          .tpmSupport = request.tpmSupport,
          .imdsSupport = request.imdsSupport,
          .uefiData = request.uefiData,
          .kernelId = request.kernelId,
          .ramdiskId = request.ramdiskId,
          .sriovNetSupport = request.sriovNetSupport,
          .enaSupport = request.enaSupport};
}

domain::Registration registrationOf(const RegisterImageRequest& request) {
  // A manifest lies in S3 and names parts that lie there; billing products are for those whom AWS
  // has authorised.
  if (request.imageLocation) throw errors::unsupportedParameter("ImageLocation");
  if (!request.billingProducts.empty()) throw errors::unsupportedParameter("BillingProduct");
  if (request.blockDeviceMappings.empty()) throw errors::imageSourceMissing();
  return {.traits = traitsOf(request),
          .rootDeviceName = request.rootDeviceName,
          .devices = blockDevicesOf(request.blockDeviceMappings)};
}

}  // namespace

RegisterImageResponse registerImage(RequestContext& ctx, const RegisterImageRequest& request) {
  const auto registration = registrationOf(request);
  domain::checkImageName(request.name);
  domain::checkImageDescription(request.description);
  domain::checkTraits(registration.traits);
  domain::checkDevices(registration.devices, domain::MappingUse::register_image);
  const auto tags = specifiedTags(request.tagSpecifications, "image", {"image"});

  const auto snapshots = requireSnapshotsOf(ctx, registration.devices);
  const auto image = domain::planRegistration(newImage(ctx, request.name, request.description),
                                              registration, snapshots);
  requireFreeName(ctx, request.name);
  ctx.catalog.images().insert(image);
  ctx.record(image.id.str(), {}, domain::toString(image.state));
  emitImageState(ctx, image);
  putTags(ctx, "image", image.id.str(), tags);
  return {.imageId = image.id.str()};
}

}  // namespace amilocal::ec2
