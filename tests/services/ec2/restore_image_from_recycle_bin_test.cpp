#include "recycle_bin_test.h"

namespace amilocal::test {
namespace {

using domain::ImageState;
using domain::SnapshotState;
using RestoreImageFromRecycleBin = RecycleBinTest;

// Sharing is removed in the bin, and there again afterwards (images.md 1.2).
TEST_F(RestoreImageFromRecycleBin, GivesTheImageBackAsItWas) {
  keepImages();
  auto image = givenImageOf(givenSnapshot().id);
  image.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  catalog().images().update(image);
  call(&ec2::createTags, {.resources = {image.id.str()}, .tags = {tag("team", "a")}});
  deregister(image.id);
  restore(image.id);
  EXPECT_EQ(stored(image.id), image);
  EXPECT_EQ(tagsOn(image.id.str()), (domain::Tags{{"team", "a"}}));
  EXPECT_TRUE(imagesInBin().empty());
  as(kOther);
  EXPECT_EQ(described(image.id), 1U);
}

TEST_F(RestoreImageFromRecycleBin, IsNotEndedByTheTimeItWouldHaveHad) {
  keepImages(3);
  const auto id = givenImageOf(givenSnapshot().id).id;
  deregister(id);
  restore(id);
  advance(days{10});
  EXPECT_EQ(stored(id).state, ImageState::available);
}

// A disabled image comes back disabled (reconstructed; docs/compatibility.md).
TEST_F(RestoreImageFromRecycleBin, LeavesADisabledImageDisabled) {
  keepImages();
  const auto id = givenImageOf(givenSnapshot().id, ImageState::disabled).id;
  deregister(id);
  restore(id);
  EXPECT_EQ(stored(id).state, ImageState::disabled);
}

// The snapshots of an image in the bin are in use (errors.md section 4).
TEST_F(RestoreImageFromRecycleBin, FindsItsSnapshotsStillThere) {
  keepImages();
  const auto snapshot = givenSnapshot().id;
  const auto image = givenImageOf(snapshot).id;
  deregister(image);
  expectError(errorOf(&ec2::deleteSnapshot, {.snapshotId = snapshot.str()}),
              "InvalidSnapshot.InUse",
              "The snapshot " + snapshot.str() + " is currently in use by " + image.str());
}

// errors::imageSnapshotInRecycleBin: all snapshots must be restored first (images.md).
TEST_F(RestoreImageFromRecycleBin, NeedsItsSnapshotsFirst) {
  keepImages();
  keepSnapshots();
  const auto snapshot = givenSnapshot().id;
  const auto image = givenImageOf(snapshot).id;
  const auto answer =
      call(&ec2::deregisterImage, {.imageId = image.str(), .deleteAssociatedSnapshots = true});
  EXPECT_EQ(answer.deleteSnapshotResults.at(0).returnCode, "success");
  EXPECT_EQ(stored(snapshot).state, SnapshotState::recoverable);
  expectError(errorOf(&ec2::restoreImageFromRecycleBin, {.imageId = image.str()}), "IncorrectState",
              "The image " + image.str() +
                  " cannot be restored from the Recycle Bin before its snapshot " + snapshot.str());
  restore(snapshot);
  restore(image);
  EXPECT_EQ(described(image), 1U);
}

// A snapshot that no rule keeps is gone with DeleteAssociatedSnapshots, and with it the way back.
TEST_F(RestoreImageFromRecycleBin, IsRefusedWhenASnapshotIsGone) {
  keepImages();
  const auto snapshot = givenSnapshot().id;
  const auto image = givenImageOf(snapshot).id;
  call(&ec2::deregisterImage, {.imageId = image.str(), .deleteAssociatedSnapshots = true});
  expectError(errorOf(&ec2::restoreImageFromRecycleBin, {.imageId = image.str()}),
              "InvalidSnapshot.NotFound");
}

TEST_F(RestoreImageFromRecycleBin, FindsOnlyWhatIsInTheCallersBin) {
  keepImages();
  const auto kept = givenImageOf(givenSnapshot().id).id;
  expectError(errorOf(&ec2::restoreImageFromRecycleBin, {.imageId = kept.str()}),
              "InvalidAMIID.NotFound");
  deregister(kept);
  as(kOther);
  expectError(errorOf(&ec2::restoreImageFromRecycleBin, {.imageId = kept.str()}),
              "InvalidAMIID.NotFound");
  as(kOwner);
  in("eu-west-1");
  expectError(errorOf(&ec2::restoreImageFromRecycleBin, {.imageId = kept.str()}),
              "InvalidAMIID.NotFound");
}

}  // namespace
}  // namespace amilocal::test
