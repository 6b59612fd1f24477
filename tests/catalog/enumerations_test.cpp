#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>
#include <string_view>

#include "amilocal/domain/builder_resource.h"
#include "amilocal/domain/bundle_task.h"
#include "amilocal/domain/fast_launch.h"
#include "amilocal/domain/fast_restore.h"
#include "amilocal/domain/fleet.h"
#include "amilocal/domain/image_protection.h"
#include "amilocal/domain/image_state.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/kms_key.h"
#include "amilocal/domain/lifecycle_policy.h"
#include "amilocal/domain/recycle_bin.h"
#include "amilocal/domain/root_volume.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/store_task.h"
#include "amilocal/domain/task.h"
#include "amilocal/domain/transfer.h"
#include "amilocal/domain/usage_report.h"
#include "amilocal/domain/volume.h"
#include "amilocal/domain/volume_modification.h"

namespace amilocal::domain {
namespace {

// What a column keeps is what toString() gives, so each spelling must lead back.
template <class Enum>
void expectToComeBack(std::initializer_list<Enum> values,
                      std::optional<Enum> (*parse)(std::string_view)) {
  for (const auto value : values) EXPECT_EQ(parse(toString(value)), value) << toString(value);
  EXPECT_EQ(parse(""), std::nullopt);
  EXPECT_EQ(parse("Pending"), std::nullopt);
}

TEST(Enumerations, ComeBackFromTheirSpelling) {
  expectToComeBack({ImageState::pending, ImageState::available, ImageState::disabled,
                    ImageState::failed, ImageState::deregistered, ImageState::recoverable},
                   parseImageState);
  expectToComeBack({ImageProtection::disabled, ImageProtection::enabled_without_cooldown,
                    ImageProtection::enabled_with_cooldown},
                   parseImageProtection);
  expectToComeBack({SnapshotState::pending, SnapshotState::completed, SnapshotState::error,
                    SnapshotState::recoverable, SnapshotState::recovering, SnapshotState::deleted},
                   parseSnapshotState);
  expectToComeBack(
      {VolumeState::creating, VolumeState::available, VolumeState::in_use, VolumeState::deleting,
       VolumeState::deleted, VolumeState::error, VolumeState::recoverable},
      parseVolumeState);
  expectToComeBack({AttachmentState::attaching, AttachmentState::attached,
                    AttachmentState::detaching, AttachmentState::detached, AttachmentState::busy},
                   parseAttachmentState);
  expectToComeBack({InstanceState::pending, InstanceState::running, InstanceState::shutting_down,
                    InstanceState::terminated, InstanceState::stopping, InstanceState::stopped},
                   parseInstanceState);
  expectToComeBack({LockMode::governance, LockMode::compliance}, parseLockMode);
  expectToComeBack(
      {TieringStatus::archival_in_progress, TieringStatus::archival_completed,
       TieringStatus::archival_failed, TieringStatus::temporary_restore_in_progress,
       TieringStatus::temporary_restore_completed, TieringStatus::temporary_restore_failed,
       TieringStatus::permanent_restore_in_progress, TieringStatus::permanent_restore_completed,
       TieringStatus::permanent_restore_failed},
      parseTieringStatus);
  expectToComeBack(
      {FastRestoreState::enabling, FastRestoreState::optimizing, FastRestoreState::enabled,
       FastRestoreState::disabling, FastRestoreState::disabled},
      parseFastRestoreState);
  expectToComeBack({FastLaunchState::enabling, FastLaunchState::enabling_failed,
                    FastLaunchState::enabled, FastLaunchState::enabled_failed,
                    FastLaunchState::disabling, FastLaunchState::disabling_failed},
                   parseFastLaunchState);
}

TEST(Enumerations, OfTasksComeBackToo) {
  expectToComeBack({TaskKind::create_image,
                    TaskKind::copy_image,
                    TaskKind::create_snapshot,
                    TaskKind::copy_snapshot,
                    TaskKind::create_volume,
                    TaskKind::delete_volume,
                    TaskKind::attach_volume,
                    TaskKind::detach_volume,
                    TaskKind::start_instance,
                    TaskKind::stop_instance,
                    TaskKind::terminate_instance,
                    TaskKind::forget_instance,
                    TaskKind::archive_snapshot,
                    TaskKind::restore_snapshot,
                    TaskKind::end_snapshot_restore,
                    TaskKind::end_lock_cool_off,
                    TaskKind::end_snapshot_lock,
                    TaskKind::move_fast_restore,
                    TaskKind::enable_fast_launch,
                    TaskKind::disable_fast_launch,
                    TaskKind::create_retention_rule,
                    TaskKind::unlock_retention_rule,
                    TaskKind::empty_recycle_bin,
                    TaskKind::expire_upload,
                    TaskKind::store_image,
                    TaskKind::restore_image,
                    TaskKind::create_usage_report,
                    TaskKind::forget_usage_report,
                    TaskKind::run_lifecycle_policy,
                    TaskKind::tend_lifecycle_image,
                    TaskKind::expire_lifecycle_image,
                    TaskKind::modify_volume,
                    TaskKind::optimize_volume,
                    TaskKind::delete_kms_key,
                    TaskKind::import_image,
                    TaskKind::import_snapshot,
                    TaskKind::export_image,
                    TaskKind::delete_transfer,
                    TaskKind::forget_transfer,
                    TaskKind::begin_root_volume,
                    TaskKind::finish_root_volume,
                    TaskKind::bundle_instance},
                   parseTaskKind);
}

TEST(Enumerations, OfBinsReportsRecipesAndKeysComeBackToo) {
  expectToComeBack({BinResource::snapshot, BinResource::image, BinResource::volume},
                   parseBinResource);
  expectToComeBack({RuleStatus::pending, RuleStatus::available}, parseRuleStatus);
  expectToComeBack({RuleLock::locked, RuleLock::pending_unlock, RuleLock::unlocked}, parseRuleLock);
  expectToComeBack(
      {TransferKind::import_image, TransferKind::import_snapshot, TransferKind::export_image},
      parseTransferKind);
  expectToComeBack({TransferState::active, TransferState::completed, TransferState::deleting,
                    TransferState::deleted},
                   parseTransferState);
  expectToComeBack({domain::StoreTaskState::in_progress, domain::StoreTaskState::completed,
                    domain::StoreTaskState::failed},
                   domain::parseStoreTaskState);
  using domain::BundleTaskState;
  expectToComeBack(
      {BundleTaskState::pending, BundleTaskState::waiting_for_shutdown, BundleTaskState::bundling,
       BundleTaskState::storing, BundleTaskState::cancelling, BundleTaskState::complete,
       BundleTaskState::failed},
      domain::parseBundleTaskState);
  expectToComeBack(
      {UsageReportState::pending, UsageReportState::available, UsageReportState::error},
      parseUsageReportState);
  expectToComeBack(
      {BuilderKind::component, BuilderKind::image_recipe, BuilderKind::container_recipe},
      parseBuilderKind);
  expectToComeBack({PolicyState::enabled, PolicyState::disabled}, parsePolicyState);
  expectToComeBack(
      {KeyState::enabled, KeyState::disabled, KeyState::pending_deletion, KeyState::deleted},
      parseKeyState);
  expectToComeBack({ModificationState::modifying, ModificationState::optimizing,
                    ModificationState::completed, ModificationState::failed},
                   parseModificationState);
  expectToComeBack({FleetState::active, FleetState::deleted_terminating}, parseFleetState);
  expectToComeBack({RootVolumeState::pending, RootVolumeState::in_progress,
                    RootVolumeState::succeeded, RootVolumeState::failed},
                   parseRootVolumeState);
}

// AWS writes these with a hyphen, which a C++ name cannot have.
TEST(Enumerations, AreSpelledAsAwsSpellsThem) {
  EXPECT_EQ(toString(VolumeState::in_use), "in-use");
  EXPECT_EQ(toString(InstanceState::shutting_down), "shutting-down");
  EXPECT_EQ(toString(TaskKind::create_image), "create-image");
}

}  // namespace
}  // namespace amilocal::domain
