#include "seed_image.h"

#include "amilocal/core/hash.h"
#include "amilocal/domain/platform.h"
#include "seed_text.h"

namespace amilocal::domain::seed {
namespace {

// gp3 volumes show what they have for nothing (aws-facts/images.md 1.1, block device mapping).
constexpr std::int64_t kGp3Iops = 3000, kGp3ThroughputMibps = 125;

std::optional<std::string> orNone(const std::string& text) {
  if (text.empty()) return std::nullopt;
  return text;
}

EbsDevice ebsOf(const Device& device, const SnapshotId& snapshot) {
  EbsDevice ebs;
  ebs.deleteOnTermination = true;
  ebs.snapshotId = snapshot;
  ebs.volumeSizeGib = device.sizeGib;
  ebs.volumeType = device.volumeType;
  ebs.encrypted = false;
  if (device.iops > 0) ebs.iops = device.iops;
  if (device.volumeType == "gp3") {
    ebs.iops = kGp3Iops;
    ebs.throughputMibps = kGp3ThroughputMibps;
  }
  return ebs;
}

BlockDevices devicesOf(const Release& release) {
  BlockDevices devices;
  devices.reserve(release.row().devices.size());
  auto key = keyOf(release);
  for (const auto& device : release.row().devices) {
    BlockDevice made;
    made.deviceName = device.name;
    if (device.virtualName.empty())
      made.ebs = ebsOf(device, snapshotIdOf(key));
    else
      made.virtualName = device.virtualName;
    devices.push_back(std::move(made));
    ++key.device;
  }
  return devices;
}

// public-ami-catalog.md section 1, rule 4.
std::string locationOf(const Release& release, const Image& image) {
  const auto& row = release.row();
  if (!row.location.empty()) return fillIn(row.location, release, image.name);
  return image.ownerAlias.value_or(image.owner) + "/" + image.name;
}

void addMachine(Image& image, const Release& release) {
  const auto& row = release.row();
  const bool isX86 = image.architecture == "x86_64" || image.architecture == "x86_64_mac";
  image.virtualizationType = row.virtualization;
  image.rootDeviceType = row.rootDeviceType;
  image.rootDeviceName = orNone(row.rootDevice);
  image.bootMode = orNone(isX86 ? row.bootModeX86 : row.bootModeArm);
  image.imdsSupport = orNone(row.imdsSupport);
  image.tpmSupport = orNone(row.tpmSupport);
  if (row.ena) image.enaSupport = true;
  if (row.ena && image.architecture == "x86_64") image.sriovNetSupport = "simple";
  if (!row.kernel.empty()) image.kernelId = fillIn(row.kernel, release);
  image.blockDevices = devicesOf(release);
}

void addLicence(Image& image, const Row& row) {
  image.usageOperation = row.usageOperation;
  if (const auto* const platform = findPlatform(row.usageOperation)) {
    image.platformDetails = platform->details;
    if (platform->isWindows) image.platform = "windows";
  }
  if (!row.productCode.empty()) image.productCodes = {{row.productCode, "marketplace"}};
}

// The image that this one was made from: the newest of the other variant at that time. The instance
// that it was made of is nobody's to see.
void addSource(Image& image, const Release& release) {
  const auto* const source =
      release.variant.source ? release.model.find(*release.variant.source) : nullptr;
  if (source == nullptr) return;
  const auto newest = newestRelease(release.model, *source, release.region, image.createdAt);
  if (!newest) return;
  const Release from{release.model, *source, release.region, *newest};
  image.sourceImageId = imageIdOf(keyOf(from)).str();
  image.sourceImageRegion = image.region;
  image.sourceInstanceId = "i-0" + stableHex("instance:" + image.id.str(), 16);
}

}  // namespace

Key keyOf(const Release& release) {
  return {.region = release.region.number,
          .variant = release.variant.number,
          .release = release.number};
}

std::optional<Image> imageOf(const Release& release, Instant now) {
  const auto& publisher = release.model.publisherOf(release.variant);
  const auto* const account = accountIn(publisher, release.region);
  if (account == nullptr) return std::nullopt;
  const auto& row = release.row();

  std::optional<Image> made(std::in_place);
  Image& image = *made;
  image.id = imageIdOf(keyOf(release));
  image.region = release.region.name;
  image.owner = *account;
  image.ownerAlias = orNone(publisher.alias);
  image.name = fillIn(row.name, release);
  image.state = ImageState::available;
  image.createdAt = release.publishedAt();
  image.deprecationAt = deprecationOf(release.family(), image.createdAt);
  image.location = locationOf(release, image);
  image.architecture = release.variant.architecture;
  if (!row.description.empty()) image.description = fillIn(row.description, release, image.name);
  image.freeTierEligible = row.freeTier;
  image.launchPermissions = {{GranteeKind::group, "all"}};
  addMachine(image, release);
  addLicence(image, row);
  addSource(image, release);
  // A public parameter always points at the newest image of its kind.
  if (!row.ssm.empty() &&
      newestRelease(release.model, release.variant, release.region, now) == release.number)
    image.publicSsmParameterName = fillIn(row.ssm, release);
  return made;
}

}  // namespace amilocal::domain::seed
