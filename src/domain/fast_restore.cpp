#include "amilocal/domain/fast_restore.h"

#include <algorithm>

#include "amilocal/domain/snapshot_tier_rules.h"
#include "amilocal/domain/zone_choice.h"
#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<FastRestoreState> kStates[] = {
    {FastRestoreState::enabling, "enabling"}, {FastRestoreState::optimizing, "optimizing"},
    {FastRestoreState::enabled, "enabled"},   {FastRestoreState::disabling, "disabling"},
    {FastRestoreState::disabled, "disabled"},
};

// Amazon EBS User Guide, "Amazon EBS fast snapshot restore", considerations.
constexpr std::int64_t kSizeMaxGib = 16 * 1024;

std::optional<Instant>& timeOf(FastRestore& restore, FastRestoreState state) {
  switch (state) {
    case FastRestoreState::enabling:
      return restore.enablingAt;
    case FastRestoreState::optimizing:
      return restore.optimizingAt;
    case FastRestoreState::enabled:
      return restore.enabledAt;
    case FastRestoreState::disabling:
      return restore.disablingAt;
    case FastRestoreState::disabled:
      break;
  }
  return restore.disabledAt;
}

constexpr FilterRow<FastRestore> kFilters[] = {
    {"availability-zone", [](const FastRestore& r) { return textsOf(r.zone); }},
    {"availability-zone-id",
     [](const FastRestore& r) { return textsOf(zoneIdOf(r.region, r.zone)); }},
    {"owner-id", [](const FastRestore& r) { return textsOf(r.account); }},
    {"snapshot-id", [](const FastRestore& r) { return textsOf(r.snapshotId.str()); }},
    {"state", [](const FastRestore& r) { return textsOf(toString(r.state)); }},
};
static_assert(std::ranges::is_sorted(kFilters, {}, &FilterRow<FastRestore>::name));

}  // namespace

std::string_view toString(FastRestoreState state) { return nameOf(kStates, state); }

std::optional<FastRestoreState> parseFastRestoreState(std::string_view text) {
  return valueOf(kStates, text);
}

std::string fastRestoreKey(const SnapshotId& snapshot, std::string_view zone,
                           std::string_view account) {
  return snapshot.str() + "/" + std::string(zone) + "/" + std::string(account);
}

bool isOn(const FastRestore& restore) {
  return restore.state != FastRestoreState::disabling &&
         restore.state != FastRestoreState::disabled;
}

std::optional<FastRestoreState> following(FastRestoreState state) {
  switch (state) {
    case FastRestoreState::enabling:
      return FastRestoreState::optimizing;
    case FastRestoreState::optimizing:
      return FastRestoreState::enabled;
    case FastRestoreState::disabling:
      return FastRestoreState::disabled;
    case FastRestoreState::enabled:
    case FastRestoreState::disabled:
      break;
  }
  return std::nullopt;
}

void move(FastRestore& restore, FastRestoreState to, std::string_view reason, Instant now) {
  restore.state = to;
  restore.reason = reason;
  timeOf(restore, to) = now;
}

std::optional<ItemError> fastRestoreObstacle(const Snapshot& snapshot) {
  if (snapshot.state != SnapshotState::completed)
    return ItemError{"InvalidSnapshot.InvalidState",
                     "The snapshot '" + snapshot.id.str() + "' is in the state '" +
                         std::string(toString(snapshot.state)) + "'."};
  if (isArchived(snapshot))
    return ItemError{"InvalidSnapshot.InvalidState",
                     "The snapshot '" + snapshot.id.str() + "' is archived."};
  if (snapshot.volumeSizeGib > kSizeMaxGib)
    return ItemError{"InvalidParameterValue",
                     "The snapshot '" + snapshot.id.str() + "' is larger than 16 TiB."};
  return std::nullopt;
}

std::span<const FilterRow<FastRestore>> fastRestoreFilters() { return kFilters; }

}  // namespace amilocal::domain
