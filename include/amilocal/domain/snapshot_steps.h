#pragma once

#include <optional>

#include "amilocal/domain/snapshot.h"

namespace amilocal::domain {

enum class SnapshotEvent { complete, fail, remove, recycle, restore };

struct SnapshotStep {
  SnapshotState from;
  SnapshotEvent on;
  SnapshotState to;
};

/// Every legal step; all else is illegal by absence (aws-facts/snapshots-volumes-instances.md 1.1).
/// DeleteSnapshot of a pending one waits for its completion where something will complete it.
inline constexpr SnapshotStep kSnapshotSteps[] = {
    {SnapshotState::pending, SnapshotEvent::complete, SnapshotState::completed},
    {SnapshotState::pending, SnapshotEvent::fail, SnapshotState::error},
    {SnapshotState::pending, SnapshotEvent::remove, SnapshotState::deleted},
    {SnapshotState::completed, SnapshotEvent::remove, SnapshotState::deleted},
    {SnapshotState::error, SnapshotEvent::remove, SnapshotState::deleted},
    {SnapshotState::completed, SnapshotEvent::recycle, SnapshotState::recoverable},
    {SnapshotState::recoverable, SnapshotEvent::restore, SnapshotState::completed},
    {SnapshotState::recoverable, SnapshotEvent::remove, SnapshotState::deleted},
};

constexpr std::optional<SnapshotState> next(SnapshotState from, SnapshotEvent on) {
  for (const auto& step : kSnapshotSteps)
    if (step.from == from && step.on == on) return step.to;
  return std::nullopt;
}

static_assert(!next(SnapshotState::deleted, SnapshotEvent::complete), "deleted is final");

}  // namespace amilocal::domain
