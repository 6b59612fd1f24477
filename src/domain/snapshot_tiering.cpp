#include "amilocal/domain/snapshot_tiering.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<TieringStatus> kTieringStatuses[] = {
    {TieringStatus::archival_in_progress, "archival-in-progress"},
    {TieringStatus::archival_completed, "archival-completed"},
    {TieringStatus::archival_failed, "archival-failed"},
    {TieringStatus::temporary_restore_in_progress, "temporary-restore-in-progress"},
    {TieringStatus::temporary_restore_completed, "temporary-restore-completed"},
    {TieringStatus::temporary_restore_failed, "temporary-restore-failed"},
    {TieringStatus::permanent_restore_in_progress, "permanent-restore-in-progress"},
    {TieringStatus::permanent_restore_completed, "permanent-restore-completed"},
    {TieringStatus::permanent_restore_failed, "permanent-restore-failed"},
};

}  // namespace

std::string_view toString(TieringStatus status) { return nameOf(kTieringStatuses, status); }

std::optional<TieringStatus> parseTieringStatus(std::string_view text) {
  return valueOf(kTieringStatuses, text);
}

}  // namespace amilocal::domain
