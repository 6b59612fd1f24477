#include "amilocal/domain/encryption.h"
#include "storage_test.h"

namespace amilocal::test {
namespace {

class CreateVolume : public StorageTest {
 protected:
  static ec2::CreateVolumeRequest sized(std::int64_t gib) {
    ec2::CreateVolumeRequest request;
    request.availabilityZone = "us-east-1a";
    request.size = gib;
    return request;
  }
  static ec2::CreateVolumeRequest from(const domain::Snapshot& snapshot) {
    ec2::CreateVolumeRequest request;
    request.availabilityZone = "us-east-1a";
    request.snapshotId = snapshot.id.str();
    return request;
  }
};

// The example of the AWS CLI: 80 GiB of gp2 have 240 IOPS. A blank volume shows an empty
// snapshotId (clients/contract.md section 5, ec2_vol_info).
TEST_F(CreateVolume, FillsInWhatIsNotSaid) {
  const auto answer = call(&ec2::createVolume, sized(80));
  EXPECT_EQ(answer.state, "creating");
  EXPECT_EQ(answer.volumeType, "gp2");
  EXPECT_EQ(answer.iops, 240);
  EXPECT_FALSE(answer.throughput);
  EXPECT_EQ(answer.snapshotId, "");
  EXPECT_EQ(answer.encrypted, false);
  EXPECT_EQ(answer.multiAttachEnabled, false);
  EXPECT_EQ(answer.createTime, now());
  EXPECT_TRUE(answer.attachments.empty());
}

TEST_F(CreateVolume, IsAvailableForTheNextReader) {
  const auto answer = call(&ec2::createVolume, sized(1));
  EXPECT_EQ(storedVolume(answer.volumeId).state, domain::VolumeState::available);
}

TEST_F(CreateVolume, HonoursTypeAndPerformance) {
  auto request = sized(100);
  request.volumeType = "gp3";
  request.iops = 4000;
  request.throughput = 500;
  const auto answer = call(&ec2::createVolume, request);
  EXPECT_EQ(answer.volumeType, "gp3");
  EXPECT_EQ(answer.iops, 4000);
  EXPECT_EQ(answer.throughput, 500);
}

TEST_F(CreateVolume, TakesTheSizeOfTheSnapshot) {
  const auto snapshot = givenSnapshot([](domain::Snapshot& s) { s.volumeSizeGib = 30; });
  const auto answer = call(&ec2::createVolume, from(snapshot));
  EXPECT_EQ(answer.size, 30);
  EXPECT_EQ(answer.snapshotId, snapshot.id.str());
}

// The text names both parameters in one (localstack snapshot).
TEST_F(CreateVolume, NeedsASizeOrASnapshot) {
  ec2::CreateVolumeRequest request;
  request.availabilityZone = "us-east-1a";
  expectError(errorOf(&ec2::createVolume, request), "MissingParameter",
              "The request must contain the parameter size/snapshot");
}

TEST_F(CreateVolume, TakesAZoneById) {
  const auto byName = call(&ec2::createVolume, sized(1));
  auto request = sized(1);
  request.availabilityZone.reset();
  request.availabilityZoneId = byName.availabilityZoneId;
  EXPECT_EQ(call(&ec2::createVolume, request).availabilityZone, "us-east-1a");
}

TEST_F(CreateVolume, NeedsExactlyOneZone) {
  auto request = sized(1);
  request.availabilityZoneId = "use1-az1";
  expectError(errorOf(&ec2::createVolume, request), "InvalidParameterCombination");
  request.availabilityZone.reset();
  request.availabilityZoneId.reset();
  expectError(errorOf(&ec2::createVolume, request), "MissingParameter");
}

TEST_F(CreateVolume, RefusesAZoneOfAnotherRegion) {
  auto request = sized(1);
  request.availabilityZone = "eu-west-1a";
  expectError(errorOf(&ec2::createVolume, request), "InvalidZone.NotFound",
              "The zone 'eu-west-1a' does not exist.");
}

TEST_F(CreateVolume, FollowsTheEncryptionOfTheSnapshot) {
  const auto key = domain::keyArn("mine", "us-east-1", kOwner);
  const auto snapshot = givenSnapshot([&](domain::Snapshot& s) {
    s.encrypted = true;
    s.kmsKeyId = key;
  });
  const auto answer = call(&ec2::createVolume, from(snapshot));
  EXPECT_EQ(answer.encrypted, true);
  EXPECT_EQ(answer.kmsKeyId, key);
}

TEST_F(CreateVolume, EncryptsWithTheDefaultKey) {
  auto request = sized(1);
  request.encrypted = true;
  EXPECT_EQ(call(&ec2::createVolume, request).kmsKeyId, domain::defaultKeyArn("us-east-1", kOwner));
}

TEST_F(CreateVolume, NeedsEncryptedForAKey) {
  auto request = sized(1);
  request.kmsKeyId = "alias/mine";
  expectError(errorOf(&ec2::createVolume, request), "InvalidParameterDependency",
              "The parameter KmsKeyId requires the parameter Encrypted to be set.");
}

// The words that two storage drivers look for.
TEST_F(CreateVolume, RefusesASnapshotThatIsNotCompleted) {
  const auto snapshot =
      givenSnapshot([](domain::Snapshot& s) { s.state = domain::SnapshotState::pending; });
  expectError(errorOf(&ec2::createVolume, from(snapshot)), "IncorrectState",
              "Snapshot is in invalid state - pending");
}

TEST_F(CreateVolume, DoesNotFindASnapshotThatIsNotShared) {
  const auto snapshot = givenSnapshot();
  as(kOther);
  expectError(errorOf(&ec2::createVolume, from(snapshot)), "InvalidSnapshot.NotFound");
}

TEST_F(CreateVolume, RefusesAMalformedSnapshotId) {
  auto request = sized(1);
  request.snapshotId = "x";
  expectError(errorOf(&ec2::createVolume, request), "InvalidParameterValue",
              "Value (x) for parameter snapshotId is invalid. Expected: 'snap-...'.");
}

TEST_F(CreateVolume, AllowsMultiAttachForProvisionedIopsOnly) {
  auto request = sized(10);
  request.multiAttachEnabled = true;
  expectError(errorOf(&ec2::createVolume, request), "InvalidParameterCombination");
  request.volumeType = "io2";
  request.iops = 100;
  EXPECT_EQ(call(&ec2::createVolume, request).multiAttachEnabled, true);
}

// 100 to 300 MiB/s, and only for a volume that has a snapshot to be filled from.
TEST_F(CreateVolume, ChecksTheInitializationRate) {
  auto request = from(givenSnapshot());
  request.volumeInitializationRate = 200;
  EXPECT_EQ(call(&ec2::createVolume, request).volumeInitializationRate, 200);
  request.volumeInitializationRate = 301;
  expectError(errorOf(&ec2::createVolume, request), "InvalidParameterValue");
  auto blank = sized(1);
  blank.volumeInitializationRate = 200;
  expectError(errorOf(&ec2::createVolume, blank), "InvalidParameterCombination");
}

TEST_F(CreateVolume, TagsTheVolume) {
  auto request = sized(1);
  request.tagSpecifications = {tagged("volume", {tag("k", "v")})};
  const auto answer = call(&ec2::createVolume, request);
  EXPECT_EQ(answer.tags, (std::vector<ec2::Tag>{tag("k", "v")}));
  EXPECT_EQ(tagsOn(*answer.volumeId), (domain::Tags{{"k", "v"}}));
}

TEST_F(CreateVolume, AnswersTheSameVolumeForTheSameToken) {
  auto request = sized(1);
  request.clientToken = "token";
  const auto first = call(&ec2::createVolume, request);
  EXPECT_EQ(call(&ec2::createVolume, request).volumeId, first.volumeId);
  request.size = 2;
  expectError(errorOf(&ec2::createVolume, request), "IdempotentParameterMismatch");
}

TEST_F(CreateVolume, RefusesOutpostsAndOperators) {
  auto request = sized(1);
  request.outpostArn = "arn:o";
  expectError(errorOf(&ec2::createVolume, request), "UnsupportedOperation");
  request = sized(1);
  request.operator_.emplace().principal = "eks.amazonaws.com";
  expectError(errorOf(&ec2::createVolume, request), "UnsupportedOperation");
}

TEST_F(CreateVolume, EndsInErrorWhenItsTaskFails) {
  taskTime("hold");
  const auto answer = call(&ec2::createVolume, sized(1));
  finishTaskOf(*answer.volumeId, domain::StateReason{"Server.X", "no luck"});
  EXPECT_EQ(storedVolume(answer.volumeId).state, domain::VolumeState::error);
}

// "The action can appear to complete, but eventually fails" (EC2 API Reference, CreateVolume,
// KmsKeyId).
TEST_F(CreateVolume, EndsInErrorWhenItsKeyCannotBeUsed) {
  auto request = sized(1);
  request.encrypted = true;
  request.kmsKeyId = "arn:aws:kms:eu-west-1:111111111111:key/k";
  const auto answer = call(&ec2::createVolume, request);
  EXPECT_EQ(answer.state, "creating");
  EXPECT_EQ(storedVolume(answer.volumeId).state, domain::VolumeState::error);
}

}  // namespace
}  // namespace amilocal::test
