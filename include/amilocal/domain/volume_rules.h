#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/state_reason.h"
#include "amilocal/domain/volume.h"

namespace amilocal::domain {

/// What a request says of a volume to be made; members are absent where it says nothing.
struct VolumeWish {
  std::optional<std::int64_t> sizeGib;
  std::optional<std::string> volumeType;
  std::optional<std::int64_t> iops;
  std::optional<std::int64_t> throughputMibps;
};

/// A volume's size and performance with every default filled in: gp2 by type, 3 IOPS a GiB with a
/// minimum of 100 for gp2, 3000/125 for gp3, the snapshot's size (snapshots-volumes-instances.md
/// section 2).
struct VolumeShape {
  std::int64_t sizeGib = 0;
  std::string volumeType;
  std::optional<std::int64_t> iops;
  std::optional<std::int64_t> throughputMibps;
};

/// Throws MissingParameter without a size and a snapshot, UnknownVolumeType, InvalidParameterValue
/// for sizes, IOPS and throughput outside the type's bounds (images.md section 7, RegisterImage),
/// InvalidParameterCombination for IOPS or throughput that the type does not take.
VolumeShape planVolume(const VolumeWish& wish, std::optional<std::int64_t> snapshotSizeGib,
                       std::string_view defaultType = "gp2");

bool isVolumeType(std::string_view type);

/// Why the volume cannot be made: its key cannot be used (isUsableKey()).
std::optional<StateReason> keyFailure(const Volume& volume,
                                      const std::vector<std::string>& unusable);

}  // namespace amilocal::domain
