#include "amilocal/domain/task.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<TaskKind> kTaskKinds[] = {
    {TaskKind::create_image, "create-image"},
    {TaskKind::copy_image, "copy-image"},
    {TaskKind::create_snapshot, "create-snapshot"},
    {TaskKind::copy_snapshot, "copy-snapshot"},
    {TaskKind::create_volume, "create-volume"},
    {TaskKind::delete_volume, "delete-volume"},
    {TaskKind::attach_volume, "attach-volume"},
    {TaskKind::detach_volume, "detach-volume"},
    {TaskKind::start_instance, "start-instance"},
    {TaskKind::stop_instance, "stop-instance"},
    {TaskKind::terminate_instance, "terminate-instance"},
    {TaskKind::forget_instance, "forget-instance"},
    {TaskKind::archive_snapshot, "archive-snapshot"},
    {TaskKind::restore_snapshot, "restore-snapshot"},
    {TaskKind::end_snapshot_restore, "end-snapshot-restore"},
    {TaskKind::end_lock_cool_off, "end-lock-cool-off"},
    {TaskKind::end_snapshot_lock, "end-snapshot-lock"},
    {TaskKind::move_fast_restore, "move-fast-restore"},
    {TaskKind::enable_fast_launch, "enable-fast-launch"},
    {TaskKind::disable_fast_launch, "disable-fast-launch"},
    {TaskKind::create_retention_rule, "create-retention-rule"},
    {TaskKind::unlock_retention_rule, "unlock-retention-rule"},
    {TaskKind::empty_recycle_bin, "empty-recycle-bin"},
    {TaskKind::expire_upload, "expire-upload"},
    {TaskKind::store_image, "store-image"},
    {TaskKind::restore_image, "restore-image"},
    {TaskKind::create_usage_report, "create-usage-report"},
    {TaskKind::forget_usage_report, "forget-usage-report"},
    {TaskKind::run_lifecycle_policy, "run-lifecycle-policy"},
    {TaskKind::tend_lifecycle_image, "tend-lifecycle-image"},
    {TaskKind::expire_lifecycle_image, "expire-lifecycle-image"},
    {TaskKind::modify_volume, "modify-volume"},
    {TaskKind::optimize_volume, "optimize-volume"},
    {TaskKind::delete_kms_key, "delete-kms-key"},
    {TaskKind::import_image, "import-image"},
    {TaskKind::import_snapshot, "import-snapshot"},
    {TaskKind::export_image, "export-image"},
    {TaskKind::delete_transfer, "delete-transfer"},
    {TaskKind::forget_transfer, "forget-transfer"},
    {TaskKind::begin_root_volume, "begin-root-volume"},
    {TaskKind::finish_root_volume, "finish-root-volume"},
    {TaskKind::bundle_instance, "bundle-instance"},
};

}  // namespace

std::string_view toString(TaskKind kind) { return nameOf(kTaskKinds, kind); }

std::optional<TaskKind> parseTaskKind(std::string_view text) { return valueOf(kTaskKinds, text); }

}  // namespace amilocal::domain
