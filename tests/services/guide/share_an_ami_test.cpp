// EC2 User Guide, "Understand shared AMI usage" and its chapters on sharing with accounts and with
// everybody: a test for each of their rules.
#include "guide_test.h"

namespace amilocal::test {
namespace {

class ShareAnAmi : public GuideTest {};

TEST_F(ShareAnAmi, ItIsPrivateUntilItIsShared) {
  EXPECT_EQ(shown(golden()).public_, false);
  EXPECT_FALSE(by(kOther, [&] { return isVisible(golden()); }));
}

TEST_F(ShareAnAmi, OnlyTheAccountsItIsSharedWithSeeIt) {
  shareWith(kOther, golden());
  EXPECT_TRUE(by(kOther, [&] { return isVisible(golden()); }));
  EXPECT_FALSE(by(kThird, [&] { return isVisible(golden()); }));
}

TEST_F(ShareAnAmi, TheAccountsItIsSharedWithLaunchInstancesWithoutItsSnapshots) {
  shareWith(kOther, golden());
  by(kOther, [&] {
    EXPECT_EQ(stateOf(launchFrom(golden())), "running");
    EXPECT_TRUE(
        call(&ec2::describeSnapshots, {.snapshotIds = {snapshotOfGolden()}}).snapshots.empty());
  });
}

TEST_F(ShareAnAmi, CopyingASharedImageNeedsItsSnapshots) {
  shareWith(kOther, golden());
  const ec2::CopyImageRequest copy{
      .name = "mine", .sourceImageId = golden(), .sourceRegion = "us-east-1"};
  by(kOther, [&] {
    expectError(errorOf(&ec2::copyImage, copy), "InvalidRequest",
                "You do not have permission to access the storage of this ami");
  });
  shareSnapshotWith(kOther, snapshotOfGolden());
  by(kOther, [&] { EXPECT_EQ(shown(copyOf(golden(), "mine")).ownerId, kOther); });
}

TEST_F(ShareAnAmi, ACopyBelongsToWhoMadeItAndIsPrivate) {
  shareWith(kOther, golden());
  shareSnapshotWith(kOther, snapshotOfGolden());
  const auto copy = by(kOther, [&] { return copyOf(golden(), "mine"); });
  EXPECT_FALSE(isVisible(copy));
}

TEST_F(ShareAnAmi, ItIsAvailableOnlyInItsRegion) {
  makePublic(golden());
  in("eu-west-1");
  EXPECT_FALSE(by(kOther, [&] { return isVisible(golden()); }));
}

TEST_F(ShareAnAmi, TagsAreNotShared) {
  makePublic(golden());
  call(&ec2::createTags, {.resources = {golden()}, .tags = {{.key = "team", .value = "platform"}}});
  EXPECT_EQ(shown(golden()).tags.size(), 1U);
  by(kOther, [&] {
    EXPECT_TRUE(shown(golden()).tags.empty());
    EXPECT_FALSE(isListed(golden(), {.filters = {{.name = "tag-key", .values = {"team"}}}}));
  });
}

TEST_F(ShareAnAmi, EachAccountTagsASharedImageForItself) {
  shareWith(kOther, golden());
  by(kOther, [&] {
    call(&ec2::createTags, {.resources = {golden()}, .tags = {{.key = "own", .value = "1"}}});
    EXPECT_EQ(shown(golden()).tags.at(0).key, "own");
  });
  EXPECT_TRUE(shown(golden()).tags.empty());
}

TEST_F(ShareAnAmi, ThePermissionsAreTheOwnersSecret) {
  shareWith(kOther, golden());
  by(kOther, [&] {
    expectError(errorOf(&ec2::describeImageAttribute,
                        {.attribute = "launchPermission", .imageId = golden()}),
                "AuthFailure", "Not authorized for image:" + golden());
  });
}

TEST_F(ShareAnAmi, TheOwnerIsNeverInTheListOfPermissions) {
  shareWith(kOther, golden());
  const auto list =
      call(&ec2::describeImageAttribute, {.attribute = "launchPermission", .imageId = golden()})
          .launchPermissions.value();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].userId, kOther);
}

TEST_F(ShareAnAmi, ExecutableBySelfListsWhatIsSharedExplicitly) {
  makePublic(golden());
  by(kOther, [&] { EXPECT_FALSE(isListed(golden(), {.executableUsers = {"self"}})); });
  shareWith(kOther, golden());
  by(kOther, [&] { EXPECT_TRUE(isListed(golden(), {.executableUsers = {"self"}})); });
  EXPECT_FALSE(isListed(golden(), {.executableUsers = {"self"}}));
}

TEST_F(ShareAnAmi, ExecutableByAllListsWhatIsPublic) {
  shareWith(kOther, golden());
  by(kOther, [&] { EXPECT_FALSE(isListed(golden(), {.executableUsers = {"all"}})); });
  makePublic(golden());
  by(kOther, [&] { EXPECT_TRUE(isListed(golden(), {.executableUsers = {"all"}})); });
}

TEST_F(ShareAnAmi, WhenItIsNoLongerSharedItIsGoneForTheOthers) {
  shareWith(kOther, golden());
  const auto instance = by(kOther, [&] { return launchFrom(golden()); });
  makePrivate(golden());
  EXPECT_FALSE(by(kOther, [&] { return isVisible(golden()); }));
  EXPECT_TRUE(by(kOther, [&] { return stopsAndStarts(instance); }));
}

TEST_F(ShareAnAmi, BlockPublicAccessPreventsNewSharingOnly) {
  const auto other = createdFrom(launchFrom(golden()), "golden 2");
  makePublic(golden());
  call(&ec2::enableImageBlockPublicAccess, {.imageBlockPublicAccessState = "block-new-sharing"});
  EXPECT_TRUE(by(kOther, [&] { return isVisible(golden()); }));
  ec2::ModifyImageAttributeRequest publish;
  publish.imageId = other;
  publish.launchPermission = {.add = {{.group = "all"}}};
  expectError(errorOf(&ec2::modifyImageAttribute, publish), "OperationNotPermitted");
  shareWith(kOther, other);
  EXPECT_TRUE(by(kOther, [&] { return isVisible(other); }));
}

TEST_F(ShareAnAmi, AnImageWithEncryptedSnapshotsCanNotBePublic) {
  const auto secret = *call(&ec2::copyImage, {.encrypted = true,
                                              .kmsKeyId = "alias/mine",
                                              .name = "secret",
                                              .sourceImageId = golden(),
                                              .sourceRegion = "us-east-1"})
                           .imageId;
  ec2::ModifyImageAttributeRequest publish;
  publish.imageId = secret;
  publish.launchPermission = {.add = {{.group = "all"}}};
  EXPECT_FALSE(errorOf(&ec2::modifyImageAttribute, publish).code().empty());
  EXPECT_EQ(shown(secret).public_, false);
  shareWith(kOther, secret);
  EXPECT_TRUE(by(kOther, [&] { return isVisible(secret); }));
}

TEST_F(ShareAnAmi, AnImageUnderTheDefaultKeyCanNotBeSharedAtAll) {
  const auto secret = *call(&ec2::copyImage, {.encrypted = true,
                                              .name = "secret",
                                              .sourceImageId = golden(),
                                              .sourceRegion = "us-east-1"})
                           .imageId;
  ec2::ModifyImageAttributeRequest share;
  share.imageId = secret;
  share.launchPermission = {.add = {{.userId = std::string(kOther)}}};
  expectError(errorOf(&ec2::modifyImageAttribute, share), "InvalidParameter",
              "Snapshots encrypted with the AWS Managed CMK can't be shared. Specify another "
              "snapshot.");
}

TEST_F(ShareAnAmi, AnAccountCancelsHavingItShared) {
  shareWith(kOther, golden());
  by(kOther, [&] { call(&ec2::cancelImageLaunchPermission, {.imageId = golden()}); });
  EXPECT_FALSE(by(kOther, [&] { return isVisible(golden()); }));
  shareWith(kOther, golden());
  EXPECT_TRUE(by(kOther, [&] { return isVisible(golden()); }));
}

TEST_F(ShareAnAmi, WhatIsPublicCanNotBeCancelled) {
  makePublic(golden());
  by(kOther, [&] {
    expectError(errorOf(&ec2::cancelImageLaunchPermission, {.imageId = golden()}),
                "OperationNotPermitted");
  });
}

}  // namespace
}  // namespace amilocal::test
