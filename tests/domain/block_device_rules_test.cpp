#include "amilocal/domain/block_device_rules.h"

#include <gtest/gtest.h>

#include "amilocal/domain/errors/block_device_errors.h"
#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "support/refusal.h"

namespace amilocal::domain {
namespace {

using test::expectRefusal;
using test::refusalOf;

const auto kSnapshot = SnapshotId::trusted("snap-0759187455d169d2d");

BlockDevice ebs(std::string name, EbsDevice device = {.volumeSizeGib = 8}) {
  BlockDevice made;
  made.deviceName = std::move(name);
  made.ebs = std::move(device);
  return made;
}

BlockDevice ephemeral(std::string name, std::string virtualName) {
  BlockDevice made;
  made.deviceName = std::move(name);
  made.virtualName = std::move(virtualName);
  return made;
}

BlockDevice leftOut(std::string name) {
  BlockDevice made;
  made.deviceName = std::move(name);
  made.noDevice = true;
  return made;
}

SnapshotsById snapshots(Snapshot snapshot = {}) {
  snapshot.id = kSnapshot;
  snapshot.volumeSizeGib = 30;
  if (snapshot.state == SnapshotState::pending) snapshot.state = SnapshotState::completed;
  return {{kSnapshot, snapshot}};
}

ApiError refusal(const BlockDevices& devices, MappingUse use = MappingUse::register_image) {
  return refusalOf([&] { checkDevices(devices, use); });
}

// EC2 User Guide, "Device names for volumes on Amazon EC2 instances".
TEST(DeviceName, TakesTheFormsOfTheUserGuide) {
  for (const auto* name : {"/dev/sda1", "/dev/sdf", "/dev/xvda", "/dev/xvdba", "xvdf", "xvdcz",
                           "/dev/hda", "sdb", "/dev/sdf15"})
    EXPECT_TRUE(isDeviceName(name)) << name;
  for (const auto* name : {"", "/dev/", "/dev/sd", "/dev/nvme1n1", "/dev/sdabc", "/dev/sda1x",
                           "C:", "/dev/sda100", "sda 1"})
    EXPECT_FALSE(isDeviceName(name)) << name;
}

TEST(CheckDevices, TakesEachKindOfDevice) {
  EXPECT_NO_THROW(checkDevices({ebs("/dev/sda1", {.snapshotId = kSnapshot}), ebs("/dev/sdb"),
                                ephemeral("/dev/sdc", "ephemeral23"), leftOut("/dev/sdd")},
                               MappingUse::register_image));
}

TEST(CheckDevices, WantsANameOfTheRightForm) {
  expectRefusal(refusal({ebs("")}), errors::deviceNameMissing());
  const auto error = refusal({ebs("/dev/nvme0n1")});
  expectRefusal(error, errors::unknownDeviceName("/dev/nvme0n1"));
  expectRefusal(error, errors::invalidBlockDeviceMapping("Invalid device name /dev/nvme0n1"));
}

TEST(CheckDevices, RefusesANameTwice) {
  expectRefusal(refusal({ebs("/dev/sda1"), leftOut("/dev/sda1")}),
                errors::deviceNamedTwice("/dev/sda1"));
}

TEST(CheckDevices, WantsExactlyOneContent) {
  BlockDevice empty;
  empty.deviceName = "/dev/sdb";
  expectRefusal(refusal({empty}), errors::deviceWithoutContent("/dev/sdb"));
  auto both = ebs("/dev/sdb");
  both.virtualName = "ephemeral0";
  expectRefusal(refusal({both}), errors::deviceWithTwoContents("/dev/sdb"));
}

TEST(CheckDevices, KnowsTwentyFourInstanceStoreVolumes) {
  for (const auto* name : {"ephemeral", "ephemeral24", "ephemeral-1", "ephemeral001", "disk0"})
    expectRefusal(refusal({ephemeral("/dev/sdb", name)}), errors::invalidVirtualName(name));
}

TEST(CheckDevices, RefusesImpossibleSizes) {
  for (const std::int64_t size : {-1, 0, 65537})
    expectRefusal(refusal({ebs("/dev/sdb", {.volumeSizeGib = size})}),
                  errors::volumeSizeInvalid(size));
}

// Whatever the flag's value (aws-facts/images.md section 7, RegisterImage); RunInstances allows it.
TEST(CheckDevices, RefusesTheEncryptedFlagWithASnapshot) {
  const BlockDevices devices{ebs("/dev/sda1", {.snapshotId = kSnapshot, .encrypted = false})};
  for (const auto use : {MappingUse::register_image, MappingUse::create_image}) {
    const auto error = refusal(devices, use);
    expectRefusal(error, errors::encryptedFlagWithSnapshot("/dev/sda1"));
    EXPECT_EQ(error.message(),
              "the encrypted flag cannot be specified since device /dev/sda1 has a snapshot "
              "specified.");
  }
  EXPECT_NO_THROW(checkDevices(devices, MappingUse::run_instances));
}

// The acceptance tests of Terraform's aws_ami register such a device at the real service
// (clients/contract.md 3.3).
TEST(CheckDevices, HoldsNothingAgainstTheLimitsOfTypes) {
  EXPECT_NO_THROW(checkDevices(
      {ebs("/dev/sdb",
           {.volumeSizeGib = 10, .volumeType = "gp3", .iops = 100, .throughputMibps = 500})},
      MappingUse::register_image));
}

TEST(CheckDevices, WantsIopsForTypesWithoutADefault) {
  expectRefusal(refusal({ebs("/dev/sdb", {.volumeSizeGib = 10, .volumeType = "io2"})}),
                errors::iopsMissing("io2"));
}

// EC2 API Reference, EbsBlockDevice: each says for which calls it is.
TEST(CheckDevices, KnowsKeysInRunInstancesOnly) {
  const BlockDevices devices{ebs("/dev/sdb", {.volumeSizeGib = 1, .kmsKeyId = "alias/mine"})};
  EXPECT_EQ(refusal(devices).code(), "UnknownParameter");
  EXPECT_EQ(refusal(devices, MappingUse::create_image).message(),
            "The parameter KmsKeyId is not recognized");
  EXPECT_NO_THROW(checkDevices(devices, MappingUse::run_instances));
}

TEST(CheckDevices, KnowsNoInitializationRateInCreateImage) {
  const BlockDevices devices{
      ebs("/dev/sdb", {.snapshotId = kSnapshot, .volumeInitializationRate = 100})};
  EXPECT_EQ(refusal(devices, MappingUse::create_image).code(), "UnknownParameter");
  EXPECT_NO_THROW(checkDevices(devices, MappingUse::register_image));
}

TEST(CheckDevices, BoundsTheInitializationRate) {
  expectRefusal(
      refusal({ebs("/dev/sdb", {.snapshotId = kSnapshot, .volumeInitializationRate = 99})}),
      errors::initializationRateOutOfBounds(99));
}

// There are no Outposts and no Local Zones here.
TEST(CheckDevices, RefusesPlacesThatAreNotEmulated) {
  EXPECT_EQ(refusal({ebs("/dev/sdb", {.volumeSizeGib = 1, .outpostArn = "arn"})}).code(),
            "UnsupportedOperation");
  EXPECT_EQ(refusal({ebs("/dev/sdb", {.volumeSizeGib = 1, .availabilityZone = "us-east-1a"})},
                    MappingUse::run_instances)
                .code(),
            "UnsupportedOperation");
  EXPECT_EQ(refusal({ebs("/dev/sdb", {.volumeSizeGib = 1, .outpostArn = "arn"})},
                    MappingUse::create_image)
                .code(),
            "UnknownParameter");
}

// A dozen logs of RunInstances have these words (errors.md 3.2).
TEST(CheckVolumeSize, RefusesAVolumeSmallerThanItsSnapshot) {
  const auto snapshot = snapshots().at(kSnapshot);
  EXPECT_NO_THROW(checkVolumeSize(std::nullopt, snapshot));
  EXPECT_NO_THROW(checkVolumeSize(30, snapshot));
  const auto error = refusalOf([&] { checkVolumeSize(20, snapshot); });
  expectRefusal(error, errors::deviceSmallerThanSnapshot(20, kSnapshot, 30));
  EXPECT_EQ(error.message(),
            "Volume of size 20GB is smaller than snapshot 'snap-0759187455d169d2d', expect size "
            ">= 30GB");
}

TEST(SnapshotIds, AreNamedOnce) {
  const auto other = SnapshotId::trusted("snap-11111111");
  const BlockDevices devices{ebs("/dev/sda1", {.snapshotId = kSnapshot}), ebs("/dev/sdb"),
                             ebs("/dev/sdc", {.snapshotId = other}),
                             ebs("/dev/sdd", {.snapshotId = kSnapshot})};
  EXPECT_EQ(snapshotIdsOf(devices), (std::vector<SnapshotId>{kSnapshot, other}));
}

TEST(MergeDevices, ReplacesWhatWasGivenAndKeepsTheRest) {
  const auto merged =
      mergeDevices({ebs("/dev/sda1", {.deleteOnTermination = true,
                                      .snapshotId = kSnapshot,
                                      .volumeSizeGib = 30,
                                      .volumeType = "gp3",
                                      .iops = 3000})},
                   {ebs("/dev/sda1", {.deleteOnTermination = false, .volumeSizeGib = 50})});
  ASSERT_EQ(merged.size(), 1u);
  EXPECT_EQ(merged[0].ebs, (EbsDevice{.deleteOnTermination = false,
                                      .snapshotId = kSnapshot,
                                      .volumeSizeGib = 50,
                                      .volumeType = "gp3",
                                      .iops = 3000}));
}

// IOPS and throughput of the old type would be wrong, or even refused, for the new one.
TEST(MergeDevices, DropsPerformanceWithItsType) {
  const auto merged =
      mergeDevices({ebs("/dev/sda1", {.volumeType = "gp3", .iops = 4000, .throughputMibps = 200})},
                   {ebs("/dev/sda1", {.volumeType = "gp2"})});
  EXPECT_EQ(merged[0].ebs, (EbsDevice{.volumeType = "gp2"}));
}

TEST(MergeDevices, LeavesDevicesOutAndAddsOthers) {
  const auto merged =
      mergeDevices({ebs("/dev/sda1"), ebs("/dev/sdb")},
                   {leftOut("/dev/sdb"), leftOut("/dev/sdz"), ephemeral("/dev/sdc", "ephemeral0")});
  ASSERT_EQ(merged.size(), 2u);
  EXPECT_EQ(merged[0].deviceName, "/dev/sda1");
  EXPECT_EQ(merged[1], ephemeral("/dev/sdc", "ephemeral0"));
}

TEST(MergeDevices, ReplacesADeviceOfAnotherKind) {
  const auto merged =
      mergeDevices({ephemeral("/dev/sdb", "ephemeral0")}, {ebs("/dev/sdb", {.volumeSizeGib = 9})});
  EXPECT_EQ(merged, BlockDevices{ebs("/dev/sdb", {.volumeSizeGib = 9})});
}

class CheckUnchanged : public ::testing::Test {
 protected:
  const BlockDevices base_{ebs("/dev/sda1", {.deleteOnTermination = true,
                                             .volumeSizeGib = 8,
                                             .volumeType = "gp3",
                                             .iops = 3000,
                                             .throughputMibps = 125,
                                             .encrypted = false})};

  ApiError refusal(EbsDevice given) {
    return refusalOf([&] { checkUnchanged(base_, {ebs("/dev/sda1", std::move(given))}); });
  }
};

// EC2 API Reference, CreateImage, BlockDeviceMappings.
TEST_F(CheckUnchanged, AllowsAnotherDeleteOnTermination) {
  EXPECT_NO_THROW(checkUnchanged(base_, {ebs("/dev/sda1", {.deleteOnTermination = false})}));
}

// Packer sends a device's whole mapping again.
TEST_F(CheckUnchanged, AllowsToSayWhatIsSo) { EXPECT_NO_THROW(checkUnchanged(base_, base_)); }

TEST_F(CheckUnchanged, RefusesEveryOtherChange) {
  const auto expected = [](const char* member) {
    return errors::deviceNotChangeable("/dev/sda1", member);
  };
  expectRefusal(refusal({.volumeSizeGib = 9}), expected("VolumeSize"));
  expectRefusal(refusal({.volumeType = "gp2"}), expected("VolumeType"));
  expectRefusal(refusal({.iops = 4000}), expected("Iops"));
  expectRefusal(refusal({.throughputMibps = 200}), expected("Throughput"));
  expectRefusal(refusal({.encrypted = true}), expected("Encrypted"));
  expectRefusal(refusal({.snapshotId = kSnapshot}), expected("SnapshotId"));
  expectRefusal(refusalOf([&] { checkUnchanged(base_, {ephemeral("/dev/sda1", "ephemeral0")}); }),
                expected("VirtualName"));
}

// An existing encrypted volume: the flag is ignored (images.md section 7, CreateImage).
TEST_F(CheckUnchanged, IgnoresTheFlagOfAnEncryptedVolume) {
  EXPECT_NO_THROW(checkUnchanged({ebs("/dev/sda1", {.encrypted = true})},
                                 {ebs("/dev/sda1", {.encrypted = false})}));
}

TEST_F(CheckUnchanged, LetsDevicesBeLeftOutAndAdded) {
  EXPECT_NO_THROW(checkUnchanged(base_, {leftOut("/dev/sda1"), ebs("/dev/sdb")}));
}

// clients/contract.md 3.3: the snapshot's size, type standard, `encrypted` always, nothing more.
TEST(CompleteDevice, FillsInWhatFollowsFromTheSnapshot) {
  const auto device =
      completeDevice(ebs("/dev/sda1", {.snapshotId = kSnapshot}), "/dev/sda1", snapshots());
  EXPECT_EQ(device.ebs, (EbsDevice{.deleteOnTermination = true,
                                   .snapshotId = kSnapshot,
                                   .volumeSizeGib = 30,
                                   .volumeType = "standard",
                                   .encrypted = false}));
}

TEST(CompleteDevice, KeepsVolumesBesidesTheRootAlive) {
  const auto device =
      completeDevice(ebs("/dev/sdb", {.snapshotId = kSnapshot}), "/dev/sda1", snapshots());
  EXPECT_EQ(device.ebs->deleteOnTermination, false);
}

TEST(CompleteDevice, KeepsWhatWasGiven) {
  const EbsDevice given{.deleteOnTermination = false,
                        .snapshotId = std::nullopt,
                        .volumeSizeGib = 5,
                        .volumeType = "gp3",
                        .iops = 100,
                        .throughputMibps = 500,
                        .encrypted = true};
  EXPECT_EQ(completeDevice(ebs("/dev/sda1", given), "/dev/sda1", {}).ebs, given);
}

TEST(CompleteDevice, IsEncryptedAsItsSnapshotIs) {
  Snapshot encrypted;
  encrypted.encrypted = true;
  const auto device = completeDevice(ebs("/dev/sda1", {.snapshotId = kSnapshot}), "/dev/sda1",
                                     snapshots(encrypted));
  EXPECT_EQ(device.ebs->encrypted, true);
}

TEST(CompleteDevice, WantsASizeOrASnapshot) {
  expectRefusal(refusalOf([] { completeDevice(ebs("/dev/sdb", {}), "/dev/sda1", {}); }),
                errors::volumeNeedsSize());
}

TEST(CompleteDevice, WantsASnapshotForAnInitializationRate) {
  const EbsDevice given{.volumeSizeGib = 5, .volumeInitializationRate = 200};
  expectRefusal(refusalOf([&] { completeDevice(ebs("/dev/sdb", given), "/dev/sda1", {}); }),
                errors::initializationRateNeedsSnapshot());
}

TEST(CompleteDevice, RefusesASnapshotThatIsNotCompleted) {
  auto pending = snapshots();
  pending.at(kSnapshot).state = SnapshotState::pending;
  const auto error = refusalOf(
      [&] { completeDevice(ebs("/dev/sda1", {.snapshotId = kSnapshot}), "/dev/sda1", pending); });
  expectRefusal(error, errors::snapshotNotReady("pending"));
}

TEST(CompleteDevice, RefusesASizeBelowTheSnapshots) {
  const EbsDevice given{.snapshotId = kSnapshot, .volumeSizeGib = 29};
  expectRefusal(
      refusalOf([&] { completeDevice(ebs("/dev/sda1", given), "/dev/sda1", snapshots()); }),
      errors::deviceSmallerThanSnapshot(29, kSnapshot, 30));
}

TEST(CompleteDevice, LeavesInstanceStoreVolumesAlone) {
  const auto device = ephemeral("/dev/sdb", "ephemeral0");
  EXPECT_EQ(completeDevice(device, "/dev/sda1", {}), device);
}

}  // namespace
}  // namespace amilocal::domain
