#include <gtest/gtest.h>

#include "amilocal/domain/errors/snapshot_errors.h"
#include "amilocal/domain/errors/tagging_errors.h"
#include "amilocal/domain/errors/volume_errors.h"

namespace amilocal::errors {
namespace {

const SnapshotId kSnapshot = SnapshotId::trusted("snap-0bcf7289e9ad65306");
const VolumeId kVolume = VolumeId::trusted("vol-0a8a848f89f637f25");
const InstanceId kInstance = InstanceId::trusted("i-0713f87e81617cce7");
const ImageId kImage = ImageId::trusted("ami-0ad9bdfd83929399f");

struct Said {
  ApiError error;
  std::string code, text;
};

void expectSaid(const std::vector<Said>& all) {
  for (const auto& [error, code, text] : all) {
    EXPECT_EQ(error.code(), code);
    EXPECT_EQ(error.message(), text);
    EXPECT_EQ(error.status(), 400);
  }
}

// Texts that were seen (aws-facts/errors.md section 4, and public logs).
TEST(SnapshotErrors, AreInTheWordsOfAws) {
  expectSaid({
      {snapshotNotFound(kSnapshot), "InvalidSnapshot.NotFound",
       "The snapshot 'snap-0bcf7289e9ad65306' does not exist."},
      {snapshotInUse(kSnapshot, kImage), "InvalidSnapshot.InUse",
       "The snapshot snap-0bcf7289e9ad65306 is currently in use by ami-0ad9bdfd83929399f"},
      {snapshotNotReady("pending"), "IncorrectState", "Snapshot is in invalid state - pending"},
      {tooManySnapshotCopies(20), "ResourceLimitExceeded",
       "Too many snapshot copies in progress. The limit is 20 for this destination region."},
      {encryptedSnapshotNotPublic(), "OperationNotPermitted",
       "Encrypted snapshots cannot be shared publicly"},
      {defaultKeySnapshotNotShared(), "OperationNotPermitted",
       "Encrypted snapshots with EBS default key cannot be shared"},
      {invalidSnapshotGrantee("abc", "userId"), "InvalidAMIAttributeItemValue",
       "Invalid attribute item value \"abc\" for userId item type."},
      {keyNeedsEncryption(), "InvalidParameterDependency",
       "The parameter KmsKeyId requires the parameter Encrypted to be set."},
  });
}

// Rules that are documented, in words of our own: the code is what counts.
TEST(SnapshotErrors, HaveTheCodesOfAws) {
  EXPECT_EQ(snapshotsNotFound({kSnapshot, kSnapshot}).code(), "InvalidSnapshot.NotFound");
  EXPECT_EQ(snapshotIdExpected("x", "snapshotId").code(), "InvalidParameterValue");
  EXPECT_EQ(snapshotNotCopyable(kSnapshot, "pending").message(),
            "Snapshot snap-0bcf7289e9ad65306 is in an invalid state: pending");
  EXPECT_EQ(snapshotCannotBeDecrypted().code(), "InvalidParameterValue");
  EXPECT_EQ(badCompletionDuration(20).code(), "InvalidParameterValue");
  EXPECT_EQ(malformedSnapshotUser("foo").message(), "Invalid user id: \"foo\"");
  EXPECT_EQ(addAndRemoveTogether().code(), "InvalidParameterCombination");
  EXPECT_EQ(tooManyPermissionChanges(500).code(), "InvalidParameterValue");
  EXPECT_EQ(noSnapshotAttribute().code(), "InvalidParameterCombination");
  EXPECT_EQ(unknownSnapshotAttribute("x").message(),
            "Value (x) for parameter attribute is invalid. Unknown attribute.");
  EXPECT_EQ(notSnapshotable(kInstance).code(), "IncorrectInstanceState");
  EXPECT_EQ(volumeNotOfInstance(kVolume, kInstance).code(), "InvalidParameterValue");
  EXPECT_EQ(rootIsNoDataVolume(kVolume).code(), "InvalidParameterValue");
  EXPECT_EQ(tooManyExcludedVolumes(40).code(), "InvalidParameterValue");
  EXPECT_EQ(noVolumesToSnapshot(kInstance).code(), "InvalidParameterCombination");
}

// Texts that were seen (aws-facts/errors.md section 5, and public logs).
TEST(VolumeErrors, AreInTheWordsOfAws) {
  expectSaid({
      {volumeNotFound(kVolume), "InvalidVolume.NotFound",
       "The volume 'vol-0a8a848f89f637f25' does not exist."},
      {volumeNeedsSize(), "MissingParameter",
       "The request must contain the parameter size/snapshot"},
      {iopsMissing("io2"), "InvalidParameterCombination",
       "The parameter iops must be specified for io2 volumes."},
      {notForVolumeType("iops", "gp2"), "InvalidParameterCombination",
       "The parameter iops is not supported for gp2 volumes."},
      {throughputNotSupported(), "InvalidParameterCombination",
       "throughput can only be specified for volumeType gp3."},
      {iopsRatioTooHigh(15000, 20, 500), "InvalidParameterValue",
       "Iops to volume size ratio of 750.000000 is too high; maximum is 500"},
      {throughputRatioTooHigh(1000, 3000), "InvalidParameterValue",
       "Throughput (MiBps) to iops ratio of 0.333333 is too high; maximum is 0.250000 MiBps per "
       "iops"},
      {volumeInUse(kVolume, kInstance), "VolumeInUse",
       "Volume vol-0a8a848f89f637f25 is currently attached to i-0713f87e81617cce7"},
      {volumeNotAvailable(kVolume), "IncorrectState", "vol-0a8a848f89f637f25 is not 'available'"},
      {incorrectVolumeState(kVolume, "available"), "IncorrectState",
       "Volume 'vol-0a8a848f89f637f25' is in the 'available' state."},
      {instanceNotAttachable(kInstance), "IncorrectState",
       "Instance 'i-0713f87e81617cce7' is not 'running'."},
      {invalidDeviceName("Disk_D"), "InvalidParameterValue",
       "Value (Disk_D) for parameter device is invalid. Disk_D is not a valid EBS device name."},
      {deviceInUse("/dev/sdf"), "InvalidParameterValue",
       "Invalid value '/dev/sdf' for unixDevice. Attachment point /dev/sdf is already in use"},
      {rootVolumeNotDetachable(kVolume, kInstance), "OperationNotPermitted",
       "Unable to detach root volume 'vol-0a8a848f89f637f25' from instance "
       "'i-0713f87e81617cce7'"},
  });
}

TEST(VolumeErrors, HaveTheCodesOfAws) {
  EXPECT_EQ(volumesNotFound({kVolume, kVolume}).code(), "InvalidVolume.NotFound");
  EXPECT_EQ(unknownVolumeType("x").code(), "UnknownVolumeType");
  EXPECT_EQ(volumeTooSmall(1, 4).code(), "InvalidParameterValue");
  EXPECT_EQ(volumeTooLarge(9, 4).code(), "InvalidParameterValue");
  EXPECT_EQ(volumeSmallerThanSnapshot(1, 4).code(), "InvalidParameterValue");
  EXPECT_EQ(performanceTooLow("iops", 1, 4).code(), "InvalidParameterValue");
  EXPECT_EQ(performanceTooHigh("iops", 9, 4).code(), "InvalidParameterValue");
  EXPECT_EQ(initializationRateOutOfBounds(1).code(), "InvalidParameterValue");
  EXPECT_EQ(initializationRateNeedsSnapshot().code(), "InvalidParameterCombination");
  EXPECT_EQ(zoneMissing().code(), "MissingParameter");
  EXPECT_EQ(zoneGivenTwice().code(), "InvalidParameterCombination");
  EXPECT_EQ(zoneNotFound("x").code(), "InvalidZone.NotFound");
  EXPECT_EQ(volumeAlreadyAttached(kVolume).code(), "VolumeInUse");
  EXPECT_EQ(zoneMismatch(kVolume, kInstance).code(), "InvalidVolume.ZoneMismatch");
  EXPECT_EQ(tooManyAttachments(kVolume, 16).code(), "AttachmentLimitExceeded");
  EXPECT_EQ(attachmentNotFound(kVolume).code(), "InvalidAttachment.NotFound");
}

TEST(TaggingErrors, AreInTheWordsOfAws) {
  expectSaid({
      {invalidTaggableId("eipassoc-0578b4e3415869944"), "InvalidID",
       "The ID 'eipassoc-0578b4e3415869944' is not valid"},
      {noTagsToCreate(), "InvalidParameterValue",
       "Value ( empty ) for parameter tagSet is invalid. You must specify one or more tags to "
       "create"},
  });
  EXPECT_EQ(tooManyTaggedResources(1000).code(), "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::errors
