#include "amilocal/domain/snapshot.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<SnapshotState> kSnapshotStates[] = {
    {SnapshotState::pending, "pending"},       {SnapshotState::completed, "completed"},
    {SnapshotState::error, "error"},           {SnapshotState::recoverable, "recoverable"},
    {SnapshotState::recovering, "recovering"}, {SnapshotState::deleted, "deleted"},
};

}  // namespace

std::string_view toString(SnapshotState state) { return nameOf(kSnapshotStates, state); }

std::optional<SnapshotState> parseSnapshotState(std::string_view text) {
  return valueOf(kSnapshotStates, text);
}

}  // namespace amilocal::domain
