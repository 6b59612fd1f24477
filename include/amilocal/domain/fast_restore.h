#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/filter.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/state_reason.h"

/// Fast snapshot restore (Amazon EBS User Guide, "Amazon EBS fast snapshot restore").
namespace amilocal::domain {

/// EC2 API Reference, FastSnapshotRestore, state.
enum class FastRestoreState { enabling, optimizing, enabled, disabling, disabled };

std::string_view toString(FastRestoreState state);
std::optional<FastRestoreState> parseFastRestoreState(std::string_view text);

/// aws-facts/snapshots-volumes-instances.md 1.3.
inline constexpr std::string_view kLifecycleTransition =
    "Client.UserInitiated - Lifecycle state transition";

/// One snapshot in one zone, as one account has enabled it. The snapshot may be another's.
struct FastRestore {
  std::string key;  ///< fastRestoreKey()
  SnapshotId snapshotId = SnapshotId::trusted("");
  std::string zone;
  std::string account;
  std::string region;
  FastRestoreState state = FastRestoreState::enabling;
  std::string reason;
  std::optional<Instant> enablingAt;
  std::optional<Instant> optimizingAt;
  std::optional<Instant> enabledAt;
  std::optional<Instant> disablingAt;
  std::optional<Instant> disabledAt;
  friend bool operator==(const FastRestore&, const FastRestore&) = default;
};

std::string fastRestoreKey(const SnapshotId& snapshot, std::string_view zone,
                           std::string_view account);

/// Neither disabled nor about to be.
bool isOn(const FastRestore& restore);

/// The state that follows by itself; empty for `enabled` and `disabled`.
std::optional<FastRestoreState> following(FastRestoreState state);

/// Moves it, and notes the time of the state and why.
void move(FastRestore& restore, FastRestoreState to, std::string_view reason, Instant now);

/// Why one item of a request was refused.
struct ItemError {
  std::string code;
  std::string message;
};

/// Why fast restore cannot be enabled for the snapshot; empty when it can.
std::optional<ItemError> fastRestoreObstacle(const Snapshot& snapshot);

/// The filters of DescribeFastSnapshotRestores.
std::span<const FilterRow<FastRestore>> fastRestoreFilters();

}  // namespace amilocal::domain
