#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/key_pair.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/encryption_plan.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/snapshot_care_errors.h"
#include "amilocal/domain/launch_plan.h"
#include "amilocal/domain/snapshot_tier_rules.h"
#include "amilocal/domain/volume_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/events.h"
#include "services/ec2/fast_restores.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/image_alias.h"
#include "services/ec2/instance_wire.h"
#include "services/ec2/launch_network.h"
#include "services/ec2/launch_template_data.h"
#include "services/ec2/launch_template_lookup.h"
#include "services/ec2/launching.h"
#include "services/ec2/lookup.h"
#include "services/ec2/spot_requests.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

// More than this in one request is refused, as AWS refuses more than the account's quota.
constexpr std::int64_t kLaunchMax = 1000;

void checkCounts(const RunInstancesRequest& request) {
  if (request.minCount < 1) throw errors::invalidCount("minCount", request.minCount);
  if (request.maxCount < 1) throw errors::invalidCount("maxCount", request.maxCount);
  if (request.minCount > request.maxCount) throw errors::minimumAboveMaximum();
  if (request.maxCount > kLaunchMax) throw errors::tooManyInstances(kLaunchMax);
}

domain::Image requireLaunchableImage(RequestContext& ctx, const std::optional<std::string>& text) {
  if (!text) throw errors::missingParameter("ImageId");
  const auto id = parseImageId(resolveImageAlias(ctx, *text));
  const auto image = findImage(ctx, id);
  if (!image) throw errors::imageNotFound(id);
  if (image->state == domain::ImageState::deregistered) throw errors::imageUnavailable(id);
  if (!domain::isVisibleTo(*image, ctx.member())) throw errors::notAuthorizedForImages(id);
  if (!isShown(ctx, *image)) throw errors::imageNotFound(id);
  if (image->state != domain::ImageState::available) throw errors::imageNotAvailable(id);
  if (image->ownerAlias == "aws-marketplace" && !image->productCodes.empty())
    throw errors::marketplaceOptInRequired(image->productCodes.front().id);
  return *image;
}

domain::InstanceType requireType(const RunInstancesRequest& request) {
  const auto name = request.instanceType.value_or(std::string(domain::kDefaultInstanceType));
  const auto type = domain::findInstanceType(name);
  if (!type) throw errors::unknownInstanceType(name);
  return *type;
}

// ---- What it is made of
// --------------------------------------------------------------------------

// A volume to be made for each instance; the device's name and fate come with it.
struct PlannedVolume {
  domain::Volume volume;
  domain::Attachment attachment;
};

domain::Snapshot requireStandardSnapshot(RequestContext& ctx, const SnapshotId& id) {
  auto snapshot = requireUsableSnapshot(ctx, id);
  domain::checkNotArchived(snapshot);
  return snapshot;
}

domain::Snapshot requireLaunchSnapshot(RequestContext& ctx, const domain::Image& image,
                                       const domain::BlockDevice& device) {
  // Whoever may launch an image may use its snapshots for that (EC2 User Guide, "Share an AMI").
  const auto* own = domain::findDevice(image.blockDevices, device.deviceName);
  const auto& id = *device.ebs->snapshotId;
  if (own == nullptr || !own->ebs || own->ebs->snapshotId != id)
    return requireStandardSnapshot(ctx, id);
  const auto snapshot = findSnapshot(ctx, id);
  if (!snapshot) throw errors::imageNotAvailable(image.id);
  if (domain::isArchived(*snapshot)) throw errors::imageSnapshotArchived(image.id, id);
  return *snapshot;
}

PlannedVolume planVolumeFor(RequestContext& ctx, const domain::Image& image,
                            const domain::BlockDevice& device) {
  const auto& ebs = *device.ebs;
  std::optional<domain::Snapshot> snapshot;
  if (ebs.snapshotId) snapshot = requireLaunchSnapshot(ctx, image, device);
  if (snapshot) domain::checkVolumeSize(ebs.volumeSizeGib, *snapshot);
  const auto shape =
      domain::planVolume({ebs.volumeSizeGib, ebs.volumeType, ebs.iops, ebs.throughputMibps},
                         snapshot ? std::optional(snapshot->volumeSizeGib) : std::nullopt);
  PlannedVolume planned;
  planned.volume.region = ctx.region();
  planned.volume.owner = ctx.account();
  planned.volume.state = domain::VolumeState::in_use;
  planned.volume.sizeGib = shape.sizeGib;
  planned.volume.volumeType = shape.volumeType;
  planned.volume.iops = shape.iops;
  planned.volume.throughputMibps = shape.throughputMibps;
  planned.volume.snapshotId = ebs.snapshotId;
  if (snapshot) planned.volume.contentId = snapshot->contentId;
  planned.volume.createdAt = ctx.now;
  planned.volume.volumeInitializationRate = ebs.volumeInitializationRate;
  const auto encryption = domain::planEncryption(encryptionWish(ctx, ebs.encrypted, ebs.kmsKeyId),
                                                 snapshot ? &*snapshot : nullptr, ctx.caller);
  planned.volume.encrypted = encryption.encrypted;
  planned.volume.kmsKeyId = encryption.kmsKeyId;
  planned.attachment.device = device.deviceName;
  planned.attachment.state = domain::AttachmentState::attaching;
  planned.attachment.attachedAt = ctx.now;
  // The root goes with the instance unless told otherwise, other volumes stay.
  planned.attachment.deleteOnTermination =
      ebs.deleteOnTermination.value_or(device.deviceName == image.rootDeviceName);
  return planned;
}

struct Devices {
  std::vector<PlannedVolume> volumes;
  domain::BlockDevices ephemeral;
};

Devices planDevices(RequestContext& ctx, const RunInstancesRequest& request,
                    const domain::Image& image) {
  const auto overrides = blockDevicesOf(request.blockDeviceMappings);
  domain::checkDevices(overrides, domain::MappingUse::run_instances);
  Devices devices;
  for (const auto& device : domain::mergeDevices(image.blockDevices, overrides)) {
    if (device.ebs) devices.volumes.push_back(planVolumeFor(ctx, image, device));
    if (device.virtualName) devices.ephemeral.push_back(device);
  }
  return devices;
}

// ---- The launch itself
// ---------------------------------------------------------------------------

struct LaunchTags {
  domain::Tags instance;
  domain::Tags volume;
  domain::Tags networkInterface;
  domain::Tags spotRequest;
};

LaunchTags launchTagsOf(const RunInstancesRequest& request) {
  // What is not launched as Spot has no request to tag.
  const bool isSpot = request.instanceMarketOptions.has_value();
  const auto of = [&](std::string_view type) {
    return specifiedTags(request.tagSpecifications, type,
                         {"instance", "volume", "network-interface",
                          isSpot ? "spot-instances-request" : "instance"});
  };
  return {of("instance"), of("volume"), of("network-interface"),
          isSpot ? of("spot-instances-request") : domain::Tags()};
}

// What an instance has from where it stands.
void place(domain::Instance& instance, const LaunchPlace& where,
           const RunInstancesRequest& request) {
  instance.availabilityZone = where.subnet.availabilityZone;
  instance.vpcId = where.vpc.id.str();
  instance.subnetId = where.subnet.id.str();
  instance.securityGroups = where.groups;
  instance.keyName = request.keyName;
  if (where.vpc.instanceTenancy == "dedicated") instance.tenancy = "dedicated";
  if (where.placementGroup) {
    instance.placementGroup = where.placementGroup->name;
    instance.placementGroupId = where.placementGroup->id.str();
    instance.placementPartition = request.placement->partitionNumber;
  }
  const auto& names = request.privateDnsNameOptions;
  if (!names || !names->hostnameType) instance.privateDnsHostnameType = where.subnet.hostnameType;
  if (!names || !names->enableResourceNameDnsARecord)
    instance.resourceNameDnsA = where.subnet.resourceNameDnsA;
}

void insertVolumes(RequestContext& ctx, const domain::Instance& instance, const Devices& devices,
                   const LaunchTags& tags) {
  for (auto planned : devices.volumes) {
    planned.volume.id = ctx.ids.next<VolumeKind>();
    planned.volume.availabilityZone = instance.availabilityZone;
    const auto& snapshot = planned.volume.snapshotId;
    planned.volume.fastRestored =
        snapshot && isFastRestored(ctx, *snapshot, instance.availabilityZone);
    planned.attachment.volumeId = planned.volume.id;
    planned.attachment.instanceId = instance.id;
    planned.volume.attachments = {planned.attachment};
    ctx.catalog.volumes().insert(planned.volume);
    putTags(ctx, "volume", planned.volume.id.str(), tags.volume);
    ctx.record(planned.volume.id.str(), "", toString(planned.volume.state));
  }
}

// What Windows would have sent to the console at its first start. 32 characters, as EC2Launch makes
// them (EC2 User Guide, "Connect to your Windows instance").
std::optional<std::string> passwordDataFor(RequestContext& ctx, const LaunchPlace& where,
                                           const domain::Image& image) {
  constexpr int kPasswordSize = 32;
  if (!where.keyPair || image.platform != "windows") return std::nullopt;
  const auto cipher = encryptFor(where.keyPair->publicKey, ctx.ids.nextToken(kPasswordSize));
  if (!cipher) return std::nullopt;
  return encodeBase64(*cipher);
}

// Packer names a profile with an empty name when it has none.
std::optional<domain::InstanceProfile> profileOf(RequestContext& ctx,
                                                 const RunInstancesRequest& request) {
  const auto& named = request.iamInstanceProfile;
  if (!named || (!named->arn && !named->name)) return std::nullopt;
  return requireProfile(ctx, *named);
}

}  // namespace

Reservation launchInstances(RequestContext& ctx, const RunInstancesRequest& request,
                            const domain::Tags& systemTags) {
  checkCounts(request);
  refuseUnsupportedLaunch(request);
  const auto spot = spotWishOf(request);
  const auto image = requireLaunchableImage(ctx, request.imageId);
  const auto type = requireType(request);
  domain::checkImageFitsType(image, type);
  const auto where = requireLaunchPlace(ctx, request);
  const auto profile = profileOf(ctx, request);
  auto tags = launchTagsOf(request);
  tags.instance.insert(tags.instance.end(), systemTags.begin(), systemTags.end());
  const auto devices = planDevices(ctx, request, image);

  auto instance = domain::planLaunch(launchWishOf(request, image), image, type);
  instance.reservationId = ctx.ids.next<ReservationKind>();
  instance.region = ctx.region();
  instance.owner = ctx.account();
  instance.launchedAt = ctx.now;
  place(instance, where, request);
  instance.stateReason = domain::StateReason{"pending", "pending"};
  instance.ephemeralDevices = devices.ephemeral;

  Reservation reservation;
  reservation.reservationId = instance.reservationId.str();
  reservation.ownerId = ctx.account();
  Addresses addresses(ctx, where);
  // Without a number, instances are spread over the partitions (EC2 User Guide, "Placement
  // groups").
  const bool isSpread =
      where.placementGroup && where.placementGroup->partitionCount && !instance.placementPartition;
  for (std::int64_t index = 0; index < request.maxCount; ++index) {
    instance.id = ctx.ids.next<InstanceKind>();
    instance.launchIndex = index;
    if (isSpread) instance.placementPartition = index % *where.placementGroup->partitionCount + 1;
    addresses.give(instance);
    if (spot) instance.spotRequestId = openSpotRequest(ctx, *spot, instance, tags.spotRequest);
    instance.passwordData = passwordDataFor(ctx, where, image);
    if (profile) associate(ctx, instance, *profile);
    ctx.catalog.instances().insert(instance);
    insertVolumes(ctx, instance, devices, tags);
    putTags(ctx, "instance", instance.id.str(), tags.instance);
    putTags(ctx, "network-interface", instance.networkInterfaceId, tags.networkInterface);
    ctx.record(instance.id.str(), "", toString(instance.state));
    emitInstanceState(ctx, instance);
    ctx.schedule(domain::TaskKind::start_instance, instance.id.str(), 0);
    // The answer shows no volumes: they attach while the instance starts.
    reservation.instances.push_back(toWire(instance, {}, tags.instance));
  }
  ctx.catalog.launches().note(image.id, wholeSeconds(ctx.now), domain::launchesKnownUpTo(ctx.now));
  return reservation;
}

// EC2 adds these to what it launches from a template; the version is the number that the request's
// one stood for (snapshots-volumes-instances.md section 3, "Tags from a template").
domain::Tags templateTags(const domain::LaunchTemplateVersion& version) {
  return {{"aws:ec2launchtemplate:id", version.templateId.str()},
          {"aws:ec2launchtemplate:version", std::to_string(version.number)}};
}

Reservation runInstances(RequestContext& ctx, const RunInstancesRequest& request) {
  if (!request.launchTemplate) return launchInstances(ctx, request, {});
  const auto& named = *request.launchTemplate;
  const auto launchTemplate = requireLaunchTemplate(
      ctx, {.id = named.launchTemplateId, .name = named.launchTemplateName}, "launch from");
  const auto version = requireTemplateVersion(ctx, launchTemplate, named.version);
  return launchInstances(ctx, launchFromTemplate(version.data, request), templateTags(version));
}

}  // namespace amilocal::ec2
