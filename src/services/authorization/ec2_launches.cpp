#include "services/authorization/ec2_launches.h"

#include "amilocal/core/api_error.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/wire/json_reader.h"
#include "ec2/describe.gen.h"
#include "services/authorization/ec2_resources.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/fleet_launch.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_alias.h"
#include "services/ec2/launch_template_data.h"
#include "services/ec2/launch_template_lookup.h"
#include "services/ec2/lookup.h"

namespace amilocal::services {
namespace {

Launch launchOf(RequestContext& ctx, ec2::RunInstancesRequest request) {
  if (!request.launchTemplate) return {std::move(request), std::nullopt};
  const auto& named = *request.launchTemplate;
  try {
    const auto launchTemplate = ec2::requireLaunchTemplate(
        ctx, {.id = named.launchTemplateId, .name = named.launchTemplateName}, "launch from");
    const auto version = ec2::requireTemplateVersion(ctx, launchTemplate, named.version);
    return {ec2::launchFromTemplate(version.data, request),
            ec2Arn(ctx, "launch-template", launchTemplate.id.str())};
  } catch (const ApiError&) {
    return {std::move(request), std::nullopt};
  }
}

std::optional<Launch> launchOf(const RequestContext& ctx, const ec2::FleetPool& pool) {
  try {
    const auto& id = pool.tags.front().value;  // templateTags(): the template comes first
    return Launch{ec2::launchFromTemplate(pool.templateJson, pool.over),
                  ec2Arn(ctx, "launch-template", id)};
  } catch (const ApiError&) {
    return std::nullopt;  // an error of this pool in the answer
  }
}

std::vector<Launch> fleetLaunches(RequestContext& ctx, const ec2::CreateFleetRequest& request) {
  std::vector<Launch> launches;
  try {
    for (const auto& pool : ec2::fleetPools(ctx, request))
      if (auto launch = launchOf(ctx, pool)) launches.push_back(*std::move(launch));
  } catch (const ApiError&) {
    launches.clear();
  }
  return launches;
}

NewDisk diskOf(RequestContext& ctx, const domain::EbsDevice& ebs) {
  NewDisk disk;
  if (ebs.snapshotId) disk.source = ec2::findSnapshot(ctx, *ebs.snapshotId);
  const auto* source = disk.source ? &*disk.source : nullptr;
  disk.shape =
      domain::planVolume({ebs.volumeSizeGib, ebs.volumeType, ebs.iops, ebs.throughputMibps},
                         source != nullptr ? std::optional(source->volumeSizeGib) : std::nullopt);
  disk.encryption = domain::planEncryption(ec2::encryptionWish(ctx, ebs.encrypted, ebs.kmsKeyId),
                                           source, ctx.caller);
  return disk;
}

}  // namespace

std::vector<Launch> launchesOf(RequestContext& ctx, std::string_view operation,
                               std::string_view requestJson) {
  if (operation == "RunInstances") {
    ec2::RunInstancesRequest request;
    wire::fromJson(requestJson, request);
    return {launchOf(ctx, std::move(request))};
  }
  if (operation != "CreateFleet") return {};
  ec2::CreateFleetRequest request;
  wire::fromJson(requestJson, request);
  return fleetLaunches(ctx, request);
}

std::vector<NewDisk> disksOf(RequestContext& ctx, const ec2::RunInstancesRequest& launch) {
  std::vector<NewDisk> disks;
  try {
    const auto id = ec2::parseImageId(ec2::resolveImageAlias(ctx, launch.imageId.value_or("")));
    const auto image = ec2::findImage(ctx, id);
    if (!image) return {};
    const auto overrides = ec2::blockDevicesOf(launch.blockDeviceMappings);
    for (const auto& device : domain::mergeDevices(image->blockDevices, overrides))
      if (device.ebs) disks.push_back(diskOf(ctx, *device.ebs));
  } catch (const ApiError&) {
    disks.clear();
  }
  return disks;
}

}  // namespace amilocal::services
