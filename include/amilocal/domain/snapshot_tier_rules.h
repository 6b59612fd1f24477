#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "amilocal/core/ids.h"
#include "amilocal/domain/filter.h"
#include "amilocal/domain/snapshot.h"

/// Archiving snapshots and restoring them (Amazon EBS User Guide, "Archive Amazon EBS snapshots").
namespace amilocal::domain {

/// Days of a temporary restore (Amazon EBS User Guide, "Restore an archived Amazon EBS snapshot").
inline constexpr std::int64_t kRestoreDaysMin = 1, kRestoreDaysMax = 180;

bool isArchived(const Snapshot& snapshot);

/// Is it on its way between the tiers?
bool isMoving(const Snapshot& snapshot);

/// Throws IncorrectState for a snapshot in the archive tier, of which nothing can be made.
void checkNotArchived(const Snapshot& snapshot);

/// A count and the limit that it must stay below.
struct Quota {
  std::int64_t used = 0;
  std::int64_t limit = 0;
};

/// What decides besides the snapshot whether it may be archived.
struct ArchiveFacts {
  std::optional<ImageId> user;  ///< an image that is not disabled and uses it
  Quota ofVolume;               ///< archived snapshots of its volume
  Quota running;                ///< archivals in progress
};

/// The snapshot on its way into the archive. It can be used until it is there. Throws
/// IncorrectState unless it is completed, in the standard tier and at rest; InvalidSnapshot.InUse;
/// ResourceLimitExceeded.
Snapshot planArchive(Snapshot snapshot, const ArchiveFacts& facts, Instant now);

/// What RestoreSnapshotTier says.
struct RestoreWish {
  std::optional<std::int64_t> days;
  bool permanent = false;
};

/// Throws InvalidParameterCombination for both, MissingParameter for neither,
/// InvalidParameterValue for days out of bounds.
void checkRestoreWish(const RestoreWish& wish);

/// The snapshot on its way back. One that is temporarily restored already stays there: its period
/// begins anew with the wish, or its restore becomes permanent; it is not moving then. Throws
/// IncorrectState for one that is neither archived nor temporarily restored or is moving,
/// ResourceLimitExceeded.
Snapshot planRestore(Snapshot snapshot, const RestoreWish& wish, Quota running, Instant now);

/// The end of the move that is under way; with a reason, in failure.
Snapshot endMove(Snapshot snapshot, const std::optional<std::string>& failure, Instant now);

/// A temporary restore is over: the snapshot is in the archive tier alone again.
Snapshot endTemporaryRestore(Snapshot snapshot);

/// 0 to 100.
int tieringProgress(const SnapshotTiering& tiering, Instant now);

/// The filters of DescribeSnapshotTierStatus besides `tag:KEY` and `tag-key`.
std::span<const FilterRow<Snapshot>> tierFilters();

}  // namespace amilocal::domain
