#include "amilocal/domain/snapshot_lock.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<LockMode> kLockModes[] = {
    {LockMode::governance, "governance"},
    {LockMode::compliance, "compliance"},
};
constexpr Named<LockState> kLockStates[] = {
    {LockState::compliance, "compliance"},
    {LockState::governance, "governance"},
    {LockState::compliance_cooloff, "compliance-cooloff"},
    {LockState::expired, "expired"},
};

}  // namespace

std::string_view toString(LockMode mode) { return nameOf(kLockModes, mode); }

std::optional<LockMode> parseLockMode(std::string_view text) { return valueOf(kLockModes, text); }

std::string_view toString(LockState state) { return nameOf(kLockStates, state); }

LockState stateOf(const SnapshotLock& lock, Instant now) {
  if (lock.expiresAt && *lock.expiresAt <= now) return LockState::expired;
  if (lock.mode == LockMode::governance) return LockState::governance;
  if (lock.coolOffExpiresAt && now < *lock.coolOffExpiresAt) return LockState::compliance_cooloff;
  return LockState::compliance;
}

}  // namespace amilocal::domain
