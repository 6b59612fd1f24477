#include <gtest/gtest.h>

#include <chrono>

#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/image_plans.h"
#include "image_plan_values.h"
#include "support/refusal.h"

namespace amilocal::domain {
namespace {

using namespace test;
using std::chrono::minutes;

class CopyPlan : public ::testing::Test {
 protected:
  CopyPlan() {
    auto snapshot = completedSnapshot("snap-03df3468e22d8d20a");
    snapshot.region = kElsewhere;
    snapshots_.emplace(snapshot.id, snapshot);
    source_.id = ImageId::trusted("ami-3073884d");
    source_.region = kElsewhere;
    source_.owner = kOwner;
    source_.name = "base";
    source_.state = ImageState::available;
    source_.architecture = "x86_64";
    source_.virtualizationType = "hvm";
    source_.rootDeviceName = "/dev/sda1";
    source_.blockDevices = {ebsDevice("/dev/sda1", {.deleteOnTermination = true,
                                                    .snapshotId = snapshot.id,
                                                    .volumeSizeGib = 20,
                                                    .volumeType = "gp3",
                                                    .encrypted = false}),
                            ephemeralDevice()};
  }

  Snapshot& sourceSnapshot() { return snapshots_.begin()->second; }
  ImagePlan plan() { return planImageCopy(newImage(), source_, snapshots_, wish_, ids_); }
  Snapshot copy() { return plan().snapshots.at(0); }
  ApiError refusal() {
    return refusalOf([&] { plan(); });
  }

  Image source_;
  SnapshotsById snapshots_;
  ImageCopyWish wish_;
  IdSource ids_{1};
};

TEST_F(CopyPlan, HasSnapshotsOfItsOwn) {
  const auto made = plan();
  ASSERT_EQ(made.snapshots.size(), 1u);
  EXPECT_NE(made.snapshots[0].id, sourceSnapshot().id);
  EXPECT_EQ(made.snapshots[0].state, SnapshotState::pending);
  EXPECT_EQ(made.snapshots[0].region, kHere);
  EXPECT_EQ(made.snapshots[0].volumeId, "vol-ffffffff");
  EXPECT_EQ(made.snapshots[0].sourceSnapshotId, "snap-03df3468e22d8d20a");
  EXPECT_EQ(made.image.blockDevices[0].ebs->snapshotId, made.snapshots[0].id);
  EXPECT_EQ(made.image.blockDevices[0].ebs->volumeSizeGib, 20);
  EXPECT_EQ(made.image.blockDevices[1], ephemeralDevice());
  EXPECT_EQ(made.sizeGib, 10);
}

// As recorded, full stop and thousands' commas included (images.md section 7, CopyImage).
TEST_F(CopyPlan, DescribesSnapshotsAsAwsDoes) {
  EXPECT_EQ(copy().description,
            "Copied for DestinationAmi ami-0515ff4f8f9dbeb31 from SourceAmi ami-3073884d for "
            "SourceSnapshot snap-03df3468e22d8d20a. Task created on 1,541,312,685,382.");
}

TEST_F(CopyPlan, TakesAlongHowTheImageBoots) {
  source_.bootMode = "uefi";
  source_.tpmSupport = "v2.0";
  source_.imdsSupport = "v2.0";
  source_.uefiData = "QU1a";
  source_.enaSupport = true;
  source_.sriovNetSupport = "simple";
  source_.platform = "windows";
  source_.platformDetails = "Windows";
  source_.usageOperation = "RunInstances:0002";
  const auto image = plan().image;
  EXPECT_EQ(image.bootMode, "uefi");
  EXPECT_EQ(image.tpmSupport, "v2.0");
  EXPECT_EQ(image.imdsSupport, "v2.0");
  EXPECT_EQ(image.uefiData, "QU1a");
  EXPECT_EQ(image.enaSupport, true);
  EXPECT_EQ(image.sriovNetSupport, "simple");
  EXPECT_EQ(image.platform, "windows");
  EXPECT_EQ(image.platformDetails, "Windows");
  EXPECT_EQ(image.usageOperation, "RunInstances:0002");
  EXPECT_EQ(image.architecture, "x86_64");
}

// aws-facts/images.md section 7, CopyImage: what says where the source comes from goes along.
TEST_F(CopyPlan, TakesTheWatermarksAlong) {
  source_.watermarks = {{"111111111111:base", "ami-8", "eu-west-1", kNow, kNow}};
  EXPECT_EQ(planImageCopy(newImage(), source_, snapshots_, wish_, ids_).image.watermarks,
            source_.watermarks);
}

// EC2 User Guide, "Copy an Amazon EC2 AMI": permissions, dates and protection are the source's
// alone.
TEST_F(CopyPlan, LeavesTheRestBehind) {
  source_.launchPermissions = {{GranteeKind::group, "all"}};
  source_.deprecationAt = kNow;
  source_.deregistrationProtection = ImageProtection::enabled_with_cooldown;
  source_.deregistrationCooldownEndsAt = kNow;
  source_.description = "the source's";
  source_.ownerAlias = "amazon";
  source_.freeTierEligible = true;
  source_.publicSsmParameterName = "/aws/service/x";
  source_.sourceInstanceId = "i-11111111";
  auto made = newImage();
  made.description.reset();
  const auto image = planImageCopy(made, source_, snapshots_, wish_, ids_).image;
  EXPECT_TRUE(image.launchPermissions.empty());
  EXPECT_EQ(image.deprecationAt, std::nullopt);
  EXPECT_EQ(image.deregistrationProtection, ImageProtection::disabled);
  EXPECT_EQ(image.deregistrationCooldownEndsAt, std::nullopt);
  EXPECT_EQ(image.description, std::nullopt);
  EXPECT_EQ(image.ownerAlias, std::nullopt);
  EXPECT_EQ(image.freeTierEligible, std::nullopt);
  EXPECT_EQ(image.publicSsmParameterName, std::nullopt);
  EXPECT_EQ(image.sourceInstanceId, std::nullopt);
  EXPECT_EQ(image.state, ImageState::pending);
}

TEST_F(CopyPlan, RecordsItsSource) {
  const auto image = plan().image;
  EXPECT_EQ(image.sourceImageId, "ami-3073884d");
  EXPECT_EQ(image.sourceImageRegion, kElsewhere);
  EXPECT_EQ(image.location, "111111111111/web");
}

TEST_F(CopyPlan, StaysUnencryptedUnlessAsked) {
  EXPECT_FALSE(copy().encrypted);
  EXPECT_EQ(plan().image.blockDevices[0].ebs->encrypted, false);
}

TEST_F(CopyPlan, IsEncryptedByTheDefaultKeyWhenAsked) {
  wish_.encryption.encrypted = true;
  EXPECT_EQ(copy().kmsKeyId, defaultKeyArn(kHere, kOwner));
  EXPECT_EQ(plan().image.blockDevices[0].ebs->encrypted, true);
}

TEST_F(CopyPlan, IsEncryptedByTheKeyThatIsNamed) {
  wish_.encryption = {.encrypted = true, .kmsKeyId = "alias/mine"};
  EXPECT_EQ(copy().kmsKeyId, keyArn("alias/mine", kHere, kOwner));
}

TEST_F(CopyPlan, TakesAKeyOnlyWithEncryption) {
  wish_.encryption.kmsKeyId = "alias/mine";
  expectRefusal(refusal(), errors::keyNeedsEncryption());
  wish_.encryption.encrypted = false;
  expectRefusal(refusal(), errors::keyNeedsEncryption());
}

TEST_F(CopyPlan, KeepsAnOwnKeyWithinTheRegion) {
  sourceSnapshot().region = kHere;
  sourceSnapshot().encrypted = true;
  sourceSnapshot().kmsKeyId = keyArn("alias/mine", kHere, kOwner);
  EXPECT_EQ(copy().kmsKeyId, keyArn("alias/mine", kHere, kOwner));
}

// A key is of one Region.
TEST_F(CopyPlan, ChangesToTheDefaultKeyBetweenRegions) {
  sourceSnapshot().encrypted = true;
  sourceSnapshot().kmsKeyId = keyArn("alias/mine", kElsewhere, kOwner);
  EXPECT_EQ(copy().kmsKeyId, defaultKeyArn(kHere, kOwner));
}

TEST_F(CopyPlan, ChangesToTheDefaultKeyBetweenAccounts) {
  sourceSnapshot().region = kHere;
  sourceSnapshot().encrypted = true;
  sourceSnapshot().owner = kOther;
  sourceSnapshot().kmsKeyId = keyArn("alias/theirs", kHere, kOther);
  sourceSnapshot().createVolumePermissions = {{GranteeKind::userId, kOwner}};
  EXPECT_EQ(copy().kmsKeyId, defaultKeyArn(kHere, kOwner));
}

// Terraform sends Encrypted=false on every copy (clients/contract.md 3.4), and nothing is ever
// decrypted.
TEST_F(CopyPlan, IsNotDecryptedByEncryptedFalse) {
  sourceSnapshot().encrypted = true;
  wish_.encryption.encrypted = false;
  EXPECT_TRUE(copy().encrypted);
}

TEST_F(CopyPlan, IsStandardUnlessTimeBased) {
  EXPECT_EQ(copy().transferType, "standard");
  EXPECT_EQ(copy().completionDurationMinutes, std::nullopt);
  EXPECT_EQ(plan().promisedAt, std::nullopt);
}

TEST_F(CopyPlan, PromisesTheEndOfATimeBasedCopy) {
  wish_.completionDurationMinutes = 30;
  EXPECT_EQ(copy().transferType, "time-based");
  EXPECT_EQ(copy().completionDurationMinutes, 30);
  EXPECT_EQ(plan().promisedAt, kNow + minutes{30});
}

TEST_F(CopyPlan, NeedsAnAvailableSource) {
  source_.state = ImageState::pending;
  const auto error = refusal();
  expectRefusal(error, errors::storageNotAvailable());
  EXPECT_EQ(error.message(), "The storage for the ami is not available in the source region.");
  for (const auto state : {ImageState::disabled, ImageState::failed}) {
    source_.state = state;
    expectRefusal(refusal(), errors::imageNotAvailable(source_.id));
  }
}

TEST_F(CopyPlan, NeedsEverySnapshotOfTheSource) {
  sourceSnapshot().state = SnapshotState::error;
  expectRefusal(refusal(), errors::storageNotAvailable());
  snapshots_.clear();
  expectRefusal(refusal(), errors::storageNotAvailable());
}

// Launch permission lets others run the image; a copy needs the snapshots too (images.md 2.2).
TEST_F(CopyPlan, NeedsPermissionForTheStorageOfOthers) {
  source_.owner = sourceSnapshot().owner = kOther;
  source_.launchPermissions = {{GranteeKind::userId, kOwner}};
  const auto error = refusal();
  expectRefusal(error, errors::storageNotPermitted());
  EXPECT_EQ(error.message(), "You do not have permission to access the storage of this ami");
  sourceSnapshot().createVolumePermissions = {{GranteeKind::userId, kOwner}};
  EXPECT_NO_THROW(plan());
  sourceSnapshot().createVolumePermissions = {{GranteeKind::group, "all"}};
  EXPECT_NO_THROW(plan());
}

TEST_F(CopyPlan, NeedsNoPermissionForOpenStorage) {
  source_.owner = sourceSnapshot().owner = kOther;
  wish_.storage = SourceStorage::open;
  EXPECT_NO_THROW(plan());
}

TEST_F(CopyPlan, IsRefusedForBilledImagesOfOthers) {
  source_.usageOperation = "RunInstances:0010";
  EXPECT_NO_THROW(plan());
  source_.owner = kOther;
  const auto error = refusal();
  expectRefusal(error, errors::billedImageNotCopyable());
  EXPECT_EQ(error.message(),
            "Images with EC2 BillingProduct codes cannot be copied to another AWS account");
}

TEST_F(CopyPlan, IsRefusedForMarketplaceImagesOfOthers) {
  source_.productCodes = {{"abc", "marketplace"}};
  EXPECT_NO_THROW(plan());
  source_.owner = kOther;
  const auto error = refusal();
  expectRefusal(error, errors::marketplaceImageNotCopyable());
  EXPECT_EQ(error.message(),
            "Images from AWS Marketplace cannot be copied to another AWS account.");
  source_.productCodes.clear();
  source_.ownerAlias = "aws-marketplace";
  expectRefusal(refusal(), errors::marketplaceImageNotCopyable());
}

TEST_F(CopyPlan, KeepsTheRootOfAnInstanceStoreImage) {
  source_.rootDeviceType = "instance-store";
  source_.blockDevices = {{.deviceName = "/dev/sdb", .virtualName = "ephemeral0"}};
  const auto copy = plan();
  EXPECT_EQ(copy.image.rootDeviceType, "instance-store");
  EXPECT_EQ(copy.image.blockDevices, source_.blockDevices);
  EXPECT_TRUE(copy.snapshots.empty());
}

// AWS accepts any key, and fails the image later (EC2 API Reference, CopyImage, KmsKeyId).
TEST_F(CopyPlan, FailsLaterForAKeyOfAnotherRegion) {
  wish_.encryption.encrypted = true;
  EXPECT_EQ(keyFailure(plan().snapshots, {}), std::nullopt);
  wish_.encryption.kmsKeyId = "arn:aws:kms:eu-west-1:111111111111:key/k";
  const auto failure = keyFailure(plan().snapshots, {});
  ASSERT_TRUE(failure);
  EXPECT_EQ(failure->message, "Given key ID is not accessible");
}

// ---- The end -----------------------------------------------------------------------------------

class ImageEnd : public CopyPlan {
 protected:
  ImageEnd() : made_(plan()) {}
  ImagePlan made_;
};

TEST_F(ImageEnd, IsAvailabilityWithCompletedSnapshots) {
  endImage(made_.image, made_.snapshots, std::nullopt, kNow + minutes{5});
  EXPECT_EQ(made_.image.state, ImageState::available);
  EXPECT_EQ(made_.snapshots[0].state, SnapshotState::completed);
  EXPECT_EQ(made_.snapshots[0].completedAt, kNow + minutes{5});
  EXPECT_EQ(made_.image.stateReason, std::nullopt);
}

TEST_F(ImageEnd, MayBeFailureWithItsReason) {
  const StateReason reason{"Server.InternalError", "no luck"};
  endImage(made_.image, made_.snapshots, reason, kNow);
  EXPECT_EQ(made_.image.state, ImageState::failed);
  EXPECT_EQ(made_.image.stateReason, reason);
  EXPECT_EQ(made_.snapshots[0].state, SnapshotState::error);
  EXPECT_EQ(made_.snapshots[0].statusMessage, "no luck");
  EXPECT_EQ(made_.snapshots[0].completedAt, std::nullopt);
}

}  // namespace
}  // namespace amilocal::domain
