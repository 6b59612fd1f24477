#include "amilocal/catalog/data_sweep.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/catalog/checkpoint_store.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/catalog/transaction.h"
#include "support/temporary_directory.h"

#include <gtest/gtest.h>

namespace amilocal {
namespace {

class DataSweep : public ::testing::Test {
 protected:
  DataSweep() { migrate(database_); }

  /// A snapshot with one block of this letter; answers the block's blob.
  std::string givenSnapshot(const std::string& id, char letter) {
    domain::Snapshot snapshot;
    snapshot.id = SnapshotId::trusted(id);
    snapshot.contentId = catalog_.contents().add({});
    const auto blob = blobs_.putBlock(std::string(kBlockBytes, letter));
    catalog_.contents().put(*snapshot.contentId, {0, blob});
    catalog_.snapshots().insert(snapshot);
    return blob;
  }
  void markDeleted(const std::string& id) {
    auto snapshot = *catalog_.snapshots().find(SnapshotId::trusted(id));
    snapshot.state = domain::SnapshotState::deleted;
    catalog_.snapshots().update(snapshot);
  }

  test::TemporaryDirectory directory_;
  Database database_{directory_.path("catalog.sqlite3")};
  Catalog catalog_{database_};
  BlobStore blobs_{directory_.path(), 1U << 30U, Durability::ephemeral};
};

TEST_F(DataSweep, RemovesTheBlocksOfDeletedSnapshots) {
  const auto used = givenSnapshot("snap-1", 'a');
  const auto unused = givenSnapshot("snap-2", 'b');
  markDeleted("snap-2");
  EXPECT_GT(sweepData(database_, blobs_), 0U);
  EXPECT_TRUE(blobs_.has(used));
  EXPECT_FALSE(blobs_.has(unused));
}

// A volume made of a snapshot keeps its bytes when the snapshot goes.
TEST_F(DataSweep, KeepsTheBlocksOfVolumesAndObjects) {
  const auto ofVolume = givenSnapshot("snap-1", 'a');
  domain::Volume volume;
  volume.id = VolumeId::trusted("vol-1");
  volume.contentId = catalog_.snapshots().find(SnapshotId::trusted("snap-1"))->contentId;
  catalog_.volumes().insert(volume);
  markDeleted("snap-1");
  const auto ofObject = blobs_.putBlock(std::string(kBlockBytes, 'c'));
  catalog_.objects().put({.container = "b", .key = "k"}, {{ofObject, 0, 1, 0}});
  EXPECT_EQ(sweepData(database_, blobs_), 0U);
  EXPECT_TRUE(blobs_.has(ofVolume));
  EXPECT_TRUE(blobs_.has(ofObject));
}

// What a transaction removes may come back with its end.
TEST_F(DataSweep, KeepsWhatIsCommittedAndNotYetGone) {
  const auto blob = givenSnapshot("snap-1", 'a');
  Transaction transaction(database_, Transaction::Kind::write);
  markDeleted("snap-1");
  EXPECT_EQ(sweepData(database_, blobs_), 0U);
  EXPECT_TRUE(blobs_.has(blob));
}

// A checkpoint can be brought back whole.
TEST_F(DataSweep, KeepsTheBlocksOfCheckpoints) {
  const auto blob = givenSnapshot("snap-1", 'a');
  CheckpointStore checkpoints(directory_.path("checkpoints"));
  checkpoints.keep(database_, "one", Instant{});
  markDeleted("snap-1");
  EXPECT_EQ(sweepData(database_, blobs_), 0U);
  EXPECT_TRUE(blobs_.has(blob));
  checkpoints.remove("one");
  EXPECT_GT(sweepData(database_, blobs_), 0U);
}

// Nobody knows what a file that cannot be read would have kept.
TEST_F(DataSweep, KeepsEverythingWhenACheckpointIsDamaged) {
  const auto blob = givenSnapshot("snap-1", 'a');
  CheckpointStore(directory_.path("checkpoints")).keep(database_, "one", Instant{});
  markDeleted("snap-1");
  directory_.file("checkpoints/one.checkpoint", std::string(4096, 'x'));
  EXPECT_EQ(sweepData(database_, blobs_), 0U);
  EXPECT_TRUE(blobs_.has(blob));
}

}  // namespace
}  // namespace amilocal
