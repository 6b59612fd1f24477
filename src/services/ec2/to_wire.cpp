#include "services/ec2/to_wire.h"

#include "amilocal/domain/image_filters.h"
#include "amilocal/domain/protection_rules.h"

namespace amilocal::ec2 {
namespace {

template <class T>
std::optional<std::string> textOf(const std::optional<T>& id) {
  return id ? std::optional(id->str()) : std::nullopt;
}

EbsBlockDevice ebsToWire(const domain::EbsDevice& ebs) {
  // The key is left out: DescribeImages does not show it (images.md 1.1).
  return {.deleteOnTermination = ebs.deleteOnTermination,
          .iops = ebs.iops,
          .snapshotId = textOf(ebs.snapshotId),
          .volumeSize = ebs.volumeSizeGib,
          .volumeType = ebs.volumeType,
          .kmsKeyId = {},
          .throughput = ebs.throughputMibps,
          .outpostArn = ebs.outpostArn,
          .availabilityZone = ebs.availabilityZone,
          .encrypted = ebs.encrypted,
          .volumeInitializationRate = ebs.volumeInitializationRate,
          .availabilityZoneId = {},
          .ebsCardIndex = {}};
}

void fillIdentity(Image& wire, const domain::Image& image) {
  wire.imageId = image.id.str();
  wire.imageLocation = image.location;
  wire.state = domain::toString(image.state);
  wire.ownerId = image.owner;
  wire.imageOwnerAlias = image.ownerAlias;
  wire.public_ = domain::isPublic(image.launchPermissions);
  wire.creationDate = formatInstant(wholeSeconds(image.createdAt));
  if (image.deprecationAt) wire.deprecationTime = formatInstant(*image.deprecationAt);
  wire.name = image.name;
  wire.description = image.description;
  wire.sourceInstanceId = image.sourceInstanceId;
  wire.sourceImageId = image.sourceImageId;
  wire.sourceImageRegion = image.sourceImageRegion;
  wire.freeTierEligible = image.freeTierEligible;
  wire.publicSsmParameterName = image.publicSsmParameterName;
  if (image.stateReason)
    wire.stateReason = StateReason{image.stateReason->code, image.stateReason->message};
  for (const auto& code : image.productCodes)
    wire.productCodes.push_back(ProductCode{code.id, code.type});
}

void fillMachine(Image& wire, const domain::Image& image) {
  wire.architecture = image.architecture;
  wire.imageType = image.imageType;
  wire.hypervisor = domain::kHypervisor;
  wire.virtualizationType = image.virtualizationType;
  wire.rootDeviceType = image.rootDeviceType;
  wire.rootDeviceName = image.rootDeviceName;
  wire.blockDeviceMappings = toWire(image.blockDevices);
  wire.platform = image.platform;
  wire.platformDetails = image.platformDetails;
  wire.usageOperation = image.usageOperation;
  wire.enaSupport = image.enaSupport;
  wire.sriovNetSupport = image.sriovNetSupport;
  wire.kernelId = image.kernelId;
  wire.ramdiskId = image.ramdiskId;
  wire.bootMode = image.bootMode;
  wire.tpmSupport = image.tpmSupport;
  wire.imdsSupport = image.imdsSupport;
}

}  // namespace

std::vector<Tag> toWire(const domain::Tags& tags) {
  std::vector<Tag> wire;
  wire.reserve(tags.size());
  for (const auto& tag : tags) wire.push_back(Tag{tag.key, tag.value});
  return wire;
}

std::vector<BlockDeviceMapping> toWire(const domain::BlockDevices& devices) {
  std::vector<BlockDeviceMapping> wire;
  wire.reserve(devices.size());
  for (const auto& device : devices) {
    if (device.noDevice) continue;
    auto& mapping = wire.emplace_back();
    mapping.deviceName = device.deviceName;
    mapping.virtualName = device.virtualName;
    if (device.ebs) mapping.ebs = ebsToWire(*device.ebs);
  }
  return wire;
}

std::vector<ImageWatermark> toWire(const domain::Watermarks& watermarks) {
  std::vector<ImageWatermark> wire;
  for (const auto& watermark : watermarks)
    wire.push_back({.watermarkKey = watermark.key,
                    .sourceImageRegion = watermark.sourceImageRegion,
                    .sourceImageId = watermark.sourceImageId,
                    .sourceImageCreationTime = watermark.sourceImageCreatedAt,
                    .watermarkCreationTime = watermark.createdAt});
  return wire;
}

Image toWire(const domain::Image& image, const ImageFacts& facts,
             const domain::Onlooker& onlooker) {
  Image wire;
  fillIdentity(wire, image);
  fillMachine(wire, image);
  wire.tags = toWire(facts.tags);
  wire.imageAllowed = domain::verdictOn(image, onlooker);
  wire.imageWatermarks = toWire(image.watermarks);
  if (image.owner == onlooker.account.id) {
    wire.deregistrationProtection = domain::shownProtection(image, onlooker.now);
    if (facts.lastLaunchedAt) wire.lastLaunchedTime = formatInstantSeconds(*facts.lastLaunchedAt);
  }
  return wire;
}

}  // namespace amilocal::ec2
