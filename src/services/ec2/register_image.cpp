#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/bundle_rules.h"
#include "amilocal/domain/errors/bundle_errors.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/image_plans.h"
#include "amilocal/domain/image_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/bundles.h"
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
  // Billing products are for those whom AWS has authorised.
  if (!request.billingProducts.empty()) throw errors::unsupportedParameter("BillingProduct");
  if (!request.imageLocation && request.blockDeviceMappings.empty())
    throw errors::imageSourceMissing();
  return {.traits = traitsOf(request),
          .rootDeviceName = request.rootDeviceName,
          .devices = blockDevicesOf(request.blockDeviceMappings)};
}

// The bundle is read when its image is registered (EC2 API Reference of 2008-08-08, RegisterImage).
Bundle requireOwnBundle(RequestContext& ctx, const std::string& text) {
  const auto location = domain::parseBundleLocation(text);
  if (!location) throw errors::imageLocationInvalid(text);
  auto bundle = requireBundle(ctx, *location, ctx.region());
  if (bundle.manifest.user != ctx.account())
    throw errors::bundleOfAnother(location->text(), bundle.manifest.user);
  // Only AWS registers kernels and RAM disks.
  if (bundle.manifest.type != "machine")
    throw errors::manifestInvalid(location->text(),
                                  "its image has the type " + bundle.manifest.type);
  checkPartDigests(ctx, bundle);
  return bundle;
}

domain::Image plannedImage(RequestContext& ctx, const RegisterImageRequest& request,
                           const domain::Registration& registration) {
  const auto snapshots = requireSnapshotsOf(ctx, registration.devices);
  const auto made = newImage(ctx, request.name, request.description);
  if (!request.imageLocation) return domain::planRegistration(made, registration, snapshots);
  const auto bundle = requireOwnBundle(ctx, *request.imageLocation);
  const auto image = domain::planBundleRegistration(made, registration, machineOf(bundle.manifest),
                                                    bundle.location, snapshots);
  // The manifest's kernel and RAM disk are held to the same form as the request's.
  domain::checkTraits({.architecture = image.architecture,
                       .kernelId = image.kernelId,
                       .ramdiskId = image.ramdiskId});
  return image;
}

}  // namespace

RegisterImageResponse registerImage(RequestContext& ctx, const RegisterImageRequest& request) {
  const auto registration = registrationOf(request);
  domain::checkImageName(request.name);
  domain::checkImageDescription(request.description);
  domain::checkTraits(registration.traits);
  domain::checkDevices(registration.devices, domain::MappingUse::register_image);
  const auto tags = specifiedTags(request.tagSpecifications, "image", {"image"});

  const auto image = plannedImage(ctx, request, registration);
  requireFreeName(ctx, request.name);
  ctx.catalog.images().insert(image);
  ctx.record(image.id.str(), {}, domain::toString(image.state));
  emitImageState(ctx, image);
  putTags(ctx, "image", image.id.str(), tags);
  return {.imageId = image.id.str()};
}

}  // namespace amilocal::ec2
