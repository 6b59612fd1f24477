#include "amilocal/domain/errors/snapshot_errors.h"
#include "storage_test.h"

namespace amilocal::ec2 {
namespace {

class EnableSnapshotBlockPublicAccess : public test::StorageTest {
 protected:
  std::string enable(const std::string& state) {
    return call(&enableSnapshotBlockPublicAccess, {.state = state}).state.value();
  }
  domain::Snapshot givenPublic() {
    return givenSnapshot([](domain::Snapshot& s) {
      s.createVolumePermissions = {{domain::GranteeKind::group, "all"}};
    });
  }
  static ModifySnapshotAttributeRequest adding(const domain::Snapshot& snapshot,
                                               const CreateVolumePermission& permission) {
    return {.createVolumePermission = CreateVolumePermissionModifications{.add = {permission}},
            .snapshotId = snapshot.id.str()};
  }
  static ModifySnapshotAttributeRequest publishing(const domain::Snapshot& snapshot) {
    return adding(snapshot, {.group = "all"});
  }
  std::size_t countSeen(const domain::Snapshot& snapshot) {
    const auto byId = call(&describeSnapshots, {.snapshotIds = {snapshot.id.str()}});
    const auto all = call(&describeSnapshots, {.ownerIds = {std::string(kOwner)}});
    EXPECT_EQ(byId.snapshots.size(), all.snapshots.size());
    return byId.snapshots.size();
  }
  CreateVolumeRequest volumeOf(const domain::Snapshot& snapshot) {
    return {.availabilityZone = caller().region + "a", .snapshotId = snapshot.id.str()};
  }
};

TEST_F(EnableSnapshotBlockPublicAccess, AnswersTheState) {
  EXPECT_EQ(enable("block-all-sharing"), "block-all-sharing");
  EXPECT_EQ(enable("block-new-sharing"), "block-new-sharing");
}

// The code is AWS's for what a setting forbids; the text is reconstructed from that of images.
TEST_F(EnableSnapshotBlockPublicAccess, RefusesToMakeASnapshotPublic) {
  const auto snapshot = givenSnapshot();
  for (const auto* state : {"block-new-sharing", "block-all-sharing"}) {
    enable(state);
    test::expectError(errorOf(&modifySnapshotAttribute, publishing(snapshot)),
                      "OperationNotPermitted",
                      "You can’t publicly share this snapshot because block public access for "
                      "snapshots is enabled for this account. To publicly share the snapshot, you "
                      "must call the DisableSnapshotBlockPublicAccess API.");
  }
}

TEST_F(EnableSnapshotBlockPublicAccess, RefusesTheOlderSpellingToo) {
  const auto snapshot = givenSnapshot();
  enable("block-new-sharing");
  EXPECT_EQ(
      errorOf(&modifySnapshotAttribute,
              {.groupNames = {"all"}, .operationType = "add", .snapshotId = snapshot.id.str()})
          .code(),
      "OperationNotPermitted");
}

TEST_F(EnableSnapshotBlockPublicAccess, LetsASnapshotBeSharedWithAccounts) {
  const auto snapshot = givenSnapshot();
  enable("block-all-sharing");
  call(&modifySnapshotAttribute, adding(snapshot, {.userId = std::string(kOther)}));
  as(kOther);
  EXPECT_EQ(countSeen(snapshot), 1U);
}

// Amazon EBS User Guide, "Block public access for snapshots": previously shared snapshots remain
// publicly available.
TEST_F(EnableSnapshotBlockPublicAccess, OfNewSharingLeavesPublicSnapshotsPublic) {
  const auto snapshot = givenPublic();
  enable("block-new-sharing");
  as(kOther);
  EXPECT_EQ(countSeen(snapshot), 1U);
  call(&createVolume, volumeOf(snapshot));
}

// The same page: publicly shared snapshots are no longer publicly available.
TEST_F(EnableSnapshotBlockPublicAccess, OfAllSharingHidesPublicSnapshotsFromOthers) {
  const auto snapshot = givenPublic();
  enable("block-all-sharing");
  as(kOther);
  EXPECT_EQ(countSeen(snapshot), 0U);
  EXPECT_TRUE(call(&describeSnapshots, {.restorableByUserIds = {"all"}}).snapshots.empty());
}

TEST_F(EnableSnapshotBlockPublicAccess, OfAllSharingKeepsOthersFromUsingPublicSnapshots) {
  const auto snapshot = givenPublic();
  enable("block-all-sharing");
  as(kOther);
  EXPECT_EQ(errorOf(&createVolume, volumeOf(snapshot)).code(), "InvalidSnapshot.NotFound");
  EXPECT_EQ(
      errorOf(&copySnapshot, {.sourceRegion = "us-east-1", .sourceSnapshotId = snapshot.id.str()})
          .code(),
      "InvalidSnapshot.NotFound");
}

// It is the owner's setting in the snapshot's Region that counts, from wherever it is copied.
TEST_F(EnableSnapshotBlockPublicAccess, OfAllSharingConcernsCopiesToOtherRegions) {
  const auto snapshot = givenPublic();
  enable("block-all-sharing");
  as(kOther);
  in("eu-west-1");
  EXPECT_EQ(
      errorOf(&copySnapshot, {.sourceRegion = "us-east-1", .sourceSnapshotId = snapshot.id.str()})
          .code(),
      "InvalidSnapshot.NotFound");
}

// A public image of snapshots that were public can no longer be copied by others.
TEST_F(EnableSnapshotBlockPublicAccess, OfAllSharingKeepsOthersFromCopyingTheStorageOfImages) {
  auto image = givenImageOf(givenPublic().id);
  image.launchPermissions = {{domain::GranteeKind::group, "all"}};
  catalog().images().update(image);
  const CopyImageRequest copy{
      .name = "copy", .sourceImageId = image.id.str(), .sourceRegion = "us-east-1"};
  enable("block-all-sharing");
  as(kOther);
  EXPECT_EQ(errorOf(&copyImage, copy).code(), "InvalidRequest");
  as(kOwner);
  enable("block-new-sharing");
  as(kOther);
  EXPECT_TRUE(call(&copyImage, copy).imageId);
}

// The same page: the attributes still say that the snapshots are shared publicly.
TEST_F(EnableSnapshotBlockPublicAccess, OfAllSharingLeavesTheOwnersViewAlone) {
  const auto snapshot = givenPublic();
  enable("block-all-sharing");
  EXPECT_EQ(countSeen(snapshot), 1U);
  const auto answer = call(&describeSnapshotAttribute, {.attribute = "createVolumePermission",
                                                        .snapshotId = snapshot.id.str()});
  EXPECT_EQ(answer.createVolumePermissions->at(0).group, "all");
}

TEST_F(EnableSnapshotBlockPublicAccess, ConcernsNoOtherRegionAndNobodyElse) {
  const auto mine = givenSnapshot();
  as(kOther);
  const auto theirs = givenSnapshot();
  enable("block-all-sharing");
  as(kOwner);
  in("eu-west-1");
  enable("block-all-sharing");
  in("us-east-1");
  call(&modifySnapshotAttribute, publishing(mine));
  as(kOther);
  EXPECT_EQ(countSeen(mine), 1U);
  EXPECT_EQ(errorOf(&modifySnapshotAttribute, publishing(theirs)).message(),
            errors::publicSnapshotsBlocked().message());
}

TEST_F(EnableSnapshotBlockPublicAccess, ChangesNothingInADryRun) {
  EXPECT_EQ(
      errorOf(&enableSnapshotBlockPublicAccess, {.state = "block-all-sharing", .dryRun = true})
          .code(),
      "DryRunOperation");
  EXPECT_EQ(call(&getSnapshotBlockPublicAccessState, {}).state, "unblocked");
}

}  // namespace
}  // namespace amilocal::ec2
