#include "amilocal/catalog/snapshot_table.h"

#include "catalog_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

Snapshot bareSnapshot(const std::string& id, const std::string& owner = "111111111111") {
  Snapshot snapshot;
  snapshot.id = SnapshotId::trusted(id);
  snapshot.region = "us-east-1";
  snapshot.owner = owner;
  return snapshot;
}

Snapshot filledSnapshot() {
  auto snapshot = bareSnapshot("snap-1");
  snapshot.state = SnapshotState::recoverable;
  snapshot.volumeId = "vol-1";
  snapshot.volumeSizeGib = 16'384;
  snapshot.description = "daily";
  snapshot.startedAt = at(1'700'000'000'001);
  snapshot.dueAt = at(1'700'000'000'002);
  snapshot.encrypted = true;
  snapshot.kmsKeyId = "arn:aws:kms:key";
  snapshot.dataEncryptionKeyId = "dek";
  snapshot.ownerAlias = "amazon";
  snapshot.statusMessage = "message";
  snapshot.storageTier = "archive";
  snapshot.transferType = "time-based";
  snapshot.completionDurationMinutes = 15;
  snapshot.completedAt = at(1'700'000'000'003);
  snapshot.sourceSnapshotId = "snap-0";
  snapshot.availabilityZone = "us-east-1-lax-1a";
  snapshot.outpostArn = "arn:aws:outposts:1";
  snapshot.tiering = SnapshotTiering{
      TieringStatus::temporary_restore_failed, at(4), at(5), "detail", at(6), 7, at(8)};
  snapshot.lock = SnapshotLock{LockMode::compliance, at(9), 10, at(11), at(12), 13, at(14)};
  snapshot.contentId = 7;
  snapshot.parentSnapshotId = "snap-9";
  snapshot.uploadTimeoutMinutes = 60;
  snapshot.uploadProgress = 42;
  snapshot.createVolumePermissions = {{GranteeKind::userId, "222222222222"},
                                      {GranteeKind::group, "all"}};
  return snapshot;
}

class SnapshotTableTest : public CatalogTest {
 protected:
  SnapshotTable& snapshots_ = catalog_.snapshots();
};

TEST_F(SnapshotTableTest, KeepsEveryMember) {
  snapshots_.insert(filledSnapshot());
  EXPECT_EQ(snapshots_.find(filledSnapshot().id), filledSnapshot());
  EXPECT_EQ(snapshots_.list({.region = "us-east-1"}), std::vector{filledSnapshot()});
}

TEST_F(SnapshotTableTest, KeepsTheAbsenceOfMembers) {
  snapshots_.insert(bareSnapshot("snap-1"));
  EXPECT_EQ(snapshots_.find(SnapshotId::trusted("snap-1")), bareSnapshot("snap-1"));
  EXPECT_EQ(snapshots_.find(SnapshotId::trusted("snap-2")), std::nullopt);
}

TEST_F(SnapshotTableTest, UpdatesEveryMember) {
  snapshots_.insert(bareSnapshot("snap-1"));
  snapshots_.update(filledSnapshot());
  EXPECT_EQ(snapshots_.find(filledSnapshot().id), filledSnapshot());
}

TEST_F(SnapshotTableTest, RemovesASnapshotWithItsPermissions) {
  snapshots_.insert(filledSnapshot());
  EXPECT_TRUE(snapshots_.remove(filledSnapshot().id));
  EXPECT_FALSE(snapshots_.remove(filledSnapshot().id));
  EXPECT_EQ(countRows("snapshot_permission"), 0);
}

TEST_F(SnapshotTableTest, ListsByIdAndByScope) {
  auto shared = bareSnapshot("snap-2", "222222222222");
  shared.createVolumePermissions = {{GranteeKind::userId, "111111111111"}};
  auto ofAll = bareSnapshot("snap-3", "222222222222");
  ofAll.createVolumePermissions = {{GranteeKind::group, "all"}};
  auto deleted = bareSnapshot("snap-5");
  deleted.state = SnapshotState::deleted;
  for (const auto& each :
       {bareSnapshot("snap-1"), shared, ofAll, bareSnapshot("snap-4", "222222222222"), deleted})
    snapshots_.insert(each);

  SnapshotScope scope{.region = "us-east-1",
                      .visibleTo = "111111111111",
                      .statesLeftOut = {SnapshotState::deleted}};
  EXPECT_EQ(idsOf(snapshots_.list(scope)), (Texts{"snap-1", "snap-2", "snap-3"}));
  scope.afterId = "snap-1";
  scope.limit = 1;
  EXPECT_EQ(snapshots_.list(scope), std::vector{shared});
  EXPECT_EQ(idsOf(snapshots_.list({.region = "us-east-1", .owners = {"111111111111"}})),
            (Texts{"snap-1", "snap-5"}));
  EXPECT_EQ(idsOf(snapshots_.list({.region = "eu-west-1"})), Texts{});
  const std::vector ids{ofAll.id, shared.id};
  EXPECT_EQ(snapshots_.listById(ids), (std::vector{shared, ofAll}));
}

}  // namespace
}  // namespace amilocal
