#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/permission.h"
#include "amilocal/domain/snapshot_lock.h"
#include "amilocal/domain/snapshot_tiering.h"

namespace amilocal::domain {

/// EC2 API Reference, Snapshot, status. `deleted` is ours, for rows that are kept so that ids are
/// never given twice; no answer shows it.
enum class SnapshotState { pending, completed, error, recoverable, recovering, deleted };

std::string_view toString(SnapshotState state);
std::optional<SnapshotState> parseSnapshotState(std::string_view text);

/// What copies and other snapshots without a source volume name as their volume
/// (aws-facts/snapshots-volumes-instances.md 1.1).
inline constexpr std::string_view kNoVolume = "vol-ffffffff";

/// An EBS snapshot, as one account owns it in one Region.
struct Snapshot {
  SnapshotId id = SnapshotId::trusted("");
  std::string region;
  std::string owner;
  SnapshotState state = SnapshotState::pending;
  std::string volumeId{kNoVolume};
  std::int64_t volumeSizeGib = 0;
  std::string description;
  Instant startedAt{};
  std::optional<Instant> dueAt;  ///< when a pending one will end; absent while held. For progress
  bool encrypted = false;
  std::optional<std::string> kmsKeyId;  ///< key ARN, when encrypted
  std::optional<std::string> dataEncryptionKeyId;
  std::optional<std::string> ownerAlias;
  std::optional<std::string> statusMessage;
  std::string storageTier{kStandardTier};
  std::optional<std::string> transferType;  ///< copies only: `standard`, `time-based`
  std::optional<std::int64_t> completionDurationMinutes;
  std::optional<Instant> completedAt;
  std::optional<std::string> sourceSnapshotId;  ///< for copies: what it was made from
  std::optional<std::string> availabilityZone;  ///< local snapshots only
  std::optional<std::string> outpostArn;
  std::optional<SnapshotTiering> tiering;
  std::optional<SnapshotLock> lock;
  std::optional<std::int64_t> contentId;             ///< its bytes; absent: all zeros
  std::optional<std::string> parentSnapshotId;       ///< what the EBS direct APIs began it from
  std::optional<std::int64_t> uploadTimeoutMinutes;  ///< set while these APIs may write it
  std::optional<std::int64_t> uploadProgress;        ///< percent, as they were told
  Grantees createVolumePermissions;
  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

}  // namespace amilocal::domain
