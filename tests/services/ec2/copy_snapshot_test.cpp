#include <chrono>

#include "amilocal/domain/encryption.h"
#include "storage_test.h"

namespace amilocal::test {
namespace {

class CopySnapshot : public StorageTest {
 protected:
  static ec2::CopySnapshotRequest copyOf(const domain::Snapshot& source) {
    ec2::CopySnapshotRequest request;
    request.sourceRegion = source.region;
    request.sourceSnapshotId = source.id.str();
    return request;
  }
  domain::Snapshot copied(const ec2::CopySnapshotRequest& request) {
    return storedSnapshot(call(&ec2::copySnapshot, request).snapshotId);
  }
  domain::Snapshot givenEncrypted(const std::string& key) {
    return givenSnapshot([&](domain::Snapshot& s) {
      s.encrypted = true;
      s.kmsKeyId = key;
    });
  }
};

// The destination is the Region that the call is sent to (EC2 API Reference, CopySnapshot).
TEST_F(CopySnapshot, MakesTheCopyInTheRegionOfTheCall) {
  const auto source = givenSnapshot();
  in("eu-west-1");
  const auto copy = copied(copyOf(source));
  EXPECT_EQ(copy.region, "eu-west-1");
  EXPECT_EQ(copy.state, domain::SnapshotState::completed);
  EXPECT_EQ(copy.volumeSizeGib, 8);
  EXPECT_EQ(copy.transferType, "standard");
}

// Copies have no volume of their own (custodian recording).
TEST_F(CopySnapshot, NamesNoVolume) {
  const auto source = givenSnapshot([](domain::Snapshot& s) { s.volumeId = "vol-01"; });
  EXPECT_EQ(copied(copyOf(source)).volumeId, "vol-ffffffff");
}

// The console fills one in, the API does not.
TEST_F(CopySnapshot, TakesNoDescriptionFromTheSource) {
  const auto source = givenSnapshot([](domain::Snapshot& s) { s.description = "source"; });
  EXPECT_EQ(copied(copyOf(source)).description, "");
}

TEST_F(CopySnapshot, AnswersItsOwnTagsAndNotTheSources) {
  const auto source = givenSnapshot();
  catalog().tags().put({std::string(kOwner), "us-east-1", "snapshot", source.id.str()},
                       {{"from", "source"}});
  auto request = copyOf(source);
  request.tagSpecifications = {tagged("snapshot", {tag("k", "v")})};
  const auto answer = call(&ec2::copySnapshot, request);
  EXPECT_EQ(answer.tags, (std::vector<ec2::Tag>{tag("k", "v")}));
  EXPECT_EQ(tagsOn(*answer.snapshotId), (domain::Tags{{"k", "v"}}));
}

// The SDKs add both by themselves; they say again what the endpoint says
// (clients/contract.md 2.12).
TEST_F(CopySnapshot, TakesTheParametersThatSdksAdd) {
  auto request = copyOf(givenSnapshot());
  request.presignedUrl = "http://127.0.0.1/?Action=CopySnapshot";
  request.destinationRegion = "us-east-1";
  EXPECT_EQ(copied(request).region, "us-east-1");
}

TEST_F(CopySnapshot, CopiesASharedSnapshot) {
  const auto shared = givenSnapshot([](domain::Snapshot& s) {
    s.createVolumePermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  });
  as(kOther);
  EXPECT_EQ(copied(copyOf(shared)).owner, kOther);
}

TEST_F(CopySnapshot, DoesNotFindAPrivateSnapshotOfAnother) {
  const auto source = givenSnapshot();
  as(kOther);
  expectError(errorOf(&ec2::copySnapshot, copyOf(source)), "InvalidSnapshot.NotFound");
}

TEST_F(CopySnapshot, DoesNotFindASnapshotOfAnotherRegion) {
  auto request = copyOf(givenSnapshot());
  request.sourceRegion = "eu-west-1";
  expectError(errorOf(&ec2::copySnapshot, request), "InvalidSnapshot.NotFound");
}

TEST_F(CopySnapshot, RefusesARegionThatDoesNotExist) {
  auto request = copyOf(givenSnapshot());
  request.sourceRegion = "mars-1";
  expectError(errorOf(&ec2::copySnapshot, request), "InvalidRegion");
}

// Here and in CreateVolume a malformed id has another code than elsewhere (errors.md section 4).
TEST_F(CopySnapshot, RefusesAMalformedId) {
  auto request = copyOf(givenSnapshot());
  request.sourceSnapshotId = "x";
  expectError(errorOf(&ec2::copySnapshot, request), "InvalidParameterValue",
              "Value (x) for parameter sourceSnapshotId is invalid. Expected: 'snap-...'.");
}

TEST_F(CopySnapshot, RefusesASourceThatIsNotCompleted) {
  const auto source =
      givenSnapshot([](domain::Snapshot& s) { s.state = domain::SnapshotState::pending; });
  expectError(errorOf(&ec2::copySnapshot, copyOf(source)), "IncorrectState");
}

TEST_F(CopySnapshot, EncryptsWithTheDefaultKey) {
  auto request = copyOf(givenSnapshot());
  request.encrypted = true;
  const auto copy = copied(request);
  EXPECT_TRUE(copy.encrypted);
  EXPECT_EQ(copy.kmsKeyId, domain::defaultKeyArn("us-east-1", kOwner));
  EXPECT_TRUE(copy.dataEncryptionKeyId);
}

TEST_F(CopySnapshot, EncryptsWithTheKeyThatIsNamed) {
  auto request = copyOf(givenSnapshot());
  request.encrypted = true;
  request.kmsKeyId = "arn:aws:kms:us-east-1:111111111111:key/k";
  EXPECT_EQ(copied(request).kmsKeyId, "arn:aws:kms:us-east-1:111111111111:key/k");
}

TEST_F(CopySnapshot, KeepsTheKeyWithinTheRegion) {
  const auto key = domain::keyArn("mine", "us-east-1", kOwner);
  EXPECT_EQ(copied(copyOf(givenEncrypted(key))).kmsKeyId, key);
}

// A key is of one Region.
TEST_F(CopySnapshot, TakesTheDefaultKeyInAnotherRegion) {
  const auto source = givenEncrypted(domain::keyArn("mine", "us-east-1", kOwner));
  in("eu-west-1");
  EXPECT_EQ(copied(copyOf(source)).kmsKeyId, domain::defaultKeyArn("eu-west-1", kOwner));
}

// Accepted at first; the copy ends in error with AWS's message (errors.md section 4).
TEST_F(CopySnapshot, EndsInErrorWhenTheKeyIsOfAnotherRegion) {
  auto request = copyOf(givenSnapshot());
  request.encrypted = true;
  request.kmsKeyId = "arn:aws:kms:eu-west-1:111111111111:key/k";
  const auto copy = copied(request);
  EXPECT_EQ(copy.state, domain::SnapshotState::error);
  EXPECT_EQ(copy.statusMessage, "Given key ID is not accessible");
}

TEST_F(CopySnapshot, CannotBeToldNotToEncrypt) {
  auto request = copyOf(givenSnapshot());
  request.encrypted = false;
  expectError(errorOf(&ec2::copySnapshot, request), "InvalidParameterValue");
}

TEST_F(CopySnapshot, NeedsEncryptedForAKey) {
  auto request = copyOf(givenSnapshot());
  request.kmsKeyId = "alias/mine";
  expectError(errorOf(&ec2::copySnapshot, request), "InvalidParameterDependency");
}

TEST_F(CopySnapshot, RemembersATimeBasedCopy) {
  auto request = copyOf(givenSnapshot());
  request.completionDurationMinutes = 30;
  const auto copy = copied(request);
  EXPECT_EQ(copy.transferType, "time-based");
  EXPECT_EQ(copy.completionDurationMinutes, 30);
}

// A time-based copy is done in the time that was asked for, though it would take longer.
TEST_F(CopySnapshot, EndsATimeBasedCopyInTime) {
  taskTime("24h");
  auto request = copyOf(givenSnapshot());
  request.completionDurationMinutes = 15;
  const auto id = call(&ec2::copySnapshot, request).snapshotId;
  advance(std::chrono::minutes{15});
  EXPECT_EQ(storedSnapshot(id).state, domain::SnapshotState::completed);
}

// 15-minute steps up to 48 hours (EC2 API Reference, CopySnapshot).
TEST_F(CopySnapshot, RefusesOtherDurations) {
  auto request = copyOf(givenSnapshot());
  for (const auto minutes : {0, 20, 2895}) {
    request.completionDurationMinutes = minutes;
    expectError(errorOf(&ec2::copySnapshot, request), "InvalidParameterValue");
  }
}

// At most 20 at a time for a destination Region (Amazon EBS User Guide).
TEST_F(CopySnapshot, RefusesTheTwentyFirstAtATime) {
  taskTime("hold");
  const auto request = copyOf(givenSnapshot());
  for (int i = 0; i < 20; ++i) call(&ec2::copySnapshot, request);
  expectError(errorOf(&ec2::copySnapshot, request), "ResourceLimitExceeded",
              "Too many snapshot copies in progress. The limit is 20 for this destination region.");
  in("eu-west-1");
  EXPECT_TRUE(call(&ec2::copySnapshot, request).snapshotId);
}

// 500 MiB/s for one snapshot, 2,000 for all between two Regions (Amazon EBS User Guide, "Time-based
// copies").
TEST_F(CopySnapshot, ObeysTheThroughputQuotas) {
  taskTime("24h");
  auto request = copyOf(givenSnapshot([](auto& s) { s.volumeSizeGib = 440; }));
  request.completionDurationMinutes = 15;
  expectError(errorOf(&ec2::copySnapshot, request), "InvalidParameterValue");
  request = copyOf(givenSnapshot([](auto& s) { s.volumeSizeGib = 400; }));
  request.completionDurationMinutes = 15;
  catalog().settings().put({{}, {}, limitSettingName(domain::Limit::copy_throughput), "500"});
  call(&ec2::copySnapshot, request);
  const auto slow = call(&ec2::copySnapshot, request).snapshotId;
  EXPECT_GT(storedSnapshot(slow).dueAt, now() + std::chrono::minutes{15});
  expectError(errorOf(&ec2::copySnapshot, request), "ResourceLimitExceeded");
  in("eu-west-1");
  EXPECT_TRUE(call(&ec2::copySnapshot, request).snapshotId);
}

TEST_F(CopySnapshot, ObeysAQuotaThatWasSet) {
  taskTime("hold");
  catalog().settings().put({{}, {}, limitSettingName(domain::Limit::snapshot_copies), "0"});
  expectError(errorOf(&ec2::copySnapshot, copyOf(givenSnapshot())), "ResourceLimitExceeded",
              "Too many snapshot copies in progress. The limit is 0 for this destination region.");
}

TEST_F(CopySnapshot, RefusesLocalDestinations) {
  auto request = copyOf(givenSnapshot());
  request.destinationOutpostArn = "arn:o";
  expectError(errorOf(&ec2::copySnapshot, request), "UnsupportedOperation");
  request = copyOf(givenSnapshot());
  request.destinationAvailabilityZone = "us-east-1a";
  expectError(errorOf(&ec2::copySnapshot, request), "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::test
