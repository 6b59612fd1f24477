#include "recycle_bin_test.h"

namespace amilocal::test {
namespace {

using domain::SnapshotState;
using ListSnapshotsInRecycleBin = RecycleBinTest;

// snapshots-volumes-instances.md 1.4.
TEST_F(ListSnapshotsInRecycleBin, ShowsWhatWasDeletedUnderARule) {
  keepSnapshots(3);
  const auto snapshot = givenSnapshot([](domain::Snapshot& s) { s.description = "nightly"; });
  remove(snapshot.id);
  const auto list = call(&ec2::listSnapshotsInRecycleBin, {}).snapshots;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].snapshotId, snapshot.id.str());
  EXPECT_EQ(list[0].description, "nightly");
  EXPECT_EQ(list[0].volumeId, snapshot.volumeId);
  EXPECT_EQ(list[0].recycleBinEnterTime, now());
  EXPECT_EQ(list[0].recycleBinExitTime, now() + days{3});
  EXPECT_EQ(tagsOn(snapshot.id.str()), (domain::Tags{domain::binTag()}));
}

TEST_F(ListSnapshotsInRecycleBin, HidesTheSnapshotFromAllOtherOperations) {
  keepSnapshots();
  const auto id = givenSnapshot().id;
  remove(id);
  EXPECT_TRUE(call(&ec2::describeSnapshots, {}).snapshots.empty());
  expectError(errorOf(&ec2::describeSnapshots, {.snapshotIds = {id.str()}}),
              "InvalidSnapshot.NotFound");
  expectError(errorOf(&ec2::deleteSnapshot, {.snapshotId = id.str()}), "InvalidSnapshot.NotFound");
}

// The longest period wins, and it ends by the clock (section 9).
TEST_F(ListSnapshotsInRecycleBin, LosesTheSnapshotWhenItsTimeIsOver) {
  keepSnapshots(3);
  keepSnapshots(5);
  const auto id = givenSnapshot().id;
  remove(id);
  advance(days{4});
  EXPECT_EQ(snapshotsInBin(), std::vector{id.str()});
  advance(days{1});
  EXPECT_TRUE(snapshotsInBin().empty());
  EXPECT_EQ(stored(id).state, SnapshotState::deleted);
}

// The deletion of a pending snapshot takes effect, and finds the rule, after its completion.
TEST_F(ListSnapshotsInRecycleBin, TakesAPendingSnapshotWhenItIsComplete) {
  keepSnapshots();
  taskTime("1h");
  const auto id = *call(&ec2::createSnapshot, {.volumeId = givenVolume().id.str()}).snapshotId;
  call(&ec2::deleteSnapshot, {.snapshotId = id});
  EXPECT_TRUE(snapshotsInBin().empty());
  advance(std::chrono::hours{1});
  EXPECT_EQ(snapshotsInBin(), std::vector{id});
}

TEST_F(ListSnapshotsInRecycleBin, ListsByIdsAndRefusesBadPages) {
  keepSnapshots();
  const auto first = givenSnapshot().id, second = givenSnapshot().id;
  remove(first);
  remove(second);
  const auto one = call(&ec2::listSnapshotsInRecycleBin, {.snapshotIds = {second.str()}});
  ASSERT_EQ(one.snapshots.size(), 1U);
  EXPECT_EQ(one.snapshots[0].snapshotId, second.str());
  expectError(errorOf(&ec2::listSnapshotsInRecycleBin, {.maxResults = 4}), "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
