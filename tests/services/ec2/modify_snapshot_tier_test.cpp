#include <chrono>

#include "storage_test.h"

namespace amilocal::test {
namespace {

class ModifySnapshotTier : public StorageTest {
 protected:
  ec2::ModifySnapshotTierResponse archive(const SnapshotId& id) {
    return call(&ec2::modifySnapshotTier, {.snapshotId = id.str(), .storageTier = "archive"});
  }
  ApiError refusalOf(const SnapshotId& id) {
    return errorOf(&ec2::modifySnapshotTier, {.snapshotId = id.str(), .storageTier = "archive"});
  }
  void limit(domain::Limit which, int value) {
    catalog().settings().put({{}, {}, limitSettingName(which), std::to_string(value)});
  }
  domain::Snapshot archived() {
    const auto id = givenSnapshot().id;
    archive(id);
    return stored(id);
  }
};

// Amazon EBS User Guide, "Archive an Amazon EBS snapshot".
TEST_F(ModifySnapshotTier, MovesTheSnapshotIntoTheArchive) {
  const auto id = givenSnapshot().id;
  const auto answer = archive(id);
  EXPECT_EQ(answer.snapshotId, id.str());
  EXPECT_EQ(answer.tieringStartTime, now());
  EXPECT_EQ(stored(id).storageTier, "archive");
  EXPECT_EQ(stored(id).tiering->status, domain::TieringStatus::archival_completed);
  EXPECT_EQ(stored(id).tiering->archivedAt, now());
}

// "You can continue to use the snapshot while the archive is in process."
TEST_F(ModifySnapshotTier, LeavesTheSnapshotUsableUntilItIsArchived) {
  taskTime("1h");
  const auto id = givenSnapshot().id;
  archive(id);
  EXPECT_EQ(stored(id).storageTier, "standard");
  EXPECT_NO_THROW(
      call(&ec2::createVolume, {.availabilityZone = "us-east-1a", .snapshotId = id.str()}));
  advance(std::chrono::hours{1});
  expectError(
      errorOf(&ec2::createVolume, {.availabilityZone = "us-east-1a", .snapshotId = id.str()}),
      "IncorrectState");
}

// The facts' rule (snapshots-volumes-instances.md 1.3): no copies, no sharing, no images.
TEST_F(ModifySnapshotTier, KeepsAnArchivedSnapshotFromBeingUsed) {
  const auto id = archived().id.str();
  expectError(errorOf(&ec2::copySnapshot, {.sourceRegion = "us-east-1", .sourceSnapshotId = id}),
              "IncorrectState");
  ec2::ModifySnapshotAttributeRequest share{.snapshotId = id};
  share.createVolumePermission.emplace().add = {{.userId = std::string(kOther), .group = {}}};
  expectError(errorOf(&ec2::modifySnapshotAttribute, share), "IncorrectState");
  ec2::RegisterImageRequest image;
  image.name = "of an archived one";
  image.rootDeviceName = "/dev/xvda";
  image.blockDeviceMappings.emplace_back().deviceName = "/dev/xvda";
  image.blockDeviceMappings.front().ebs.emplace().snapshotId = id;
  expectError(errorOf(&ec2::registerImage, image), "IncorrectState");
}

// "Fast snapshot restore and snapshot sharing are automatically disabled after the snapshot is
// archived."
TEST_F(ModifySnapshotTier, EndsSharing) {
  const auto id = givenSnapshot([](domain::Snapshot& s) {
                    s.createVolumePermissions = {{domain::GranteeKind::userId, kOther.data()}};
                  }).id;
  archive(id);
  EXPECT_TRUE(stored(id).createVolumePermissions.empty());
}

TEST_F(ModifySnapshotTier, RefusesASnapshotOfAnAvailableImage) {
  const auto id = givenSnapshot().id;
  givenImageOf(id);
  expectError(refusalOf(id), "InvalidSnapshot.InUse");
}

// "You must first disable those associated AMIs."
TEST_F(ModifySnapshotTier, TakesASnapshotOfADisabledImage) {
  const auto id = givenSnapshot().id;
  givenImageOf(id, domain::ImageState::disabled);
  archive(id);
  EXPECT_EQ(stored(id).storageTier, "archive");
}

// Reconstructed: the archival ends in failure when an image takes the snapshot into use meanwhile.
TEST_F(ModifySnapshotTier, FailsWhenAnImageComesToUseTheSnapshot) {
  taskTime("1h");
  const auto id = givenSnapshot().id;
  archive(id);
  givenImageOf(id);
  advance(std::chrono::hours{1});
  EXPECT_EQ(stored(id).tiering->status, domain::TieringStatus::archival_failed);
  EXPECT_EQ(stored(id).storageTier, "standard");
}

TEST_F(ModifySnapshotTier, FailsAsItsTaskIsTold) {
  taskTime("hold");
  const auto id = givenSnapshot().id;
  archive(id);
  finishTaskOf(id.str(), domain::StateReason{"Server.InternalError", "no space"});
  EXPECT_EQ(stored(id).tiering->status, domain::TieringStatus::archival_failed);
  EXPECT_EQ(stored(id).tiering->detail, "no space");
}

TEST_F(ModifySnapshotTier, RefusesWhatIsNotCompletedOrArchivedAlready) {
  expectError(
      refusalOf(givenSnapshot([](auto& s) { s.state = domain::SnapshotState::pending; }).id),
      "IncorrectState");
  expectError(refusalOf(archived().id), "IncorrectState");
}

TEST_F(ModifySnapshotTier, RefusesWhatIsOnItsWay) {
  taskTime("hold");
  expectError(refusalOf(archived().id), "IncorrectState");
}

TEST_F(ModifySnapshotTier, NeedsTheTier) {
  expectError(errorOf(&ec2::modifySnapshotTier, {.snapshotId = givenSnapshot().id.str()}),
              "MissingParameter");
}

TEST_F(ModifySnapshotTier, DoesNotFindASnapshotOfAnother) {
  const auto id = givenSnapshot().id;
  as(kOther);
  expectError(refusalOf(id), "InvalidSnapshot.NotFound");
}

// 25 archived snapshots of a volume, 25 archivals at a time (the same guide, quotas).
TEST_F(ModifySnapshotTier, ObeysTheQuotas) {
  const auto ofVolume = [](domain::Snapshot& s) { s.volumeId = "vol-0123456789abcdef0"; };
  limit(domain::Limit::archived_snapshots, 1);
  archive(givenSnapshot(ofVolume).id);
  expectError(refusalOf(givenSnapshot(ofVolume).id), "ResourceLimitExceeded");
  limit(domain::Limit::snapshot_archives, 1);
  taskTime("hold");
  archived();
  expectError(refusalOf(givenSnapshot().id), "ResourceLimitExceeded");
}

TEST_F(ModifySnapshotTier, LeavesTheSnapshotDeletable) {
  taskTime("hold");
  const auto id = archived().id;
  call(&ec2::deleteSnapshot, {.snapshotId = id.str()});
  EXPECT_EQ(stored(id).state, domain::SnapshotState::deleted);
  EXPECT_TRUE(catalog().tasks().listFor(id.str()).empty());
}

// EC2 User Guide, "Disable an Amazon EC2 AMI": its snapshots must be restored first.
TEST_F(ModifySnapshotTier, KeepsItsImageFromBeingEnabled) {
  const auto id = givenSnapshot().id;
  const auto image = givenImageOf(id, domain::ImageState::disabled);
  archive(id);
  expectError(errorOf(&ec2::enableImage, {.imageId = image.id.str()}), "IncorrectState");
  call(&ec2::restoreSnapshotTier, {.snapshotId = id.str(), .permanentRestore = true});
  EXPECT_NO_THROW(call(&ec2::enableImage, {.imageId = image.id.str()}));
}

}  // namespace
}  // namespace amilocal::test
