#include "amilocal/domain/image_plans.h"

#include <gtest/gtest.h>

#include "amilocal/domain/errors/block_device_errors.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "image_plan_values.h"
#include "support/refusal.h"

namespace amilocal::domain {
namespace {

using namespace test;

// ---- RegisterImage -----------------------------------------------------------------------------

class RegistrationPlan : public ::testing::Test {
 protected:
  RegistrationPlan() {
    const auto snapshot = completedSnapshot("snap-00000001");
    snapshots_.emplace(snapshot.id, snapshot);
    wish_.devices = {ebsDevice("/dev/sda1", {.snapshotId = snapshot.id})};
  }
  Image plan() { return planRegistration(newImage(), wish_, snapshots_); }

  Registration wish_;
  SnapshotsById snapshots_;
};

TEST_F(RegistrationPlan, IsAvailableAtOnce) {
  const auto image = plan();
  EXPECT_EQ(image.state, ImageState::available);
  EXPECT_EQ(image.id.str(), "ami-0515ff4f8f9dbeb31");
  EXPECT_EQ(image.owner, kOwner);
  EXPECT_EQ(image.region, kHere);
  EXPECT_EQ(image.location, "111111111111/web");
  EXPECT_EQ(image.description, "a server");
}

// Answers of the real service have whole seconds (images.md 1.1, creationDate).
TEST_F(RegistrationPlan, IsDatedToTheSecond) {
  EXPECT_EQ(formatInstant(plan().createdAt), "2018-11-04T06:24:45.000Z");
}

// A live image registered without options (images.md section 7, RegisterImage).
TEST_F(RegistrationPlan, HasTheOldDefaults) {
  const auto image = plan();
  EXPECT_EQ(image.architecture, "i386");
  EXPECT_EQ(image.virtualizationType, "paravirtual");
  EXPECT_EQ(image.rootDeviceName, "/dev/sda1");
  EXPECT_EQ(image.rootDeviceType, "ebs");
  EXPECT_EQ(image.platformDetails, "Linux/UNIX");
  EXPECT_EQ(image.usageOperation, "RunInstances");
  EXPECT_EQ(image.enaSupport, std::nullopt);
  EXPECT_EQ(image.sriovNetSupport, std::nullopt);
  EXPECT_EQ(image.bootMode, std::nullopt);
  EXPECT_EQ(image.sourceImageId, std::nullopt);
}

// Terraform sends enaSupport=false and wants it back (clients/contract.md 3.3).
TEST_F(RegistrationPlan, KeepsWhatWasSaid) {
  wish_.traits = {.architecture = "arm64",
                  .virtualizationType = "hvm",
                  .bootMode = "uefi",
                  .tpmSupport = "v2.0",
                  .imdsSupport = "v2.0",
                  .uefiData = "QU1a",
                  .kernelId = "aki-12345678",
                  .ramdiskId = "ari-12345678",
                  .sriovNetSupport = "simple",
                  .enaSupport = false};
  const auto image = plan();
  EXPECT_EQ(image.architecture, "arm64");
  EXPECT_EQ(image.virtualizationType, "hvm");
  EXPECT_EQ(image.bootMode, "uefi");
  EXPECT_EQ(image.tpmSupport, "v2.0");
  EXPECT_EQ(image.imdsSupport, "v2.0");
  EXPECT_EQ(image.uefiData, "QU1a");
  EXPECT_EQ(image.kernelId, "aki-12345678");
  EXPECT_EQ(image.ramdiskId, "ari-12345678");
  EXPECT_EQ(image.sriovNetSupport, "simple");
  EXPECT_EQ(image.enaSupport, false);
}

TEST_F(RegistrationPlan, CompletesItsDevicesInTheirOrder) {
  wish_.devices.push_back(ephemeralDevice());
  wish_.devices.push_back(leftOut("/dev/sdc"));
  wish_.devices.push_back(ebsDevice("/dev/sdd", {.volumeSizeGib = 3}));
  const auto devices = plan().blockDevices;
  ASSERT_EQ(devices.size(), 3u);
  EXPECT_EQ(devices[0].ebs->volumeSizeGib, 10);
  EXPECT_EQ(devices[0].ebs->deleteOnTermination, true);
  EXPECT_EQ(devices[1], ephemeralDevice());
  EXPECT_EQ(devices[2].ebs->deleteOnTermination, false);
}

TEST_F(RegistrationPlan, NeedsASnapshotAtTheRoot) {
  wish_.rootDeviceName = "/dev/xvda";
  expectRefusal(refusalOf([&] { plan(); }), errors::noRootSnapshot());
  wish_.devices.push_back(ebsDevice("/dev/xvda", {.volumeSizeGib = 3}));
  expectRefusal(refusalOf([&] { plan(); }), errors::noRootSnapshot());
}

// ---- CreateImage -------------------------------------------------------------------------------

class InstancePlan : public ::testing::Test {
 protected:
  InstancePlan() {
    auto& instance = source_.instance;
    instance.id = InstanceId::trusted("i-0b0c5aefffc7216d1");
    instance.region = kHere;
    instance.owner = kOwner;
    instance.imageId = ImageId::trusted("ami-11111111");
    instance.state = InstanceState::running;
    instance.architecture = "arm64";
    instance.virtualizationType = "hvm";
    instance.rootDeviceType = "ebs";
    instance.rootDeviceName = "/dev/xvda";
    instance.platformDetails = "Windows";
    instance.usageOperation = "RunInstances:0002";
    instance.platform = "windows";
    instance.enaSupport = true;
    instance.sriovNetSupport = "simple";
    instance.bootMode = "uefi";
    instance.tpmSupport = "v2.0";
    instance.productCodes = {{"abc", "marketplace"}};
    instance.ephemeralDevices = {ephemeralDevice()};
    source_.volumes = {attached("vol-00000002", "/dev/sdf"), attached("vol-00000001", "/dev/xvda")};
    source_.volumes[1].attachments[0].deleteOnTermination = true;
  }

  Volume attached(const std::string& id, const std::string& device) {
    Volume volume;
    volume.id = VolumeId::trusted(id);
    volume.region = kHere;
    volume.owner = kOwner;
    volume.state = VolumeState::in_use;
    volume.sizeGib = 8;
    volume.iops = 100;
    volume.snapshotId = SnapshotId::trusted("snap-11111111");
    volume.attachments = {{.volumeId = volume.id,
                           .instanceId = source_.instance.id,
                           .device = device,
                           .state = AttachmentState::attached,
                           .attachedAt = kNow,
                           .deleteOnTermination = false}};
    return volume;
  }

  ImagePlan plan(const BlockDevices& overrides = {}) {
    return planImageOfInstance(newImage(), source_, overrides, snapshots_, ids_);
  }
  ApiError refusal(const BlockDevices& overrides = {}) {
    return refusalOf([&] { plan(overrides); });
  }

  ImageableInstance source_;
  SnapshotsById snapshots_;
  IdSource ids_{1};
};

TEST_F(InstancePlan, IsPendingAndTakesAfterTheInstance) {
  const auto image = plan().image;
  EXPECT_EQ(image.state, ImageState::pending);
  EXPECT_EQ(image.architecture, "arm64");
  EXPECT_EQ(image.rootDeviceName, "/dev/xvda");
  EXPECT_EQ(image.platform, "windows");
  EXPECT_EQ(image.platformDetails, "Windows");
  EXPECT_EQ(image.usageOperation, "RunInstances:0002");
  EXPECT_EQ(image.enaSupport, true);
  EXPECT_EQ(image.sriovNetSupport, "simple");
  EXPECT_EQ(image.bootMode, "uefi");
  EXPECT_EQ(image.tpmSupport, "v2.0");
  EXPECT_EQ(image.productCodes.size(), 1u);
  EXPECT_EQ(image.imdsSupport, std::nullopt);
}

TEST_F(InstancePlan, RecordsWhereItComesFrom) {
  const auto image = plan().image;
  EXPECT_EQ(image.sourceInstanceId, "i-0b0c5aefffc7216d1");
  EXPECT_EQ(image.sourceImageId, "ami-11111111");
  EXPECT_EQ(image.sourceImageRegion, kHere);
}

// imdsSupport comes by way of the image that the instance was launched from (images.md section 7).
TEST_F(InstancePlan, InheritsImdsSupportOfTheSourceImage) {
  Image image;
  image.imdsSupport = "v2.0";
  source_.launchedFrom = std::make_shared<const Image>(image);
  EXPECT_EQ(plan().image.imdsSupport, "v2.0");
}

TEST_F(InstancePlan, MakesASnapshotOfEachVolumeTheRootFirst) {
  const auto made = plan();
  ASSERT_EQ(made.snapshots.size(), 2u);
  EXPECT_EQ(made.snapshots[0].volumeId, "vol-00000001");
  EXPECT_EQ(made.snapshots[1].volumeId, "vol-00000002");
  EXPECT_EQ(made.sizeGib, 16);
  EXPECT_EQ(made.image.blockDevices[0].ebs->snapshotId, made.snapshots[0].id);
  EXPECT_EQ(made.image.blockDevices[1].ebs->snapshotId, made.snapshots[1].id);
}

// As recorded in 2023 (images.md section 7, CreateImage).
TEST_F(InstancePlan, DescribesSnapshotsAsAwsDoes) {
  EXPECT_EQ(plan().snapshots[0].description,
            "Created by CreateImage(i-0b0c5aefffc7216d1) for ami-0515ff4f8f9dbeb31");
}

TEST_F(InstancePlan, MapsVolumesAsTheyAre) {
  auto& root = source_.volumes[1];
  root.volumeType = "gp3";
  root.iops = 4000;
  root.throughputMibps = 250;
  const auto devices = plan().image.blockDevices;
  ASSERT_EQ(devices.size(), 3u);
  EXPECT_EQ(devices[0].deviceName, "/dev/xvda");
  EXPECT_EQ(devices[0].ebs->deleteOnTermination, true);
  EXPECT_EQ(devices[0].ebs->iops, 4000);
  EXPECT_EQ(devices[0].ebs->throughputMibps, 250);
  EXPECT_EQ(devices[1].ebs->deleteOnTermination, false);
  EXPECT_EQ(devices[2], ephemeralDevice());
}

// gp2 shows neither IOPS nor throughput: they follow from the size (images.md 1.1).
TEST_F(InstancePlan, DoesNotShowWhatFollowsFromTheSize) {
  EXPECT_EQ(plan().image.blockDevices[0].ebs->iops, std::nullopt);
}

TEST_F(InstancePlan, KeepsEncryptionAndKey) {
  source_.volumes[1].encrypted = true;
  source_.volumes[1].kmsKeyId = "arn:aws:kms:us-east-1:111111111111:key/k";
  const auto made = plan();
  EXPECT_TRUE(made.snapshots[0].encrypted);
  EXPECT_EQ(made.snapshots[0].kmsKeyId, "arn:aws:kms:us-east-1:111111111111:key/k");
  EXPECT_EQ(made.image.blockDevices[0].ebs->encrypted, true);
  EXPECT_EQ(made.image.blockDevices[1].ebs->encrypted, false);
}

// An encrypted volume stays so although the request says false (images.md section 7, CreateImage).
TEST_F(InstancePlan, DoesNotTakeEncryptedFalseForAWish) {
  source_.volumes[1].encrypted = true;
  const auto made = plan({ebsDevice("/dev/xvda", {.encrypted = false})});
  EXPECT_EQ(made.image.blockDevices[0].ebs->encrypted, true);
}

TEST_F(InstancePlan, TakesAnotherDeleteOnTermination) {
  const auto made = plan({ebsDevice("/dev/xvda", {.deleteOnTermination = false})});
  EXPECT_EQ(made.image.blockDevices[0].ebs->deleteOnTermination, false);
  EXPECT_EQ(made.snapshots.size(), 2u);
}

TEST_F(InstancePlan, RefusesAnotherSize) {
  expectRefusal(refusal({ebsDevice("/dev/xvda", {.volumeSizeGib = 9})}),
                errors::deviceNotChangeable("/dev/xvda", "VolumeSize"));
}

TEST_F(InstancePlan, MakesNoSnapshotOfWhatIsLeftOut) {
  const auto made = plan({leftOut("/dev/sdf"), leftOut("/dev/sdb")});
  ASSERT_EQ(made.snapshots.size(), 1u);
  EXPECT_EQ(made.image.blockDevices.size(), 1u);
  EXPECT_EQ(made.sizeGib, 8);
}

TEST_F(InstancePlan, AddsNewVolumes) {
  const auto ready = completedSnapshot("snap-00000001");
  snapshots_.emplace(ready.id, ready);
  const auto made = plan({ebsDevice("/dev/sdg", {.volumeSizeGib = 5}),
                          ebsDevice("/dev/sdh", {.snapshotId = ready.id})});
  EXPECT_EQ(made.snapshots.size(), 2u);
  ASSERT_EQ(made.image.blockDevices.size(), 5u);
  EXPECT_EQ(made.image.blockDevices[3].ebs->encrypted, false);
  EXPECT_EQ(made.image.blockDevices[4].ebs->snapshotId, ready.id);
  EXPECT_EQ(made.image.blockDevices[4].ebs->volumeSizeGib, 10);
}

TEST_F(InstancePlan, CannotDoWithoutTheRoot) {
  expectRefusal(refusal({leftOut("/dev/xvda")}), errors::noRootSnapshot());
  source_.volumes.pop_back();
  expectRefusal(refusal(), errors::instanceWithoutRootVolume(source_.instance.id, "/dev/xvda"));
}

TEST_F(InstancePlan, PassesOverVolumesThatAreBeingDetached) {
  source_.volumes[0].attachments[0].state = AttachmentState::detaching;
  EXPECT_EQ(plan().snapshots.size(), 1u);
}

// Packer waits as long as the error has these words (clients/contract.md 2.6).
TEST_F(InstancePlan, NeedsAnInstanceThatRunsOrHasStopped) {
  for (const auto state :
       {InstanceState::running, InstanceState::stopped, InstanceState::stopping}) {
    source_.instance.state = state;
    EXPECT_NO_THROW(plan());
  }
  for (const auto state :
       {InstanceState::pending, InstanceState::shutting_down, InstanceState::terminated}) {
    source_.instance.state = state;
    expectRefusal(refusal(), errors::instanceNotImageable());
  }
  EXPECT_EQ(refusal().code(), "InvalidParameterValue");
  EXPECT_NE(refusal().message().find("Instance is not in state"), std::string::npos);
}

TEST_F(InstancePlan, NeedsAnEbsRoot) {
  source_.instance.rootDeviceType = "instance-store";
  expectRefusal(refusal(), errors::instanceStoreInstance(source_.instance.id));
}

}  // namespace
}  // namespace amilocal::domain
