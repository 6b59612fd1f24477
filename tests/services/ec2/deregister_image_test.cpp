#include "storage_test.h"

namespace amilocal::test {
namespace {

using domain::ImageState;
using domain::SnapshotState;

class DeregisterImageTest : public StorageTest {
 protected:
  using Results = std::vector<ec2::DeleteSnapshotReturnCode>;

  ec2::DeregisterImageResponse deregister(const ImageId& id) {
    return call(&ec2::deregisterImage, {.imageId = id.str()});
  }
  Results deregisterWithSnapshots(const ImageId& id) {
    const auto answer =
        call(&ec2::deregisterImage, {.imageId = id.str(), .deleteAssociatedSnapshots = true});
    EXPECT_EQ(answer.return_, true);
    return answer.deleteSnapshotResults;
  }
  static Results result(const SnapshotId& id, std::string code) {
    return {{.snapshotId = id.str(), .returnCode = std::move(code)}};
  }
  domain::Image image(const ImageId& id) { return catalog().images().find(id).value(); }

  // A pending image of one snapshot, made by CreateImage.
  ImageId givenPending() {
    taskTime("10m");
    const auto instance = givenInstance();
    givenAttached(instance, "/dev/xvda");
    const auto answer =
        call(&ec2::createImage, {.instanceId = instance.id.str(), .name = "pending"});
    return ImageId::trusted(answer.imageId.value());
  }
  SnapshotId snapshotOf(const ImageId& id) {
    return image(id).blockDevices.at(0).ebs->snapshotId.value();
  }
};

TEST_F(DeregisterImageTest, RemembersTheImage) {
  const auto snapshot = givenSnapshot();
  const auto id = givenImageOf(snapshot.id).id;
  const auto answer = deregister(id);
  EXPECT_EQ(answer.return_, true);
  EXPECT_TRUE(answer.deleteSnapshotResults.empty());
  EXPECT_EQ(image(id).state, ImageState::deregistered);
  EXPECT_EQ(image(id).deregisteredAt, now());
  EXPECT_EQ(stored(snapshot.id).state, SnapshotState::completed);
}

// EC2 User Guide, "Deregister an Amazon EC2 AMI": whatever state it is in.
TEST_F(DeregisterImageTest, TakesImagesInEveryState) {
  for (const auto state :
       {ImageState::pending, ImageState::available, ImageState::disabled, ImageState::failed}) {
    const auto id = givenImageOf(givenSnapshot().id, state).id;
    deregister(id);
    EXPECT_EQ(image(id).state, ImageState::deregistered);
  }
}

// The words of live logs (errors.md 3.1).
TEST_F(DeregisterImageTest, IsRefusedTheSecondTime) {
  const auto id = givenImageOf(givenSnapshot().id).id;
  deregister(id);
  expectError(errorOf(&ec2::deregisterImage, {.imageId = id.str()}), "InvalidAMIID.Unavailable",
              "The image ID '" + id.str() + "' is no longer available");
}

TEST_F(DeregisterImageTest, IsForTheOwner) {
  auto shared = givenImageOf(givenSnapshot().id);
  shared.launchPermissions = {{domain::GranteeKind::group, "all"}};
  catalog().images().update(shared);
  as(kOther);
  expectError(errorOf(&ec2::deregisterImage, {.imageId = shared.id.str()}), "AuthFailure",
              "Not authorized for image:" + shared.id.str());
}

TEST_F(DeregisterImageTest, RefusesWhatIsNotThere) {
  EXPECT_EQ(errorOf(&ec2::deregisterImage, {.imageId = "ami-abcd1234"}).code(),
            "InvalidAMIID.NotFound");
  EXPECT_EQ(errorOf(&ec2::deregisterImage, {.imageId = "image"}).code(), "InvalidAMIID.Malformed");
}

TEST_F(DeregisterImageTest, TakesPermissionsAndTagsAway) {
  auto shared = givenImageOf(givenSnapshot().id);
  shared.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  catalog().images().update(shared);
  for (const auto account : {kOwner, kOther})
    catalog().tags().put({std::string(account), "us-east-1", "image", shared.id.str()},
                         {{"a", "1"}});
  deregister(shared.id);
  EXPECT_TRUE(image(shared.id).launchPermissions.empty());
  EXPECT_TRUE(tagsOn(shared.id.str()).empty());
  EXPECT_TRUE(catalog().tags().listFor(std::string(kOther), shared.id.str()).empty());
}

// This is how a copy is cancelled (images.md 1.2). The snapshots are uploads under way, and go on.
TEST_F(DeregisterImageTest, CancelsAPendingImageAndNotItsSnapshots) {
  const auto id = givenPending();
  const auto snapshot = snapshotOf(id);
  deregister(id);
  EXPECT_TRUE(catalog().tasks().listFor(id.str()).empty());
  EXPECT_EQ(stored(snapshot).state, SnapshotState::pending);
  advance(std::chrono::minutes{10});
  EXPECT_EQ(image(id).state, ImageState::deregistered);
  EXPECT_EQ(stored(snapshot).state, SnapshotState::completed);
}

// Terraform deletes a copy's snapshots at once (clients/contract.md 3.4).
TEST_F(DeregisterImageTest, LetsItsSnapshotsBeDeletedAtOnce) {
  const auto snapshot = givenSnapshot();
  deregister(givenImageOf(snapshot.id).id);
  call(&ec2::deleteSnapshot, {.snapshotId = snapshot.id.str()});
  EXPECT_EQ(stored(snapshot.id).state, SnapshotState::deleted);
}

TEST_F(DeregisterImageTest, DeletesTheSnapshotsWhenAsked) {
  const auto snapshot = givenSnapshot();
  const auto id = givenImageOf(snapshot.id).id;
  EXPECT_EQ(deregisterWithSnapshots(id), result(snapshot.id, "success"));
  EXPECT_EQ(stored(snapshot.id).state, SnapshotState::deleted);
}

// EC2 API Reference, DeleteSnapshotReturnCode: "skipped" when other AMIs use the snapshot.
TEST_F(DeregisterImageTest, SkipsSnapshotsOfOtherImages) {
  const auto snapshot = givenSnapshot();
  const auto id = givenImageOf(snapshot.id).id;
  givenImageOf(snapshot.id, ImageState::disabled);
  EXPECT_EQ(deregisterWithSnapshots(id), result(snapshot.id, "skipped"));
  EXPECT_EQ(stored(snapshot.id).state, SnapshotState::completed);
}

TEST_F(DeregisterImageTest, CannotDeleteTheSnapshotsOfOthers) {
  as(kOther);
  const auto theirs = givenSnapshot();
  as(kOwner);
  const auto id = givenImageOf(theirs.id).id;
  EXPECT_EQ(deregisterWithSnapshots(id), result(theirs.id, "missing-permissions"));
}

// The call never fails for a snapshot (errors.md section 1).
TEST_F(DeregisterImageTest, TellsWhichSnapshotsWereGone) {
  const auto gone = givenSnapshot([](domain::Snapshot& it) { it.state = SnapshotState::deleted; });
  const auto id = givenImageOf(gone.id).id;
  EXPECT_EQ(deregisterWithSnapshots(id), result(gone.id, "client-error"));
}

// The deletion of a pending snapshot takes effect after its completion (errors.md section 4).
TEST_F(DeregisterImageTest, DeletesPendingSnapshotsWhenTheyAreDone) {
  const auto id = givenPending();
  const auto snapshot = snapshotOf(id);
  EXPECT_EQ(deregisterWithSnapshots(id), result(snapshot, "success"));
  advance(std::chrono::minutes{10});
  EXPECT_EQ(stored(snapshot).state, SnapshotState::deleted);
  EXPECT_TRUE(catalog().tasks().list().empty());
}

TEST_F(DeregisterImageTest, ChangesNothingInADryRun) {
  const auto id = givenImageOf(givenSnapshot().id).id;
  EXPECT_EQ(errorOf(&ec2::deregisterImage, {.imageId = id.str(), .dryRun = true}).code(),
            "DryRunOperation");
  EXPECT_EQ(image(id).state, ImageState::available);
}

TEST_F(DeregisterImageTest, IsWrittenDown) {
  const auto id = givenImageOf(givenSnapshot().id).id;
  deregister(id);
  const auto entries = catalog().journal().list(0, 10, id.str());
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].fromState, "available");
  EXPECT_EQ(entries[0].toState, "deregistered");
}

}  // namespace
}  // namespace amilocal::test
