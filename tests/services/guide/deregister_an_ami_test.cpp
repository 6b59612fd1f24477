// EC2 User Guide, "Deregister an Amazon EC2 AMI" and "Protect an Amazon EC2 AMI from
// deregistration": a test for each of their rules.
#include "guide_test.h"

namespace amilocal::test {
namespace {

using namespace std::chrono_literals;

class DeregisterAnAmi : public GuideTest {
 protected:
  std::string snapshotState(const std::string& id) {
    const auto found = call(&ec2::describeSnapshots, {.snapshotIds = {id}}).snapshots;
    return *found.at(0).state;
  }
  std::vector<ec2::DeleteSnapshotReturnCode> deregisterWithSnapshots(const std::string& id) {
    return call(&ec2::deregisterImage, {.imageId = id, .deleteAssociatedSnapshots = true})
        .deleteSnapshotResults;
  }
};

TEST_F(DeregisterAnAmi, AfterThatNoNewInstancesCanBeLaunched) {
  deregister(golden());
  expectError(refusalToLaunch(golden()), "InvalidAMIID.Unavailable",
              "The image ID '" + golden() + "' is no longer available");
}

TEST_F(DeregisterAnAmi, InstancesLaunchedEarlierAreNotAffected) {
  const auto instance = launchFrom(golden());
  deregister(golden());
  EXPECT_TRUE(stopsAndStarts(instance));
  EXPECT_EQ(described(instance).imageId, golden());
}

TEST_F(DeregisterAnAmi, ItsSnapshotsStayByDefault) {
  deregister(golden());
  EXPECT_EQ(snapshotState(snapshotOfGolden()), "completed");
  call(&ec2::deleteSnapshot, {.snapshotId = snapshotOfGolden()});
}

TEST_F(DeregisterAnAmi, ItsSnapshotsCanBeDeletedAlongWithIt) {
  const auto results = deregisterWithSnapshots(golden());
  EXPECT_EQ(results.at(0).snapshotId, snapshotOfGolden());
  EXPECT_EQ(results.at(0).returnCode, "success");
  expectError(errorOf(&ec2::describeSnapshots, {.snapshotIds = {snapshotOfGolden()}}),
              "InvalidSnapshot.NotFound");
}

TEST_F(DeregisterAnAmi, ASnapshotOfSeveralImagesIsNotDeletedWithOneOfThem) {
  ec2::RegisterImageRequest twin;
  twin.name = "twin";
  twin.rootDeviceName = "/dev/xvda";
  ec2::BlockDeviceMapping root;
  root.deviceName = "/dev/xvda";
  root.ebs = ec2::EbsBlockDevice{.snapshotId = snapshotOfGolden()};
  twin.blockDeviceMappings = {root};
  const auto other = *call(&ec2::registerImage, twin).imageId;
  EXPECT_EQ(deregisterWithSnapshots(golden()).at(0).returnCode, "skipped");
  EXPECT_EQ(snapshotState(snapshotOfGolden()), "completed");
  EXPECT_EQ(deregisterWithSnapshots(other).at(0).returnCode, "success");
}

TEST_F(DeregisterAnAmi, TheSnapshotOfARegisteredImageCanNotBeDeleted) {
  expectError(errorOf(&ec2::deleteSnapshot, {.snapshotId = snapshotOfGolden()}),
              "InvalidSnapshot.InUse");
}

TEST_F(DeregisterAnAmi, OnlyTheOwnerCanDeregisterIt) {
  makePublic(golden());
  by(kOther, [&] {
    expectError(refusalToDeregister(golden()), "AuthFailure",
                "Not authorized for image:" + golden());
  });
}

TEST_F(DeregisterAnAmi, CopiesOfItAreNotAffected) {
  in("eu-west-1");
  const auto copy = copyOf(golden(), "copy");
  in("us-east-1");
  deregisterWithSnapshots(golden());
  in("eu-west-1");
  EXPECT_EQ(shown(copy).state, "available");
  EXPECT_EQ(shown(copy).sourceImageId, golden());
}

TEST_F(DeregisterAnAmi, ACopyInProgressIsCancelledByDeregisteringIt) {
  taskTime("1h");
  const auto copy = copyOf(golden(), "copy");
  EXPECT_EQ(shown(copy).state, "pending");
  deregister(copy);
  advance(2h);
  EXPECT_TRUE(call(&ec2::describeImages, {.imageIds = {copy}}).images.empty());
}

TEST_F(DeregisterAnAmi, ItIsNoLongerInAnyList) {
  shareWith(kOther, golden());
  deregister(golden());
  EXPECT_FALSE(isListed(golden(), {.includeDeprecated = true, .includeDisabled = true}));
  EXPECT_FALSE(by(kOther, [&] { return isListed(golden()); }));
}

TEST_F(DeregisterAnAmi, ItsNameIsFreeAgain) {
  const auto image = createdFrom(launchFrom(golden()), "nightly");
  deregister(image);
  EXPECT_NE(createdFrom(launchFrom(golden()), "nightly"), image);
}

class ProtectAnAmi : public DeregisterAnAmi {
 protected:
  std::optional<std::string> protect(bool withCooldown) {
    return call(&ec2::enableImageDeregistrationProtection,
                {.imageId = golden(), .withCooldown = withCooldown})
        .return_;
  }
  void unprotect() { call(&ec2::disableImageDeregistrationProtection, {.imageId = golden()}); }
};

TEST_F(ProtectAnAmi, ProtectionIsOffByDefault) {
  EXPECT_EQ(shown(golden()).deregistrationProtection, "disabled");
}

TEST_F(ProtectAnAmi, AProtectedImageCanNotBeDeregistered) {
  protect(false);
  expectError(refusalToDeregister(golden()), "OperationNotPermitted");
  EXPECT_EQ(shown(golden()).state, "available");
}

TEST_F(ProtectAnAmi, AfterProtectionIsTurnedOffItCanBeDeregistered) {
  protect(false);
  unprotect();
  deregister(golden());
  EXPECT_FALSE(isListed(golden()));
}

TEST_F(ProtectAnAmi, WithACooldownItCanNotBeDeregisteredForTwentyFourHours) {
  EXPECT_EQ(protect(true), "enabled-with-cooldown");
  unprotect();
  advance(24h - 1s);
  expectError(refusalToDeregister(golden()), "OperationNotPermitted");
  advance(1s);
  deregister(golden());
}

TEST_F(ProtectAnAmi, CopiesAreNotProtected) {
  protect(true);
  EXPECT_EQ(shown(copyOf(golden(), "copy")).deregistrationProtection, "disabled");
}

TEST_F(ProtectAnAmi, OnlyTheOwnerSeesTheProtection) {
  makePublic(golden());
  protect(true);
  by(kOther, [&] { EXPECT_EQ(shown(golden()).deregistrationProtection, std::nullopt); });
}

TEST_F(ProtectAnAmi, OnlyTheOwnerTurnsItOnAndOff) {
  makePublic(golden());
  by(kOther, [&] {
    expectError(errorOf(&ec2::enableImageDeregistrationProtection, {.imageId = golden()}),
                "AuthFailure");
    expectError(errorOf(&ec2::disableImageDeregistrationProtection, {.imageId = golden()}),
                "AuthFailure");
  });
}

TEST_F(ProtectAnAmi, AProtectedImageCanBeDisabledAndDeprecated) {
  protect(false);
  deprecate(golden(), now() + 24h);
  disable(golden());
  EXPECT_EQ(shown(golden()).state, "disabled");
  expectError(refusalToDeregister(golden()), "OperationNotPermitted");
}

}  // namespace
}  // namespace amilocal::test
