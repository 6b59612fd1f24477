#pragma once

#include "amilocal/domain/task.h"
#include "amilocal/engine/request_context.h"

/// One function per kind of task. Each loads its subject, moves it by its state table, records the
/// step, and does nothing when the subject has gone or changed meanwhile.
namespace amilocal::services {

void finishImage(RequestContext& ctx, const domain::Task& task);
void finishCreateSnapshot(RequestContext& ctx, const domain::Task& task);
void finishCopySnapshot(RequestContext& ctx, const domain::Task& task);
void finishCreateVolume(RequestContext& ctx, const domain::Task& task);
void finishDeleteVolume(RequestContext& ctx, const domain::Task& task);
void finishAttachVolume(RequestContext& ctx, const domain::Task& task);
void finishDetachVolume(RequestContext& ctx, const domain::Task& task);
void finishStartInstance(RequestContext& ctx, const domain::Task& task);
void finishStopInstance(RequestContext& ctx, const domain::Task& task);
void finishTerminateInstance(RequestContext& ctx, const domain::Task& task);
void finishExpireUpload(RequestContext& ctx, const domain::Task& task);
void finishStoreImage(RequestContext& ctx, const domain::Task& task);
void stepBundleTask(RequestContext& ctx, const domain::Task& task);
void finishRestoreImage(RequestContext& ctx, const domain::Task& task);
void finishForgetInstance(RequestContext& ctx, const domain::Task& task);
void finishArchiveSnapshot(RequestContext& ctx, const domain::Task& task);
void finishRestoreSnapshot(RequestContext& ctx, const domain::Task& task);
void finishEndSnapshotRestore(RequestContext& ctx, const domain::Task& task);
void finishEndLockCoolOff(RequestContext& ctx, const domain::Task& task);
void finishEndSnapshotLock(RequestContext& ctx, const domain::Task& task);
void finishMoveFastRestore(RequestContext& ctx, const domain::Task& task);
void finishEnableFastLaunch(RequestContext& ctx, const domain::Task& task);
void finishDisableFastLaunch(RequestContext& ctx, const domain::Task& task);
void finishCreateRetentionRule(RequestContext& ctx, const domain::Task& task);
void finishUnlockRetentionRule(RequestContext& ctx, const domain::Task& task);
void finishEmptyRecycleBin(RequestContext& ctx, const domain::Task& task);
void finishUsageReport(RequestContext& ctx, const domain::Task& task);
void finishForgetUsageReport(RequestContext& ctx, const domain::Task& task);
void runLifecyclePolicy(RequestContext& ctx, const domain::Task& task);
void tendLifecycleImage(RequestContext& ctx, const domain::Task& task);
void expireLifecycleImage(RequestContext& ctx, const domain::Task& task);
void finishModifyVolume(RequestContext& ctx, const domain::Task& task);
void finishOptimizeVolume(RequestContext& ctx, const domain::Task& task);
void finishDeleteKmsKey(RequestContext& ctx, const domain::Task& task);
void finishImportImage(RequestContext& ctx, const domain::Task& task);
void finishImportSnapshot(RequestContext& ctx, const domain::Task& task);
void finishExportImage(RequestContext& ctx, const domain::Task& task);
void finishDeleteTransfer(RequestContext& ctx, const domain::Task& task);
void finishForgetTransfer(RequestContext& ctx, const domain::Task& task);
void beginRootVolume(RequestContext& ctx, const domain::Task& task);
void finishRootVolume(RequestContext& ctx, const domain::Task& task);

}  // namespace amilocal::services
