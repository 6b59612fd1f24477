#include "amilocal/domain/encryption.h"
#include "storage_test.h"

namespace amilocal::ec2 {
namespace {

class ModifyEbsDefaultKmsKeyId : public test::StorageTest {
 protected:
  std::string choose(const std::string& key) {
    return call(&modifyEbsDefaultKmsKeyId, {.kmsKeyId = key}).kmsKeyId.value();
  }
  CreateVolumeRequest encryptedVolume() {
    return {.availabilityZone = caller().region + "a", .encrypted = true, .size = 1};
  }
  std::string keyOfCopy(const domain::Snapshot& snapshot) {
    const auto answer = call(&copySnapshot, {.encrypted = true,
                                             .sourceRegion = snapshot.region,
                                             .sourceSnapshotId = snapshot.id.str()});
    return storedSnapshot(answer.snapshotId).kmsKeyId.value();
  }
};

// EC2 API Reference, ModifyEbsDefaultKmsKeyId: the answer is an ARN, however the key was named.
TEST_F(ModifyEbsDefaultKmsKeyId, AnswersTheKeysArn) {
  const std::string id = "1234abcd-12ab-34cd-56ef-1234567890ab";
  const auto arn = "arn:aws:kms:us-east-1:" + std::string(kOwner) + ":key/" + id;
  EXPECT_EQ(choose(id), arn);
  EXPECT_EQ(choose(arn), arn);
  EXPECT_EQ(choose("alias/mine"), domain::keyArn("alias/mine", "us-east-1", kOwner));
}

// It is used whether encryption is by default or asked for.
TEST_F(ModifyEbsDefaultKmsKeyId, EncryptsVolumesThatAskForEncryption) {
  const auto key = choose("alias/mine");
  EXPECT_EQ(call(&createVolume, encryptedVolume()).kmsKeyId, key);
}

TEST_F(ModifyEbsDefaultKmsKeyId, EncryptsWhatIsEncryptedByDefault) {
  const auto key = choose("alias/mine");
  call(&enableEbsEncryptionByDefault, {});
  auto request = encryptedVolume();
  request.encrypted.reset();
  EXPECT_EQ(call(&createVolume, request).kmsKeyId, key);
}

TEST_F(ModifyEbsDefaultKmsKeyId, EncryptsNothingByItself) {
  choose("alias/mine");
  auto request = encryptedVolume();
  request.encrypted.reset();
  EXPECT_EQ(call(&createVolume, request).encrypted, false);
}

TEST_F(ModifyEbsDefaultKmsKeyId, GivesWayToAKeyThatIsNamed) {
  choose("alias/mine");
  auto request = encryptedVolume();
  request.kmsKeyId = "alias/special";
  EXPECT_EQ(call(&createVolume, request).kmsKeyId,
            domain::keyArn("alias/special", "us-east-1", kOwner));
}

TEST_F(ModifyEbsDefaultKmsKeyId, EncryptsCopies) {
  const auto snapshot = givenSnapshot();
  const auto key = choose("alias/mine");
  EXPECT_EQ(keyOfCopy(snapshot), key);
  const auto image = givenImageOf(snapshot.id);
  const auto id = call(&copyImage, {.encrypted = true,
                                    .name = "copy",
                                    .sourceImageId = image.id.str(),
                                    .sourceRegion = "us-east-1"})
                      .imageId;
  const auto copy = catalog().images().find(ImageId::trusted(*id)).value();
  EXPECT_EQ(stored(*copy.blockDevices.at(0).ebs->snapshotId).kmsKeyId, key);
}

// Only the AWS managed key keeps snapshots from being shared (aws-facts/images.md 2.2).
TEST_F(ModifyEbsDefaultKmsKeyId, LetsTheSnapshotsBeShared) {
  choose("alias/mine");
  const auto volume = call(&createVolume, encryptedVolume());
  const auto snapshot = call(&createSnapshot, {.volumeId = *volume.volumeId});
  const ModifySnapshotAttributeRequest share{
      .createVolumePermission =
          CreateVolumePermissionModifications{.add = {{.userId = std::string(kOther)}}},
      .snapshotId = *snapshot.snapshotId};
  EXPECT_EQ(call(&modifySnapshotAttribute, share).return_, true);
}

TEST_F(ModifyEbsDefaultKmsKeyId, ConcernsOneRegionAndNobodyElse) {
  const auto snapshot = givenSnapshot();
  choose("alias/mine");
  in("eu-west-1");
  EXPECT_EQ(keyOfCopy(snapshot), domain::defaultKeyArn("eu-west-1", kOwner));
  in("us-east-1");
  as(kOther);
  EXPECT_EQ(call(&createVolume, encryptedVolume()).kmsKeyId,
            domain::defaultKeyArn("us-east-1", kOther));
}

TEST_F(ModifyEbsDefaultKmsKeyId, ChangesNothingInADryRun) {
  EXPECT_EQ(errorOf(&modifyEbsDefaultKmsKeyId, {.kmsKeyId = "alias/mine", .dryRun = true}).code(),
            "DryRunOperation");
  EXPECT_EQ(call(&getEbsDefaultKmsKeyId, {}).kmsKeyId, "alias/aws/ebs");
}

}  // namespace
}  // namespace amilocal::ec2
