#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"
#include "amilocal/domain/volume.h"

namespace amilocal::domain {

/// EC2 API Reference, VolumeModification, modificationState.
enum class ModificationState { modifying, optimizing, completed, failed };

std::string_view toString(ModificationState state);
std::optional<ModificationState> parseModificationState(std::string_view text);

/// Size and performance of a volume before or after a change.
struct VolumeForm {
  std::int64_t sizeGib = 0;
  std::string volumeType;
  std::optional<std::int64_t> iops;
  std::optional<std::int64_t> throughputMibps;
  bool multiAttachEnabled = false;
  friend bool operator==(const VolumeForm&, const VolumeForm&) = default;
};

VolumeForm formOf(const Volume& volume);

/// The latest change of a volume.
struct VolumeModification {
  VolumeId volumeId = VolumeId::trusted("");
  std::string region;
  std::string owner;
  ModificationState state = ModificationState::modifying;
  Instant startedAt{};
  std::optional<Instant> dueAt;  ///< when the present state will end
  std::optional<Instant> endedAt;
  std::optional<std::string> statusMessage;
  VolumeForm original;
  VolumeForm target;
  friend bool operator==(const VolumeModification&, const VolumeModification&) = default;
};

/// What a request wants changed.
struct VolumeChange {
  std::optional<std::int64_t> sizeGib;
  std::optional<std::string> volumeType;
  std::optional<std::int64_t> iops;
  std::optional<std::int64_t> throughputMibps;
  std::optional<bool> multiAttachEnabled;
};

/// A volume can be changed again six hours after a change began (Amazon EBS User Guide, "Modify
/// an EBS volume", limitations).
inline constexpr Duration kBetweenModifications = std::chrono::hours{6};

/// The change as it will be carried out. What is not named keeps its value while the type stays,
/// and takes the new type's default otherwise (EC2 API Reference, ModifyVolume). `latest` is the
/// volume's latest change, or null. Throws IncorrectState, IncorrectModificationState,
/// VolumeModificationRateExceeded, and InvalidParameterValue for what the type cannot have or for
/// a size that is smaller.
VolumeModification planModification(const Volume& volume, const VolumeChange& change,
                                    const VolumeModification* latest, Instant now);

/// How far it is, from 0 to 100: half of it when the volume begins to be optimized.
std::int64_t progressOf(const VolumeModification& modification, Instant now);

}  // namespace amilocal::domain
