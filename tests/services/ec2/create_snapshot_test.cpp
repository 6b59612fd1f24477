#include "storage_test.h"

namespace amilocal::test {
namespace {

using CreateSnapshot = StorageTest;

// Progress is an empty text in this answer, and a percentage later (custodian recording).
TEST_F(CreateSnapshot, AnswersPendingWithAnEmptyProgress) {
  const auto volume = givenVolume();
  const auto answer = call(&ec2::createSnapshot, {.volumeId = volume.id.str()});
  EXPECT_EQ(answer.state, "pending");
  EXPECT_EQ(answer.progress, "");
  EXPECT_EQ(answer.volumeId, volume.id.str());
  EXPECT_EQ(answer.volumeSize, 8);
  EXPECT_EQ(answer.startTime, now());
}

// Clients read the element: it is empty, not absent.
TEST_F(CreateSnapshot, HasAnEmptyDescriptionWhenNoneIsGiven) {
  const auto answer = call(&ec2::createSnapshot, {.volumeId = givenVolume().id.str()});
  EXPECT_EQ(answer.description, "");
}

// Ansible fails when the element tagSet is missing (clients/contract.md section 5).
TEST_F(CreateSnapshot, TagsTheSnapshotAndShowsIt) {
  const auto answer =
      call(&ec2::createSnapshot, {.volumeId = givenVolume().id.str(),
                                  .tagSpecifications = {tagged("snapshot", {tag("k", "v")})}});
  EXPECT_EQ(answer.tags, (std::vector<ec2::Tag>{tag("k", "v")}));
  EXPECT_EQ(tagsOn(*answer.snapshotId), (domain::Tags{{"k", "v"}}));
}

// Task time 0: what the creating call called pending is complete for the next reader.
TEST_F(CreateSnapshot, IsCompletedForTheNextReader) {
  const auto answer = call(&ec2::createSnapshot, {.volumeId = givenVolume().id.str()});
  const auto snapshot = storedSnapshot(answer.snapshotId);
  EXPECT_EQ(snapshot.state, domain::SnapshotState::completed);
  EXPECT_EQ(snapshot.completedAt, now());
}

// A volume may be in use while a snapshot of it is made.
TEST_F(CreateSnapshot, TakesAnAttachedVolume) {
  const auto volume = givenAttached(givenInstance(), "/dev/sdf");
  EXPECT_EQ(call(&ec2::createSnapshot, {.volumeId = volume.id.str()}).state, "pending");
}

TEST_F(CreateSnapshot, RefusesAVolumeThatIsNotThere) {
  expectError(errorOf(&ec2::createSnapshot, {.volumeId = "vol-0ec2ee2808bf1bb7d"}),
              "InvalidVolume.NotFound", "The volume 'vol-0ec2ee2808bf1bb7d' does not exist.");
}

TEST_F(CreateSnapshot, RefusesAVolumeThatIsBeingMade) {
  const auto volume =
      givenVolume([](domain::Volume& v) { v.state = domain::VolumeState::creating; });
  expectError(errorOf(&ec2::createSnapshot, {.volumeId = volume.id.str()}), "IncorrectState");
}

TEST_F(CreateSnapshot, KeepsTheEncryptionOfTheVolume) {
  const auto volume = givenVolume([](domain::Volume& v) {
    v.encrypted = true;
    v.kmsKeyId = "arn:aws:kms:us-east-1:111111111111:key/a";
  });
  const auto answer = call(&ec2::createSnapshot, {.volumeId = volume.id.str()});
  EXPECT_EQ(answer.encrypted, true);
  EXPECT_EQ(answer.kmsKeyId, volume.kmsKeyId);
  // Shown by DescribeSnapshots only (EC2 API Reference, Snapshot).
  EXPECT_FALSE(answer.dataEncryptionKeyId);
}

// Equal data keys say that snapshots are of one lineage (EC2 API Reference, Snapshot,
// dataEncryptionKeyId).
TEST_F(CreateSnapshot, HandsTheDataKeyOnThroughAVolume) {
  const auto origin = givenSnapshot([](domain::Snapshot& s) {
    s.encrypted = true;
    s.kmsKeyId = "arn:aws:kms:us-east-1:111111111111:key/a";
    s.dataEncryptionKeyId = "origin";
  });
  const auto volume = givenVolume([&](domain::Volume& v) {
    v.encrypted = true;
    v.kmsKeyId = origin.kmsKeyId;
    v.snapshotId = origin.id;
  });
  const auto answer = call(&ec2::createSnapshot, {.volumeId = volume.id.str()});
  EXPECT_EQ(storedSnapshot(answer.snapshotId).dataEncryptionKeyId, "origin");
}

// There are neither Outposts nor Local Zones here (docs/compatibility.md).
TEST_F(CreateSnapshot, RefusesLocalSnapshots) {
  const auto id = givenVolume().id.str();
  expectError(errorOf(&ec2::createSnapshot, {.volumeId = id, .location = "local"}),
              "UnsupportedOperation");
  expectError(errorOf(&ec2::createSnapshot, {.outpostArn = "arn:o", .volumeId = id}),
              "UnsupportedOperation");
  EXPECT_EQ(call(&ec2::createSnapshot, {.volumeId = id, .location = "regional"}).state, "pending");
}

// A snapshot whose making fails tells why in statusMessage.
TEST_F(CreateSnapshot, EndsInErrorWhenItsTaskFails) {
  taskTime("hold");
  const auto answer = call(&ec2::createSnapshot, {.volumeId = givenVolume().id.str()});
  finishTaskOf(*answer.snapshotId, domain::StateReason{"Client.X", "no luck"});
  EXPECT_EQ(storedSnapshot(answer.snapshotId).state, domain::SnapshotState::error);
  EXPECT_EQ(storedSnapshot(answer.snapshotId).statusMessage, "no luck");
}

}  // namespace
}  // namespace amilocal::test
