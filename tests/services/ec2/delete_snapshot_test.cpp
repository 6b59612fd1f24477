#include "storage_test.h"

namespace amilocal::test {
namespace {

using DeleteSnapshot = StorageTest;

TEST_F(DeleteSnapshot, DeletesTheSnapshotAndEverybodysTags) {
  const auto snapshot = givenSnapshot();
  catalog().tags().put({std::string(kOther), "us-east-1", "snapshot", snapshot.id.str()},
                       {{"k", "v"}});
  EXPECT_EQ(call(&ec2::deleteSnapshot, {.snapshotId = snapshot.id.str()}).return_, true);
  EXPECT_EQ(stored(snapshot.id).state, domain::SnapshotState::deleted);
  as(kOther);
  EXPECT_TRUE(tagsOn(snapshot.id.str()).empty());
}

TEST_F(DeleteSnapshot, DoesNotFindItASecondTime) {
  const auto id = givenSnapshot().id.str();
  call(&ec2::deleteSnapshot, {.snapshotId = id});
  expectError(errorOf(&ec2::deleteSnapshot, {.snapshotId = id}), "InvalidSnapshot.NotFound",
              "The snapshot '" + id + "' does not exist.");
}

// One image is named, without quotes and without a full stop (errors.md section 4).
TEST_F(DeleteSnapshot, RefusesWhileAnImageUsesIt) {
  const auto snapshot = givenSnapshot();
  const auto image = givenImageOf(snapshot.id);
  expectError(errorOf(&ec2::deleteSnapshot, {.snapshotId = snapshot.id.str()}),
              "InvalidSnapshot.InUse",
              "The snapshot " + snapshot.id.str() + " is currently in use by " + image.id.str());
}

TEST_F(DeleteSnapshot, RefusesForPendingAndDisabledImagesToo) {
  for (const auto state : {domain::ImageState::pending, domain::ImageState::disabled}) {
    const auto snapshot = givenSnapshot();
    givenImageOf(snapshot.id, state);
    expectError(errorOf(&ec2::deleteSnapshot, {.snapshotId = snapshot.id.str()}),
                "InvalidSnapshot.InUse");
  }
}

// Clients deregister an image and then delete its snapshots.
TEST_F(DeleteSnapshot, LetsGoWhatOnlyDeregisteredAndFailedImagesUsed) {
  for (const auto state : {domain::ImageState::deregistered, domain::ImageState::failed}) {
    const auto snapshot = givenSnapshot();
    givenImageOf(snapshot.id, state);
    EXPECT_EQ(call(&ec2::deleteSnapshot, {.snapshotId = snapshot.id.str()}).return_, true);
  }
}

// The deletion of a pending snapshot takes effect after its completion (guide 2023).
TEST_F(DeleteSnapshot, WaitsForTheCompletionOfAPendingOne) {
  taskTime("hold");
  const auto id = *call(&ec2::createSnapshot, {.volumeId = givenVolume().id.str()}).snapshotId;
  EXPECT_EQ(call(&ec2::deleteSnapshot, {.snapshotId = id}).return_, true);
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::pending);
  finishTaskOf(id);
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::deleted);
}

// Nothing will complete it: its image was deregistered while it was made.
TEST_F(DeleteSnapshot, DeletesAPendingOneWithoutATaskAtOnce) {
  const auto snapshot =
      givenSnapshot([](domain::Snapshot& s) { s.state = domain::SnapshotState::pending; });
  call(&ec2::deleteSnapshot, {.snapshotId = snapshot.id.str()});
  EXPECT_EQ(stored(snapshot.id).state, domain::SnapshotState::deleted);
}

TEST_F(DeleteSnapshot, DoesNotFindWhatAnotherOwns) {
  const auto snapshot = givenSnapshot();
  as(kOther);
  expectError(errorOf(&ec2::deleteSnapshot, {.snapshotId = snapshot.id.str()}),
              "InvalidSnapshot.NotFound");
}

TEST_F(DeleteSnapshot, RefusesAMalformedId) {
  expectError(errorOf(&ec2::deleteSnapshot, {.snapshotId = "x"}), "InvalidSnapshotID.Malformed",
              "Invalid id: \"x\" (expecting \"snap-...\")");
}

}  // namespace
}  // namespace amilocal::test
