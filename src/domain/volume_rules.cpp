#include "amilocal/domain/volume_rules.h"

#include <algorithm>

#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/volume_errors.h"

namespace amilocal::domain {
namespace {

/// Whether a request may, must or must not say how many IOPS it wants.
enum class Iops { refused, optional, required };

struct TypeLimits {
  std::string_view type;
  std::int64_t minGib, maxGib;
  Iops iops;
  std::int64_t minIops, maxIops, maxIopsPerGib;
};

// EC2 API Reference, CreateVolume, Size and Iops; the ratios are from Amazon EBS User Guide,
// "Amazon EBS volume types".
constexpr TypeLimits kTypes[] = {
    {"gp2", 1, 16384, Iops::refused, 0, 0, 0},
    {"gp3", 1, 65536, Iops::optional, 3000, 80000, 500},
    {"io1", 4, 16384, Iops::required, 100, 64000, 50},
    {"io2", 4, 65536, Iops::required, 100, 256000, 1000},
    {"sc1", 125, 16384, Iops::refused, 0, 0, 0},
    {"st1", 125, 16384, Iops::refused, 0, 0, 0},
    {"standard", 1, 1024, Iops::refused, 0, 0, 0},
};

// gp2 gives 3 IOPS for each GiB, within these bounds (same page).
constexpr std::int64_t kGp2IopsPerGib = 3, kGp2IopsMin = 100, kGp2IopsMax = 16000;

// gp3: what a volume has without asking, the bounds of its throughput in MiB/s, and how many IOPS
// each MiB/s needs (same page).
constexpr std::int64_t kGp3Iops = 3000, kGp3Throughput = 125, kGp3ThroughputMax = 2000;
constexpr std::int64_t kGp3IopsPerMibps = 4;

const TypeLimits* findType(std::string_view type) {
  const auto* found = std::ranges::find(kTypes, type, &TypeLimits::type);
  return found == std::end(kTypes) ? nullptr : found;
}

std::int64_t planSize(const TypeLimits& limits, const VolumeWish& wish,
                      std::optional<std::int64_t> snapshotSizeGib) {
  const auto size = wish.sizeGib ? *wish.sizeGib : *snapshotSizeGib;
  if (snapshotSizeGib && size < *snapshotSizeGib)
    throw errors::volumeSmallerThanSnapshot(size, *snapshotSizeGib);
  if (size < limits.minGib) throw errors::volumeTooSmall(size, limits.minGib);
  if (size > limits.maxGib) throw errors::volumeTooLarge(size, limits.maxGib);
  return size;
}

void checkIops(const TypeLimits& limits, std::int64_t iops, std::int64_t sizeGib) {
  if (iops < limits.minIops) throw errors::performanceTooLow("iops", iops, limits.minIops);
  if (iops > limits.maxIops) throw errors::performanceTooHigh("iops", iops, limits.maxIops);
  // The least that a type can have is allowed at any size.
  if (iops > limits.minIops && iops > sizeGib * limits.maxIopsPerGib)
    throw errors::iopsRatioTooHigh(iops, sizeGib, limits.maxIopsPerGib);
}

std::optional<std::int64_t> planIops(const TypeLimits& limits, const VolumeWish& wish,
                                     std::int64_t sizeGib) {
  if (wish.iops && limits.iops == Iops::refused)
    throw errors::notForVolumeType("iops", limits.type);
  if (!wish.iops && limits.iops == Iops::required) throw errors::iopsMissing(limits.type);
  if (wish.iops) {
    checkIops(limits, *wish.iops, sizeGib);
    return wish.iops;
  }
  if (limits.type == "gp3") return kGp3Iops;
  if (limits.type == "gp2") return std::clamp(sizeGib * kGp2IopsPerGib, kGp2IopsMin, kGp2IopsMax);
  return std::nullopt;
}

std::optional<std::int64_t> planThroughput(const TypeLimits& limits, const VolumeWish& wish,
                                           std::optional<std::int64_t> iops) {
  if (limits.type != "gp3") {
    if (wish.throughputMibps) throw errors::throughputNotSupported();
    return std::nullopt;
  }
  const auto mibps = wish.throughputMibps.value_or(kGp3Throughput);
  if (mibps < kGp3Throughput) throw errors::performanceTooLow("throughput", mibps, kGp3Throughput);
  if (mibps > kGp3ThroughputMax)
    throw errors::performanceTooHigh("throughput", mibps, kGp3ThroughputMax);
  if (mibps * kGp3IopsPerMibps > *iops) throw errors::throughputRatioTooHigh(mibps, *iops);
  return mibps;
}

}  // namespace

VolumeShape planVolume(const VolumeWish& wish, std::optional<std::int64_t> snapshotSizeGib,
                       std::string_view defaultType) {
  if (!wish.sizeGib && !snapshotSizeGib) throw errors::volumeNeedsSize();
  const std::string_view type = wish.volumeType ? *wish.volumeType : defaultType;
  const auto* limits = findType(type);
  if (!limits) throw errors::unknownVolumeType(type);
  VolumeShape shape;
  shape.volumeType = type;
  shape.sizeGib = planSize(*limits, wish, snapshotSizeGib);
  shape.iops = planIops(*limits, wish, shape.sizeGib);
  shape.throughputMibps = planThroughput(*limits, wish, shape.iops);
  return shape;
}

bool isVolumeType(std::string_view type) { return findType(type) != nullptr; }

std::optional<StateReason> keyFailure(const Volume& volume,
                                      const std::vector<std::string>& unusable) {
  if (!volume.kmsKeyId || isUsableKey(*volume.kmsKeyId, volume.region, volume.owner, unusable))
    return std::nullopt;
  return StateReason{"Client.InternalError", "Given key ID is not accessible"};
}

}  // namespace amilocal::domain
