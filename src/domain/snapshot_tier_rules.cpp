#include "amilocal/domain/snapshot_tier_rules.h"

#include <algorithm>
#include <chrono>

#include "amilocal/domain/errors/snapshot_care_errors.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/task_time.h"

namespace amilocal::domain {
namespace {

// A kind of move: what it is while it goes on, when it has ended well, when it has failed.
struct Move {
  TieringStatus running, done, failed;
};
constexpr Move kMoves[] = {
    {TieringStatus::archival_in_progress, TieringStatus::archival_completed,
     TieringStatus::archival_failed},
    {TieringStatus::temporary_restore_in_progress, TieringStatus::temporary_restore_completed,
     TieringStatus::temporary_restore_failed},
    {TieringStatus::permanent_restore_in_progress, TieringStatus::permanent_restore_completed,
     TieringStatus::permanent_restore_failed},
};

bool isTemporarilyRestored(const Snapshot& snapshot) {
  return snapshot.tiering && snapshot.tiering->restoreExpiresAt.has_value();
}

Instant expiryOf(std::int64_t days, Instant from) { return from + std::chrono::hours{24 * days}; }

void begin(Snapshot& snapshot, TieringStatus status, Instant now) {
  auto tiering = snapshot.tiering.value_or(SnapshotTiering{});
  tiering.status = status;
  tiering.startedAt = now;
  tiering.dueAt.reset();
  tiering.detail.reset();
  tiering.restoreDays.reset();
  snapshot.tiering = tiering;
}

constexpr FilterRow<Snapshot> kTierFilters[] = {
    {"last-tiering-operation",
     [](const Snapshot& s) {
       return s.tiering ? textsOf(toString(s.tiering->status)) : std::vector<std::string>{};
     }},
    {"snapshot-id", [](const Snapshot& s) { return textsOf(s.id.str()); }},
    {"volume-id", [](const Snapshot& s) { return textsOf(s.volumeId); }},
};
static_assert(std::ranges::is_sorted(kTierFilters, {}, &FilterRow<Snapshot>::name));

}  // namespace

bool isArchived(const Snapshot& snapshot) { return snapshot.storageTier == kArchiveTier; }

bool isMoving(const Snapshot& snapshot) {
  return snapshot.tiering &&
         std::ranges::find(kMoves, snapshot.tiering->status, &Move::running) != std::end(kMoves);
}

void checkNotArchived(const Snapshot& snapshot) {
  if (isArchived(snapshot)) throw errors::snapshotArchived(snapshot.id);
}

Snapshot planArchive(Snapshot snapshot, const ArchiveFacts& facts, Instant now) {
  if (snapshot.state != SnapshotState::completed)
    throw errors::snapshotNotArchivable(snapshot.id, toString(snapshot.state));
  if (isMoving(snapshot)) throw errors::snapshotTierMoving(snapshot.id);
  // What is temporarily restored is still in the archive, and goes back there by itself.
  if (isArchived(snapshot) || isTemporarilyRestored(snapshot))
    throw errors::snapshotAlreadyArchived(snapshot.id);
  if (facts.user) throw errors::snapshotInUse(snapshot.id, *facts.user);
  if (facts.ofVolume.used >= facts.ofVolume.limit)
    throw errors::tooManyArchivedSnapshots(facts.ofVolume.limit);
  if (facts.running.used >= facts.running.limit)
    throw errors::tooManyArchivals(facts.running.limit);
  begin(snapshot, TieringStatus::archival_in_progress, now);
  snapshot.tiering->archivedAt.reset();
  return snapshot;
}

void checkRestoreWish(const RestoreWish& wish) {
  if (wish.permanent && wish.days) throw errors::restoreKindTwice();
  if (!wish.permanent && !wish.days) throw errors::restoreKindMissing();
  if (wish.days && (*wish.days < kRestoreDaysMin || *wish.days > kRestoreDaysMax))
    throw errors::badRestoreDays(*wish.days);
}

Snapshot planRestore(Snapshot snapshot, const RestoreWish& wish, Quota running, Instant now) {
  checkRestoreWish(wish);
  if (isMoving(snapshot)) throw errors::snapshotTierMoving(snapshot.id);
  const auto& restore = wish.permanent ? kMoves[2] : kMoves[1];
  if (isTemporarilyRestored(snapshot)) {
    begin(snapshot, restore.done, now);
    snapshot.tiering->restoreDays = wish.days;
    snapshot.tiering->restoreExpiresAt.reset();
    if (wish.days) snapshot.tiering->restoreExpiresAt = expiryOf(*wish.days, now);
    return snapshot;
  }
  if (!isArchived(snapshot)) throw errors::snapshotNotArchived(snapshot.id);
  if (running.used >= running.limit) throw errors::tooManyTierRestores(running.limit);
  begin(snapshot, restore.running, now);
  snapshot.tiering->restoreDays = wish.days;
  return snapshot;
}

Snapshot endMove(Snapshot snapshot, const std::optional<std::string>& failure, Instant now) {
  const auto* kind = std::ranges::find(kMoves, snapshot.tiering->status, &Move::running);
  auto& tiering = *snapshot.tiering;
  tiering.dueAt.reset();
  tiering.status = failure ? kind->failed : kind->done;
  tiering.detail = failure;
  if (failure) return snapshot;
  if (kind->running == TieringStatus::archival_in_progress) {
    snapshot.storageTier = kArchiveTier;
    tiering.archivedAt = now;
    // "Fast snapshot restore and snapshot sharing are automatically disabled after the snapshot is
    // archived" (Amazon EBS User Guide, "Archive an Amazon EBS snapshot").
    snapshot.createVolumePermissions.clear();
    return snapshot;
  }
  snapshot.storageTier = kStandardTier;
  if (tiering.restoreDays) tiering.restoreExpiresAt = expiryOf(*tiering.restoreDays, now);
  return snapshot;
}

Snapshot endTemporaryRestore(Snapshot snapshot) {
  snapshot.storageTier = kArchiveTier;
  snapshot.createVolumePermissions.clear();
  snapshot.tiering->restoreExpiresAt.reset();
  snapshot.tiering->restoreDays.reset();
  return snapshot;
}

int tieringProgress(const SnapshotTiering& tiering, Instant now) {
  const bool running =
      std::ranges::find(kMoves, tiering.status, &Move::running) != std::end(kMoves);
  if (running) return std::min(percentDone(tiering.startedAt, tiering.dueAt, now), 99);
  const bool done = std::ranges::find(kMoves, tiering.status, &Move::done) != std::end(kMoves);
  return done ? 100 : 0;
}

std::span<const FilterRow<Snapshot>> tierFilters() { return kTierFilters; }

}  // namespace amilocal::domain
