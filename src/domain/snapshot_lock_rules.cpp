#include "amilocal/domain/snapshot_lock_rules.h"

#include <algorithm>
#include <chrono>

#include "amilocal/domain/errors/snapshot_care_errors.h"

namespace amilocal::domain {
namespace {

using std::chrono::hours;

// EC2 API Reference, LockSnapshot: 1 to 72 hours, and 1 to 36,500 days.
constexpr std::int64_t kCoolOffMax = 72, kDaysMax = 36'500;
constexpr Duration kDay = hours{24};

std::int64_t daysBetween(Instant from, Instant to) {
  return std::max<std::int64_t>((to - from + kDay - Duration{1}) / kDay, 1);
}

/// The lock that a change starts from: when it was made, and since when its length counts.
SnapshotLock renewed(const Snapshot& snapshot, Instant now) {
  SnapshotLock lock;
  const bool isHeld = snapshot.lock && stateOf(*snapshot.lock, now) != LockState::expired;
  lock.createdAt = isHeld ? snapshot.lock->createdAt : now;
  if (snapshot.state == SnapshotState::completed)
    lock.startsAt = isHeld ? snapshot.lock->startsAt.value_or(now) : now;
  return lock;
}

void setLength(SnapshotLock& lock, const LockWish& wish, Instant now) {
  if (wish.until) {
    lock.expiresAt = wish.until;
    lock.days = daysBetween(lock.startsAt.value_or(now), *wish.until);
    return;
  }
  lock.days = *wish.days;
  if (lock.startsAt) lock.expiresAt = *lock.startsAt + kDay * lock.days;
}

bool isLonger(const SnapshotLock& lock, const SnapshotLock& than) {
  if (lock.expiresAt && than.expiresAt) return *lock.expiresAt > *than.expiresAt;
  return lock.days > than.days;  // of a pending snapshot, whose lock has not begun
}

// After the cooling-off period the mode stays, there is no second one, and the lock only grows.
void checkOnlyLengthened(const Snapshot& snapshot, const SnapshotLock& lock, Instant now) {
  if (!snapshot.lock || stateOf(*snapshot.lock, now) != LockState::compliance) return;
  if (lock.mode != LockMode::compliance || lock.coolOffHours || !isLonger(lock, *snapshot.lock))
    throw errors::complianceLocked(snapshot.id);
}

constexpr FilterRow<LockedSnapshot> kLockFilters[] = {
    {"lock-state",
     [](const LockedSnapshot& s) { return textsOf(toString(stateOf(*s.snapshot.lock, s.now))); }},
};

}  // namespace

void checkLockWish(const LockWish& wish, Instant now) {
  if (wish.days && wish.until) throw errors::lockLengthTwice();
  if (!wish.days && !wish.until) throw errors::lockLengthMissing();
  if (wish.coolOffHours && wish.mode == LockMode::governance)
    throw errors::coolOffNeedsCompliance();
  if (wish.coolOffHours && (*wish.coolOffHours < 1 || *wish.coolOffHours > kCoolOffMax))
    throw errors::lockValueOutOfBounds("coolOffPeriod", *wish.coolOffHours, 1, kCoolOffMax);
  if (wish.days && (*wish.days < 1 || *wish.days > kDaysMax))
    throw errors::lockValueOutOfBounds("lockDuration", *wish.days, 1, kDaysMax);
  if (wish.until && (*wish.until < now + kDay || *wish.until > now + kDay * kDaysMax))
    throw errors::badLockExpiration(formatInstant(*wish.until));
}

Snapshot planLock(Snapshot snapshot, const LockWish& wish, Instant now) {
  checkLockWish(wish, now);
  if (snapshot.state != SnapshotState::pending && snapshot.state != SnapshotState::completed)
    throw errors::snapshotNotLockable(snapshot.id, toString(snapshot.state));
  auto lock = renewed(snapshot, now);
  lock.mode = wish.mode;
  setLength(lock, wish, now);
  lock.coolOffHours = wish.coolOffHours;
  if (wish.coolOffHours) lock.coolOffExpiresAt = now + hours{*wish.coolOffHours};
  checkOnlyLengthened(snapshot, lock, now);
  snapshot.lock = lock;
  return snapshot;
}

Snapshot planUnlock(Snapshot snapshot, Instant now) {
  if (!snapshot.lock) throw errors::snapshotNotLocked(snapshot.id);
  if (stateOf(*snapshot.lock, now) == LockState::compliance)
    throw errors::complianceLocked(snapshot.id);
  snapshot.lock.reset();
  return snapshot;
}

void settleLock(Snapshot& snapshot, Instant now) {
  if (!snapshot.lock) return;
  if (snapshot.state != SnapshotState::completed) return snapshot.lock.reset();
  auto& lock = *snapshot.lock;
  if (lock.startsAt) return;
  lock.startsAt = now;
  if (!lock.expiresAt) lock.expiresAt = now + kDay * lock.days;
}

bool isLocked(const Snapshot& snapshot, Instant now) {
  return snapshot.lock && stateOf(*snapshot.lock, now) != LockState::expired;
}

std::span<const FilterRow<LockedSnapshot>> lockFilters() { return kLockFilters; }

}  // namespace amilocal::domain
