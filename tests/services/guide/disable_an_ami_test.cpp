// EC2 User Guide, "Disable an Amazon EC2 AMI": a test for each of its rules.
#include "guide_test.h"

namespace amilocal::test {
namespace {

class DisableAnAmi : public GuideTest {};

TEST_F(DisableAnAmi, TheStateChangesToDisabled) {
  disable(golden());
  EXPECT_EQ(shown(golden()).state, "disabled");
}

TEST_F(DisableAnAmi, ADisabledImageCanNotBeShared) {
  disable(golden());
  ec2::ModifyImageAttributeRequest share;
  share.imageId = golden();
  share.launchPermission = {.add = {{.userId = std::string(kOther)}}};
  expectError(errorOf(&ec2::modifyImageAttribute, share), "InvalidAMIID.Unavailable");
}

TEST_F(DisableAnAmi, APublicImageIsMadePrivate) {
  makePublic(golden());
  disable(golden());
  EXPECT_EQ(shown(golden()).public_, false);
}

TEST_F(DisableAnAmi, AccountsItWasSharedWithLoseAccess) {
  shareWith(kOther, golden());
  disable(golden());
  EXPECT_FALSE(by(kOther, [&] { return isVisible(golden()); }));
  by(kOther, [&] { expectError(refusalToLaunch(golden()), "AuthFailure"); });
}

TEST_F(DisableAnAmi, ItDoesNotAppearInListingsByDefault) {
  disable(golden());
  EXPECT_FALSE(isListed(golden()));
  EXPECT_FALSE(isListed(golden(), {.owners = {"self"}}));
  EXPECT_TRUE(isListed(golden(), {.owners = {"self"}, .includeDisabled = true}));
}

TEST_F(DisableAnAmi, LaunchesFromItFail) {
  disable(golden());
  expectError(refusalToLaunch(golden()), "InvalidAMIID.Unavailable");
}

TEST_F(DisableAnAmi, InstancesLaunchedEarlierAreNotAffected) {
  const auto instance = launchFrom(golden());
  disable(golden());
  EXPECT_TRUE(stopsAndStarts(instance));
}

TEST_F(DisableAnAmi, ItsSnapshotsCanNotBeDeleted) {
  disable(golden());
  expectError(errorOf(&ec2::deleteSnapshot, {.snapshotId = snapshotOfGolden()}),
              "InvalidSnapshot.InUse",
              "The snapshot " + snapshotOfGolden() + " is currently in use by " + golden());
}

TEST_F(DisableAnAmi, ItCanBeDeregistered) {
  disable(golden());
  deregister(golden());
  EXPECT_FALSE(isListed(golden(), {.includeDisabled = true}));
}

TEST_F(DisableAnAmi, OnlyTheOwnerCanDisableIt) {
  shareWith(kOther, golden());
  by(kOther,
     [&] { expectError(errorOf(&ec2::disableImage, {.imageId = golden()}), "AuthFailure"); });
}

TEST_F(DisableAnAmi, WhenReenabledItIsAvailableAndLaunchesInstances) {
  disable(golden());
  enable(golden());
  EXPECT_EQ(shown(golden()).state, "available");
  EXPECT_EQ(stateOf(launchFrom(golden())), "running");
}

TEST_F(DisableAnAmi, WhenReenabledItCanBeSharedAgain) {
  shareWith(kOther, golden());
  disable(golden());
  enable(golden());
  EXPECT_FALSE(by(kOther, [&] { return isVisible(golden()); }));
  shareWith(kOther, golden());
  EXPECT_TRUE(by(kOther, [&] { return isVisible(golden()); }));
}

TEST_F(DisableAnAmi, PublicityIsNotGivenBackWhenReenabled) {
  makePublic(golden());
  disable(golden());
  enable(golden());
  EXPECT_EQ(shown(golden()).public_, false);
}

TEST_F(DisableAnAmi, OnlyTheOwnerCanReenableIt) {
  disable(golden());
  by(kOther, [&] {
    expectError(errorOf(&ec2::enableImage, {.imageId = golden()}), "InvalidAMIID.NotFound");
  });
}

}  // namespace
}  // namespace amilocal::test
