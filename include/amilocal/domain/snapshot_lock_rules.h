#pragma once

#include <optional>
#include <span>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/snapshot.h"

/// Locks on snapshots (Amazon EBS User Guide, "Amazon EBS snapshot lock").
namespace amilocal::domain {

/// What LockSnapshot says. One of `days` and `until` must be there.
struct LockWish {
  LockMode mode = LockMode::governance;
  std::optional<std::int64_t> coolOffHours;
  std::optional<std::int64_t> days;
  std::optional<Instant> until;
};

/// Throws MissingParameter or InvalidParameterCombination unless there is one length,
/// InvalidParameterCombination for a cooling-off period in governance mode, and
/// InvalidParameterValue for values out of AWS's bounds.
void checkLockWish(const LockWish& wish, Instant now);

/// The snapshot with a new lock, or with the changed one that it has. Governance and compliance
/// within the cooling-off period can be changed at will; after it, the lock can only be lengthened.
/// Throws IncorrectState for a snapshot that is neither pending nor completed,
/// OperationNotPermitted for a change that a compliance lock does not allow.
Snapshot planLock(Snapshot snapshot, const LockWish& wish, Instant now);

/// The snapshot without its lock. Throws IncorrectState when it has none, OperationNotPermitted for
/// a compliance lock after its cooling-off period.
Snapshot planUnlock(Snapshot snapshot, Instant now);

/// The length of a lock on a pending snapshot counts from its completion; a snapshot that fails
/// loses its lock. To be called when it leaves `pending`.
void settleLock(Snapshot& snapshot, Instant now);

/// Does a lock keep the snapshot from being deleted?
bool isLocked(const Snapshot& snapshot, Instant now);

/// A snapshot with a lock at a moment: the lock's state depends on it.
struct LockedSnapshot {
  const Snapshot& snapshot;
  Instant now;
};

/// The filters of DescribeLockedSnapshots.
std::span<const FilterRow<LockedSnapshot>> lockFilters();

}  // namespace amilocal::domain
