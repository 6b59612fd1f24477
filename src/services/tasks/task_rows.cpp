#include "amilocal/services/tasks.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

using domain::TaskKind;

constexpr TaskRow kTaskRows[] = {
    {TaskKind::create_image, &finishImage},
    {TaskKind::copy_image, &finishImage},
    {TaskKind::create_snapshot, &finishCreateSnapshot},
    {TaskKind::copy_snapshot, &finishCopySnapshot},
    {TaskKind::create_volume, &finishCreateVolume},
    {TaskKind::delete_volume, &finishDeleteVolume},
    {TaskKind::attach_volume, &finishAttachVolume},
    {TaskKind::detach_volume, &finishDetachVolume},
    {TaskKind::start_instance, &finishStartInstance},
    {TaskKind::stop_instance, &finishStopInstance},
    {TaskKind::terminate_instance, &finishTerminateInstance},
    {TaskKind::forget_instance, &finishForgetInstance},
    {TaskKind::archive_snapshot, &finishArchiveSnapshot},
    {TaskKind::restore_snapshot, &finishRestoreSnapshot},
    {TaskKind::end_snapshot_restore, &finishEndSnapshotRestore},
    {TaskKind::end_lock_cool_off, &finishEndLockCoolOff},
    {TaskKind::end_snapshot_lock, &finishEndSnapshotLock},
    {TaskKind::move_fast_restore, &finishMoveFastRestore},
    {TaskKind::enable_fast_launch, &finishEnableFastLaunch},
    {TaskKind::disable_fast_launch, &finishDisableFastLaunch},
    {TaskKind::create_retention_rule, &finishCreateRetentionRule},
    {TaskKind::unlock_retention_rule, &finishUnlockRetentionRule},
    {TaskKind::empty_recycle_bin, &finishEmptyRecycleBin},
    {TaskKind::expire_upload, &finishExpireUpload},
    {TaskKind::store_image, &finishStoreImage},
    {TaskKind::restore_image, &finishRestoreImage},
    {TaskKind::create_usage_report, &finishUsageReport},
    {TaskKind::forget_usage_report, &finishForgetUsageReport},
    {TaskKind::run_lifecycle_policy, &runLifecyclePolicy},
    {TaskKind::tend_lifecycle_image, &tendLifecycleImage},
    {TaskKind::expire_lifecycle_image, &expireLifecycleImage},
    {TaskKind::modify_volume, &finishModifyVolume},
    {TaskKind::optimize_volume, &finishOptimizeVolume},
    {TaskKind::delete_kms_key, &finishDeleteKmsKey},
    {TaskKind::import_image, &finishImportImage},
    {TaskKind::import_snapshot, &finishImportSnapshot},
    {TaskKind::export_image, &finishExportImage},
    {TaskKind::delete_transfer, &finishDeleteTransfer},
    {TaskKind::forget_transfer, &finishForgetTransfer},
    {TaskKind::begin_root_volume, &beginRootVolume},
    {TaskKind::finish_root_volume, &finishRootVolume},
    {TaskKind::bundle_instance, &stepBundleTask},
};

}  // namespace

std::span<const TaskRow> taskRows() { return kTaskRows; }

}  // namespace amilocal::services
