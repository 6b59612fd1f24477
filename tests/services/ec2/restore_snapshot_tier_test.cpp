#include <chrono>

#include "storage_test.h"

namespace amilocal::test {
namespace {

using Days = std::chrono::days;

class RestoreSnapshotTier : public StorageTest {
 protected:
  SnapshotId archived() {
    const auto id = givenSnapshot().id;
    call(&ec2::modifySnapshotTier, {.snapshotId = id.str(), .storageTier = "archive"});
    return id;
  }
  ec2::RestoreSnapshotTierResponse restore(const SnapshotId& id, int period) {
    return call(&ec2::restoreSnapshotTier,
                {.snapshotId = id.str(), .temporaryRestoreDays = period});
  }
  ec2::RestoreSnapshotTierResponse restoreForGood(const SnapshotId& id) {
    return call(&ec2::restoreSnapshotTier, {.snapshotId = id.str(), .permanentRestore = true});
  }
  void limit(domain::Limit which, int value) {
    catalog().settings().put({{}, {}, limitSettingName(which), std::to_string(value)});
  }
};

// Amazon EBS User Guide, "Restore an archived Amazon EBS snapshot".
TEST_F(RestoreSnapshotTier, BringsTheSnapshotBackForGood) {
  const auto id = archived();
  const auto answer = restoreForGood(id);
  EXPECT_EQ(answer.isPermanentRestore, true);
  EXPECT_EQ(answer.restoreStartTime, now());
  EXPECT_FALSE(answer.restoreDuration);
  EXPECT_EQ(stored(id).storageTier, "standard");
  EXPECT_EQ(stored(id).tiering->status, domain::TieringStatus::permanent_restore_completed);
  advance(Days{400});
  EXPECT_EQ(stored(id).storageTier, "standard");
}

// The temporary restore ends by itself.
TEST_F(RestoreSnapshotTier, BringsTheSnapshotBackForSomeDays) {
  const auto id = archived();
  const auto answer = restore(id, 2);
  EXPECT_EQ(answer.restoreDuration, 2);
  EXPECT_EQ(answer.isPermanentRestore, false);
  EXPECT_EQ(stored(id).storageTier, "standard");
  EXPECT_EQ(stored(id).tiering->restoreExpiresAt, now() + Days{2});
  advance(Days{2});
  EXPECT_EQ(stored(id).storageTier, "archive");
  EXPECT_FALSE(stored(id).tiering->restoreExpiresAt);
}

TEST_F(RestoreSnapshotTier, ShowsWhenATemporaryRestoreEnds) {
  const auto id = archived();
  restore(id, 2);
  const auto shown = call(&ec2::describeSnapshots, {.snapshotIds = {id.str()}}).snapshots.front();
  EXPECT_EQ(shown.restoreExpiryTime, now() + Days{2});
  EXPECT_EQ(shown.storageTier, "standard");
}

// The same guide, "Modify the restore period": counted from the change.
TEST_F(RestoreSnapshotTier, ProlongsATemporaryRestore) {
  const auto id = archived();
  restore(id, 2);
  advance(Days{1});
  restore(id, 5);
  advance(Days{4});
  EXPECT_EQ(stored(id).storageTier, "standard");
  advance(Days{1});
  EXPECT_EQ(stored(id).storageTier, "archive");
}

TEST_F(RestoreSnapshotTier, MakesATemporaryRestorePermanent) {
  const auto id = archived();
  restore(id, 1);
  restoreForGood(id);
  EXPECT_EQ(stored(id).tiering->status, domain::TieringStatus::permanent_restore_completed);
  advance(Days{10});
  EXPECT_EQ(stored(id).storageTier, "standard");
}

// What is temporarily restored is in the archive as well.
TEST_F(RestoreSnapshotTier, LeavesNothingToArchiveAfterATemporaryRestore) {
  const auto id = archived();
  restore(id, 1);
  expectError(errorOf(&ec2::modifySnapshotTier, {.snapshotId = id.str(), .storageTier = "archive"}),
              "IncorrectState");
}

TEST_F(RestoreSnapshotTier, TakesItsTime) {
  const auto id = archived();
  taskTime("2h");
  restore(id, 1);
  EXPECT_EQ(stored(id).tiering->status, domain::TieringStatus::temporary_restore_in_progress);
  EXPECT_EQ(stored(id).storageTier, "archive");
  advance(std::chrono::hours{2});
  EXPECT_EQ(stored(id).tiering->restoreExpiresAt, now() + Days{1});
}

TEST_F(RestoreSnapshotTier, FailsAsItsTaskIsTold) {
  const auto id = archived();
  taskTime("hold");
  restoreForGood(id);
  finishTaskOf(id.str(), domain::StateReason{"Server.InternalError", "lost"});
  EXPECT_EQ(stored(id).tiering->status, domain::TieringStatus::permanent_restore_failed);
  EXPECT_EQ(stored(id).storageTier, "archive");
}

TEST_F(RestoreSnapshotTier, WantsOneKindOfRestore) {
  const auto id = archived().str();
  expectError(errorOf(&ec2::restoreSnapshotTier, {.snapshotId = id}), "MissingParameter");
  expectError(errorOf(&ec2::restoreSnapshotTier,
                      {.snapshotId = id, .temporaryRestoreDays = 1, .permanentRestore = true}),
              "InvalidParameterCombination");
  for (const int period : {0, 181})
    expectError(
        errorOf(&ec2::restoreSnapshotTier, {.snapshotId = id, .temporaryRestoreDays = period}),
        "InvalidParameterValue");
}

TEST_F(RestoreSnapshotTier, RefusesWhatIsNotArchived) {
  expectError(errorOf(&ec2::restoreSnapshotTier,
                      {.snapshotId = givenSnapshot().id.str(), .permanentRestore = true}),
              "IncorrectState");
}

// Five at a time (the same guide, quotas).
TEST_F(RestoreSnapshotTier, ObeysTheQuota) {
  const auto first = archived(), second = archived();
  limit(domain::Limit::snapshot_restores, 1);
  taskTime("hold");
  restore(first, 1);
  expectError(
      errorOf(&ec2::restoreSnapshotTier, {.snapshotId = second.str(), .temporaryRestoreDays = 1}),
      "ResourceLimitExceeded");
}

}  // namespace
}  // namespace amilocal::test
