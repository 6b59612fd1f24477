#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// EC2 API Reference, LockSnapshot, LockMode.
enum class LockMode { governance, compliance };

std::string_view toString(LockMode mode);
std::optional<LockMode> parseLockMode(std::string_view text);

/// EC2 API Reference, LockedSnapshotsInfo, lockState. It follows from the lock and the time.
enum class LockState { compliance, governance, compliance_cooloff, expired };

std::string_view toString(LockState state);

/// A lock as it was asked for. An expired one is kept, and holds nothing.
struct SnapshotLock {
  LockMode mode = LockMode::governance;
  Instant createdAt{};
  std::int64_t days = 0;             ///< until an expiration date: whole days, rounded up
  std::optional<Instant> startsAt;   ///< absent while the snapshot is pending
  std::optional<Instant> expiresAt;  ///< absent while that is not known yet
  std::optional<std::int64_t> coolOffHours;
  std::optional<Instant> coolOffExpiresAt;
  friend bool operator==(const SnapshotLock&, const SnapshotLock&) = default;
};

LockState stateOf(const SnapshotLock& lock, Instant now);

}  // namespace amilocal::domain
