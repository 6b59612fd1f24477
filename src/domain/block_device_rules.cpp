#include "amilocal/domain/block_device_rules.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/block_device_errors.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/errors/volume_errors.h"

namespace amilocal::domain {
namespace {

// The largest volume of any type has 65,536 GiB (EC2 API Reference, EbsBlockDevice, VolumeSize).
constexpr std::int64_t kVolumeSizeMax = 65536;

// EC2 API Reference, EbsBlockDevice, VolumeInitializationRate.
constexpr std::int64_t kRateMin = 100, kRateMax = 300;

// An instance type has at most 24 instance store volumes (EC2 User Guide, "Instance store").
constexpr std::int64_t kEphemeralMax = 23;

// A type of RegisterImage's mappings when none is given, as acceptance tests against the real
// service show (clients/contract.md 3.3); the API Reference says gp2.
constexpr std::string_view kDefaultType = "standard";

bool isVirtualName(std::string_view name) {
  constexpr std::string_view kPrefix = "ephemeral";
  if (!name.starts_with(kPrefix)) return false;
  const auto number = name.substr(kPrefix.size());
  return isDigits(number) && number.size() <= 2 && *parseInteger(number) <= kEphemeralMax;
}

void checkContent(const BlockDevice& device) {
  const int contents =
      (device.ebs ? 1 : 0) + (device.virtualName ? 1 : 0) + (device.noDevice ? 1 : 0);
  if (contents == 0) throw errors::deviceWithoutContent(device.deviceName);
  if (contents > 1) throw errors::deviceWithTwoContents(device.deviceName);
  if (device.virtualName && !isVirtualName(*device.virtualName))
    throw errors::invalidVirtualName(*device.virtualName);
}

// Members of Ebs that some operations do not know (EC2 API Reference, EbsBlockDevice), and two that
// matter only where there are Outposts and Local Zones.
void checkMembers(const EbsDevice& ebs, MappingUse use) {
  if (use != MappingUse::run_instances && ebs.kmsKeyId) throw errors::unknownParameter("KmsKeyId");
  if (use == MappingUse::create_image) {
    if (ebs.outpostArn) throw errors::unknownParameter("OutpostArn");
    if (ebs.availabilityZone) throw errors::unknownParameter("AvailabilityZone");
    if (ebs.volumeInitializationRate) throw errors::unknownParameter("VolumeInitializationRate");
  }
  if (ebs.outpostArn) throw errors::unsupportedParameter("BlockDeviceMapping.Ebs.OutpostArn");
  if (ebs.availabilityZone)
    throw errors::unsupportedParameter("BlockDeviceMapping.Ebs.AvailabilityZone");
}

void checkEbs(const BlockDevice& device, MappingUse use) {
  const auto& ebs = *device.ebs;
  checkMembers(ebs, use);
  if (use != MappingUse::run_instances && ebs.encrypted && ebs.snapshotId)
    throw errors::encryptedFlagWithSnapshot(device.deviceName);
  if (ebs.volumeSizeGib && (*ebs.volumeSizeGib < 1 || *ebs.volumeSizeGib > kVolumeSizeMax))
    throw errors::volumeSizeInvalid(*ebs.volumeSizeGib);
  if (const auto rate = ebs.volumeInitializationRate;
      rate && (*rate < kRateMin || *rate > kRateMax))
    throw errors::initializationRateOutOfBounds(*rate);
  // The one thing about performance that is checked when an image is registered: io1 and io2 have
  // no default (aws-facts/images.md section 7, RegisterImage). Elsewhere the volume's makers look.
  const bool provisioned = ebs.volumeType == "io1" || ebs.volumeType == "io2";
  if (use == MappingUse::register_image && provisioned && !ebs.iops)
    throw errors::iopsMissing(*ebs.volumeType);
}

template <class T>
void replaceIfGiven(std::optional<T>& old, const std::optional<T>& given) {
  if (given) old = given;
}

EbsDevice mergeEbs(EbsDevice base, const EbsDevice& given) {
  if (given.volumeType && given.volumeType != base.volumeType) {
    base.iops.reset();
    base.throughputMibps.reset();
  }
  replaceIfGiven(base.deleteOnTermination, given.deleteOnTermination);
  replaceIfGiven(base.snapshotId, given.snapshotId);
  replaceIfGiven(base.volumeSizeGib, given.volumeSizeGib);
  replaceIfGiven(base.volumeType, given.volumeType);
  replaceIfGiven(base.iops, given.iops);
  replaceIfGiven(base.throughputMibps, given.throughputMibps);
  replaceIfGiven(base.encrypted, given.encrypted);
  replaceIfGiven(base.kmsKeyId, given.kmsKeyId);
  replaceIfGiven(base.availabilityZone, given.availabilityZone);
  replaceIfGiven(base.outpostArn, given.outpostArn);
  replaceIfGiven(base.volumeInitializationRate, given.volumeInitializationRate);
  return base;
}

template <class T>
bool changes(const std::optional<T>& given, const std::optional<T>& old) {
  return given && given != old;
}

void checkEbsUnchanged(std::string_view device, const EbsDevice& old, const EbsDevice& given) {
  if (changes(given.snapshotId, old.snapshotId))
    throw errors::deviceNotChangeable(device, "SnapshotId");
  if (changes(given.volumeSizeGib, old.volumeSizeGib))
    throw errors::deviceNotChangeable(device, "VolumeSize");
  if (changes(given.volumeType, old.volumeType))
    throw errors::deviceNotChangeable(device, "VolumeType");
  if (changes(given.iops, old.iops)) throw errors::deviceNotChangeable(device, "Iops");
  if (changes(given.throughputMibps, old.throughputMibps))
    throw errors::deviceNotChangeable(device, "Throughput");
  // An encrypted volume stays so whatever the flag says (images.md section 7, CreateImage).
  const bool wasEncrypted = old.encrypted.value_or(false);
  if (!wasEncrypted && given.encrypted.value_or(false))
    throw errors::deviceNotChangeable(device, "Encrypted");
}

}  // namespace

bool isDeviceName(std::string_view name) {
  if (name.starts_with("/dev/")) name.remove_prefix(5);
  constexpr std::array<std::string_view, 3> kFamilies{"xvd", "sd", "hd"};
  const auto* family = std::ranges::find_if(
      kFamilies, [&](std::string_view prefix) { return name.starts_with(prefix); });
  if (family == kFamilies.end()) return false;
  name.remove_prefix(family->size());
  const auto letters = std::ranges::find_if(name, [](char c) { return c < 'a' || c > 'z'; });
  const auto letterCount = letters - name.begin();
  const auto number = name.substr(static_cast<std::size_t>(letterCount));
  return letterCount >= 1 && letterCount <= 2 && number.size() <= 2 &&
         (number.empty() || isDigits(number));
}

void checkDevices(const BlockDevices& devices, MappingUse use) {
  std::set<std::string_view> names;
  for (const auto& device : devices) {
    if (device.deviceName.empty()) throw errors::deviceNameMissing();
    if (!isDeviceName(device.deviceName)) throw errors::unknownDeviceName(device.deviceName);
    if (!names.insert(device.deviceName).second) throw errors::deviceNamedTwice(device.deviceName);
    checkContent(device);
    if (device.ebs) checkEbs(device, use);
  }
}

void checkVolumeSize(std::optional<std::int64_t> sizeGib, const Snapshot& snapshot) {
  if (sizeGib && *sizeGib < snapshot.volumeSizeGib)
    throw errors::deviceSmallerThanSnapshot(*sizeGib, snapshot.id, snapshot.volumeSizeGib);
}

std::vector<SnapshotId> snapshotIdsOf(const BlockDevices& devices) {
  std::vector<SnapshotId> ids;
  for (const auto& device : devices) {
    if (!device.ebs || !device.ebs->snapshotId) continue;
    if (std::ranges::find(ids, *device.ebs->snapshotId) == ids.end())
      ids.push_back(*device.ebs->snapshotId);
  }
  return ids;
}

const BlockDevice* findDevice(const BlockDevices& devices, std::string_view name) {
  const auto found = std::ranges::find(devices, name, &BlockDevice::deviceName);
  return found == devices.end() ? nullptr : &*found;
}

BlockDevices mergeDevices(BlockDevices base, const BlockDevices& overrides) {
  for (const auto& given : overrides) {
    const auto old = std::ranges::find(base, given.deviceName, &BlockDevice::deviceName);
    if (given.noDevice) {
      if (old != base.end()) base.erase(old);
    } else if (old == base.end()) {
      base.push_back(given);
    } else if (old->ebs && given.ebs) {
      old->ebs = mergeEbs(*old->ebs, *given.ebs);
    } else {
      *old = given;
    }
  }
  return base;
}

void checkUnchanged(const BlockDevices& base, const BlockDevices& overrides) {
  for (const auto& given : overrides) {
    const auto* old = findDevice(base, given.deviceName);
    if (old == nullptr || !old->ebs || given.noDevice) continue;
    if (given.virtualName) throw errors::deviceNotChangeable(given.deviceName, "VirtualName");
    if (given.ebs) checkEbsUnchanged(given.deviceName, *old->ebs, *given.ebs);
  }
}

BlockDevice completeDevice(BlockDevice device, std::string_view rootDeviceName,
                           const SnapshotsById& snapshots) {
  if (!device.ebs) return device;
  auto& ebs = *device.ebs;
  if (ebs.snapshotId) {
    const auto& snapshot = snapshots.at(*ebs.snapshotId);
    if (snapshot.state != SnapshotState::completed)
      throw errors::snapshotNotReady(toString(snapshot.state));
    checkVolumeSize(ebs.volumeSizeGib, snapshot);
    if (!ebs.volumeSizeGib) ebs.volumeSizeGib = snapshot.volumeSizeGib;
    ebs.encrypted = snapshot.encrypted;
  } else {
    if (!ebs.volumeSizeGib) throw errors::volumeNeedsSize();
    if (ebs.volumeInitializationRate) throw errors::initializationRateNeedsSnapshot();
  }
  if (!ebs.encrypted) ebs.encrypted = false;
  if (!ebs.volumeType) ebs.volumeType = kDefaultType;
  if (!ebs.deleteOnTermination) ebs.deleteOnTermination = device.deviceName == rootDeviceName;
  return device;
}

}  // namespace amilocal::domain
