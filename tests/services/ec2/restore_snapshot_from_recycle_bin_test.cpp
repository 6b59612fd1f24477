#include "recycle_bin_test.h"

namespace amilocal::test {
namespace {

using RestoreSnapshotFromRecycleBin = RecycleBinTest;

// It answers the snapshot's own fields; sharing is restored (1.4).
TEST_F(RestoreSnapshotFromRecycleBin, GivesTheSnapshotBackAsItWas) {
  keepSnapshots();
  const auto snapshot = givenSnapshot([](domain::Snapshot& s) {
    s.description = "nightly";
    s.createVolumePermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  });
  remove(snapshot.id);
  const auto answer = call(&ec2::restoreSnapshotFromRecycleBin, {.snapshotId = snapshot.id.str()});
  EXPECT_EQ(answer.snapshotId, snapshot.id.str());
  EXPECT_EQ(answer.description, "nightly");
  EXPECT_EQ(answer.encrypted, false);
  EXPECT_EQ(answer.ownerId, std::string(kOwner));
  EXPECT_EQ(answer.progress, "100%");
  EXPECT_EQ(answer.startTime, snapshot.startedAt);
  EXPECT_EQ(answer.state, "completed");
  EXPECT_EQ(answer.volumeId, snapshot.volumeId);
  EXPECT_EQ(answer.volumeSize, 8);
  EXPECT_EQ(stored(snapshot.id), snapshot);
  EXPECT_TRUE(tagsOn(snapshot.id.str()).empty());
  as(kOther);
  EXPECT_EQ(call(&ec2::describeSnapshots, {.snapshotIds = {snapshot.id.str()}}).snapshots.size(),
            1U);
}

TEST_F(RestoreSnapshotFromRecycleBin, FindsOnlyWhatIsInTheCallersBin) {
  keepSnapshots();
  const auto id = givenSnapshot().id;
  expectError(errorOf(&ec2::restoreSnapshotFromRecycleBin, {.snapshotId = id.str()}),
              "InvalidSnapshot.NotFound");
  remove(id);
  as(kOther);
  expectError(errorOf(&ec2::restoreSnapshotFromRecycleBin, {.snapshotId = id.str()}),
              "InvalidSnapshot.NotFound");
}

}  // namespace
}  // namespace amilocal::test
