#include "amilocal/domain/bundle_rules.h"

#include <algorithm>
#include <iterator>

#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/bundle_errors.h"

namespace amilocal::domain {
namespace {

constexpr std::int64_t kGib = 1LL << 30U;

// As long as AWS's: `amis-for-123456789012-in-us-east-2-yhjmxvp6`.
constexpr int kHashDigits = 8;

// EC2 API Reference, Image, architecture.
constexpr std::string_view kArchitectures[] = {"arm64", "arm64_mac", "i386", "x86_64",
                                               "x86_64_mac"};

// The tools leave `/dev/` to the machine: `ephemeral0=sdb`.
std::string deviceName(const std::string& device) {
  const bool isBare = !device.empty() && device.front() != '/' && !isDigits(device);
  return isBare ? "/dev/" + device : device;
}

}  // namespace

bool isS3Backed(const Image& image) { return image.rootDeviceType == kInstanceStore; }

std::string BundleLocation::keyOf(std::string_view filename) const {
  const auto slash = key.rfind('/');
  const auto folder = slash == std::string::npos ? std::string() : key.substr(0, slash + 1);
  return folder + std::string(filename);
}

std::string BundleLocation::manifestName() const {
  const auto slash = key.rfind('/');
  return slash == std::string::npos ? key : key.substr(slash + 1);
}

std::optional<BundleLocation> parseBundleLocation(std::string_view text) {
  if (text.starts_with('/')) text.remove_prefix(1);
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || slash == 0 || text.ends_with('/')) return std::nullopt;
  return BundleLocation{std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

BlockDevices devicesOf(const BundleMachine& machine) {
  BlockDevices devices;
  for (const auto& [virtualName, device] : machine.mappings) {
    if (virtualName == "ami" || virtualName == "root") continue;
    auto& made = devices.emplace_back();
    made.deviceName = deviceName(device);
    made.virtualName = virtualName;
  }
  return devices;
}

Image planBundleRegistration(const NewImage& made, const Registration& registration,
                             const BundleMachine& machine, const BundleLocation& location,
                             const SnapshotsById& snapshots) {
  if (registration.rootDeviceName) throw errors::rootOfBundle();
  if (std::ranges::find(kArchitectures, machine.architecture) == std::end(kArchitectures))
    throw errors::manifestInvalid(location.text(), "its architecture is " + machine.architecture);
  const auto& traits = registration.traits;
  Image image;
  image.id = made.id;
  image.region = made.region;
  image.owner = made.account;
  image.name = made.name;
  image.description = made.description;
  image.createdAt = wholeSeconds(made.now);
  image.state = ImageState::available;
  image.location = location.text();
  image.rootDeviceType = kInstanceStore;
  image.architecture = traits.architecture.value_or(machine.architecture);
  image.virtualizationType = traits.virtualizationType.value_or("paravirtual");
  image.kernelId = traits.kernelId ? traits.kernelId : machine.kernelId;
  image.ramdiskId = traits.ramdiskId ? traits.ramdiskId : machine.ramdiskId;
  image.sriovNetSupport = traits.sriovNetSupport;
  image.enaSupport = traits.enaSupport;
  image.bootMode = traits.bootMode;
  image.tpmSupport = traits.tpmSupport;
  image.imdsSupport = traits.imdsSupport;
  image.uefiData = traits.uefiData;
  if (machine.platform == "windows") {
    image.platform = machine.platform;
    image.platformDetails = "Windows";
    image.usageOperation = "RunInstances:0002";
  }
  for (const auto& code : machine.productCodes) image.productCodes.push_back({code, "devpay"});
  for (auto& device : mergeDevices(devicesOf(machine), registration.devices))
    image.blockDevices.push_back(completeDevice(std::move(device), "", snapshots));
  return image;
}

std::string copiedBundleBucket(std::string_view account, std::string_view region) {
  const auto name = "amis-for-" + std::string(account) + "-in-" + std::string(region);
  return name + "-" + stableHex(name, kHashDigits);
}

BundleLocation copiedBundleLocation(const NewImage& made, const BundleLocation& source) {
  const auto folder = made.id.str() + "-" + stableHex(made.id.str(), kHashDigits);
  return {copiedBundleBucket(made.account, made.region), folder + "/" + source.manifestName()};
}

std::int64_t bundleGib(std::int64_t bytes) { return (bytes + kGib - 1) / kGib; }

}  // namespace amilocal::domain
