#include "amilocal/domain/encryption.h"
#include "storage_test.h"

namespace amilocal::ec2 {
namespace {

class EnableEbsEncryptionByDefault : public test::StorageTest {
 protected:
  bool enable() { return call(&enableEbsEncryptionByDefault, {}).ebsEncryptionByDefault.value(); }
  std::string defaultKey() { return domain::defaultKeyArn(caller().region, caller().account); }
  CreateVolumeRequest volume() { return {.availabilityZone = caller().region + "a", .size = 1}; }
  static CopySnapshotRequest copyOf(const domain::Snapshot& snapshot) {
    return {.sourceRegion = snapshot.region, .sourceSnapshotId = snapshot.id.str()};
  }
  /// The volumes of an instance launched from an image of an unencrypted snapshot.
  std::vector<Volume> launched(const domain::Image& image,
                               const std::vector<BlockDeviceMapping>& devices = {}) {
    RunInstancesRequest request;
    request.imageId = image.id.str();
    request.instanceType = "t3.micro";
    request.minCount = request.maxCount = 1;
    request.blockDeviceMappings = devices;
    call(&runInstances, request);
    return call(&describeVolumes, {}).volumes;
  }
  domain::Image givenImage() {
    auto image = givenImageOf(givenSnapshot().id);
    image.rootDeviceName = "/dev/xvda";
    image.enaSupport = true;
    catalog().images().update(image);
    return image;
  }
};

TEST_F(EnableEbsEncryptionByDefault, AnswersThatItIsOn) { EXPECT_TRUE(enable()); }

// Amazon EBS User Guide, "Amazon EBS encryption", encryption outcomes.
TEST_F(EnableEbsEncryptionByDefault, EncryptsNewVolumes) {
  enable();
  const auto made = call(&createVolume, volume());
  EXPECT_EQ(made.encrypted, true);
  EXPECT_EQ(made.kmsKeyId, defaultKey());
}

TEST_F(EnableEbsEncryptionByDefault, EncryptsVolumesOfUnencryptedSnapshots) {
  auto request = volume();
  request.size.reset();  // the snapshot's
  request.size.reset();
  request.snapshotId = givenSnapshot().id.str();
  enable();
  EXPECT_EQ(call(&createVolume, request).kmsKeyId, defaultKey());
}

// The same page: with it on, no new volume is unencrypted.
TEST_F(EnableEbsEncryptionByDefault, CannotBeOptedOutOf) {
  auto request = volume();
  request.encrypted = false;
  enable();
  EXPECT_EQ(call(&createVolume, request).encrypted, true);
}

TEST_F(EnableEbsEncryptionByDefault, LetsAKeyBeNamedAlone) {
  auto request = volume();
  request.kmsKeyId = "mine";
  EXPECT_EQ(errorOf(&createVolume, request).code(), "InvalidParameterDependency");
  enable();
  EXPECT_EQ(call(&createVolume, request).kmsKeyId,
            domain::keyArn("mine", "us-east-1", std::string(kOwner)));
}

TEST_F(EnableEbsEncryptionByDefault, LeavesOlderVolumesAlone) {
  const auto before = call(&createVolume, volume());
  enable();
  EXPECT_FALSE(storedVolume(before.volumeId).encrypted);
}

TEST_F(EnableEbsEncryptionByDefault, EncryptsTheVolumesOfInstances) {
  const auto image = givenImage();
  enable();
  const auto volumes = launched(image);
  ASSERT_EQ(volumes.size(), 1U);
  EXPECT_EQ(volumes[0].encrypted, true);
  EXPECT_EQ(volumes[0].kmsKeyId, defaultKey());
}

TEST_F(EnableEbsEncryptionByDefault, EncryptsTheEmptyVolumesOfInstances) {
  const auto image = givenImage();
  enable();
  const auto volumes =
      launched(image, {{.ebs = EbsBlockDevice{.volumeSize = 1}, .deviceName = "/dev/xvdb"}});
  ASSERT_EQ(volumes.size(), 2U);
  EXPECT_EQ(volumes[1].encrypted, true);
}

// The snapshots of a volume have its encryption.
TEST_F(EnableEbsEncryptionByDefault, ReachesSnapshotsThroughTheirVolumes) {
  const auto old = givenVolume();
  enable();
  const auto made = call(&createVolume, volume());
  const auto encrypted = call(&createSnapshot, {.volumeId = *made.volumeId});
  EXPECT_EQ(encrypted.encrypted, true);
  EXPECT_EQ(encrypted.kmsKeyId, defaultKey());
  EXPECT_EQ(call(&createSnapshot, {.volumeId = old.id.str()}).encrypted, false);
}

// EC2 API Reference, CopySnapshot, Encrypted.
TEST_F(EnableEbsEncryptionByDefault, EncryptsCopiesOfSnapshots) {
  const auto snapshot = givenSnapshot();
  enable();
  const auto copy = storedSnapshot(call(&copySnapshot, copyOf(snapshot)).snapshotId);
  EXPECT_TRUE(copy.encrypted);
  EXPECT_EQ(copy.kmsKeyId, defaultKey());
}

// Terraform sends Encrypted=false on every copy (clients/contract.md 3.4).
TEST_F(EnableEbsEncryptionByDefault, EncryptsCopiesOfImages) {
  const auto image = givenImageOf(givenSnapshot().id);
  enable();
  const auto id = call(&copyImage, {.encrypted = false,
                                    .name = "copy",
                                    .sourceImageId = image.id.str(),
                                    .sourceRegion = "us-east-1"})
                      .imageId;
  const auto copy = catalog().images().find(ImageId::trusted(*id)).value();
  const auto& ebs = copy.blockDevices.at(0).ebs.value();
  EXPECT_EQ(ebs.encrypted, true);
  EXPECT_EQ(stored(*ebs.snapshotId).kmsKeyId, defaultKey());
}

// It is the Region that a copy goes to that decides.
TEST_F(EnableEbsEncryptionByDefault, ConcernsOneRegion) {
  const auto snapshot = givenSnapshot();
  enable();
  in("eu-west-1");
  EXPECT_FALSE(storedSnapshot(call(&copySnapshot, copyOf(snapshot)).snapshotId).encrypted);
  EXPECT_EQ(call(&createVolume, volume()).encrypted, false);
}

TEST_F(EnableEbsEncryptionByDefault, ConcernsNobodyElse) {
  enable();
  as(kOther);
  EXPECT_EQ(call(&createVolume, volume()).encrypted, false);
}

TEST_F(EnableEbsEncryptionByDefault, ChangesNothingInADryRun) {
  EXPECT_EQ(errorOf(&enableEbsEncryptionByDefault, {.dryRun = true}).code(), "DryRunOperation");
  EXPECT_EQ(call(&createVolume, volume()).encrypted, false);
}

}  // namespace
}  // namespace amilocal::ec2
