#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// EC2 API Reference, SnapshotTierStatus, lastTieringOperationStatus.
enum class TieringStatus {
  archival_in_progress,
  archival_completed,
  archival_failed,
  temporary_restore_in_progress,
  temporary_restore_completed,
  temporary_restore_failed,
  permanent_restore_in_progress,
  permanent_restore_completed,
  permanent_restore_failed,
};

std::string_view toString(TieringStatus status);
std::optional<TieringStatus> parseTieringStatus(std::string_view text);

inline constexpr std::string_view kStandardTier = "standard", kArchiveTier = "archive";

/// The last move of a snapshot between the tiers. A snapshot that was never moved has none.
struct SnapshotTiering {
  TieringStatus status = TieringStatus::archival_in_progress;
  Instant startedAt{};
  std::optional<Instant> dueAt;       ///< when it will end; absent while held. For progress
  std::optional<std::string> detail;  ///< why it failed
  std::optional<Instant> archivedAt;
  std::optional<std::int64_t> restoreDays;  ///< of a temporary restore
  std::optional<Instant> restoreExpiresAt;  ///< while it is temporarily restored
  friend bool operator==(const SnapshotTiering&, const SnapshotTiering&) = default;
};

}  // namespace amilocal::domain
