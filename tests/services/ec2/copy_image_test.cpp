#include <set>

#include "amilocal/domain/encryption.h"
#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/seed.h"
#include "storage_test.h"

namespace amilocal::test {
namespace {

using domain::ImageState;
using domain::SnapshotState;

class CopyImageTest : public StorageTest {
 protected:
  // The source is in us-east-1, the copies go to eu-west-1.
  CopyImageTest() {
    snapshot_ = givenSnapshot();
    source_ = givenImageOf(snapshot_.id);
    in("eu-west-1");
  }

  ec2::CopyImageRequest wish() {
    return {.name = "copy", .sourceImageId = source_.id.str(), .sourceRegion = "us-east-1"};
  }
  ImageId copied(const ec2::CopyImageRequest& request) {
    return ImageId::trusted(call(&ec2::copyImage, request).imageId.value());
  }
  ApiError refusal(const ec2::CopyImageRequest& request) {
    return errorOf(&ec2::copyImage, request);
  }
  domain::Image image(const ImageId& id) { return catalog().images().find(id).value(); }
  domain::Snapshot snapshotOf(const ImageId& id) {
    return stored(image(id).blockDevices.at(0).ebs->snapshotId.value());
  }
  void deregisterSource() {
    in("us-east-1");
    call(&ec2::deregisterImage, {.imageId = source_.id.str()});
    in("eu-west-1");
  }
  void shareSource(std::string_view account) {
    source_.launchPermissions = {{domain::GranteeKind::userId, std::string(account)}};
    catalog().images().update(source_);
  }

  domain::Snapshot snapshot_;
  domain::Image source_;
};

TEST_F(CopyImageTest, MakesAnImageInTheRegionThatItIsSentTo) {
  const auto made = image(copied(wish()));
  EXPECT_EQ(made.region, "eu-west-1");
  EXPECT_EQ(made.sourceImageId, source_.id.str());
  EXPECT_EQ(made.sourceImageRegion, "us-east-1");
  EXPECT_EQ(made.description, std::nullopt);
}

TEST_F(CopyImageTest, IsPendingUntilItsTaskIsDone) {
  taskTime("10m");
  const auto id = copied(wish());
  EXPECT_EQ(image(id).state, ImageState::pending);
  EXPECT_EQ(snapshotOf(id).state, SnapshotState::pending);
  EXPECT_EQ(snapshotOf(id).dueAt, now() + std::chrono::minutes{10});
  advance(std::chrono::minutes{10});
  EXPECT_EQ(image(id).state, ImageState::available);
  EXPECT_EQ(snapshotOf(id).state, SnapshotState::completed);
  EXPECT_EQ(snapshotOf(id).completedAt, now());
}

TEST_F(CopyImageTest, FailsWithItsTask) {
  taskTime("hold");
  const auto id = copied(wish());
  finishTaskOf(id.str(), domain::StateReason{"Server.InternalError", "no luck"});
  EXPECT_EQ(image(id).state, ImageState::failed);
  EXPECT_EQ(snapshotOf(id).state, SnapshotState::error);
}

// AWS keeps no link from source to copy: deleting the source must not disturb a running copy.
TEST_F(CopyImageTest, FinishesThoughTheSourceIsDeregistered) {
  taskTime("10m");
  const auto id = copied(wish());
  deregisterSource();
  advance(std::chrono::minutes{10});
  EXPECT_EQ(image(id).state, ImageState::available);
}

// Terraform's tests copy within a Region under the source's name (clients/contract.md 3.4).
TEST_F(CopyImageTest, MayHaveTheNameOfItsSource) {
  in("us-east-1");
  auto request = wish();
  source_.name = request.name;
  catalog().images().update(source_);
  EXPECT_EQ(image(copied(request)).name, source_.name);
}

TEST_F(CopyImageTest, AnswersTheSameTokenWithTheSameImage) {
  auto request = wish();
  request.clientToken = "token";
  const auto first = copied(request);
  EXPECT_EQ(copied(request), first);
  request.name = "another";
  EXPECT_EQ(refusal(request).code(), "IdempotentParameterMismatch");
}

TEST_F(CopyImageTest, KnowsItsRegions) {
  auto request = wish();
  request.sourceRegion = "mars-1";
  const auto expected = errors::invalidSourceRegion("mars-1");
  expectError(refusal(request), expected.code(), expected.message());
}

// Images do not leave their partition.
TEST_F(CopyImageTest, DoesNotCopyFromAnotherPartition) {
  auto request = wish();
  request.sourceRegion = "cn-north-1";
  EXPECT_EQ(refusal(request).code(), "InvalidRegion");
}

TEST_F(CopyImageTest, FindsTheSourceInItsRegionOnly) {
  auto request = wish();
  request.sourceRegion = "eu-west-1";
  expectError(refusal(request), "InvalidAMIID.NotFound",
              "The image id '[" + source_.id.str() + "]' does not exist");
}

TEST_F(CopyImageTest, DoesNotFindWhatIsNotShared) {
  as(kOther);
  EXPECT_EQ(refusal(wish()).code(), "InvalidAMIID.NotFound");
}

TEST_F(CopyImageTest, KnowsThatTheSourceIsGone) {
  deregisterSource();
  EXPECT_EQ(refusal(wish()).code(), "InvalidAMIID.Unavailable");
}

TEST_F(CopyImageTest, WaitsForThePendingSource) {
  source_.state = ImageState::pending;
  catalog().images().update(source_);
  expectError(refusal(wish()), "InvalidRequest", errors::storageNotAvailable().message());
}

// Launch permission is not enough for a copy: it needs the storage (images.md 2.2).
TEST_F(CopyImageTest, NeedsPermissionForTheStorageOfAnother) {
  shareSource(kOther);
  as(kOther);
  expectError(refusal(wish()), "InvalidRequest", errors::storageNotPermitted().message());
  snapshot_.createVolumePermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  catalog().snapshots().update(snapshot_);
  EXPECT_EQ(image(copied(wish())).owner, kOther);
}

// A copy of the free public images is daily business, and AWS allows it; those that cost a licence
// are the owner's alone.
TEST_F(CopyImageTest, CopiesPublicImagesUnlessTheyCost) {
  std::set<std::string> codes;
  int copies = 0;
  for (const auto& seed : *domain::seedCatalogue().list("us-east-1", now())) {
    if (!codes.insert(seed.usageOperation).second) continue;
    auto request = wish();
    request.sourceImageId = seed.id.str();
    if (seed.usageOperation == "RunInstances") {
      EXPECT_EQ(image(copied(request)).sourceImageId, seed.id.str());
      ++copies;
    } else {
      EXPECT_EQ(refusal(request).message(), errors::billedImageNotCopyable().message());
    }
  }
  EXPECT_EQ(copies, 1);
  EXPECT_GT(codes.size(), 1u);
}

TEST_F(CopyImageTest, EncryptsWhenAsked) {
  auto request = wish();
  request.encrypted = true;
  EXPECT_EQ(snapshotOf(copied(request)).kmsKeyId, domain::defaultKeyArn("eu-west-1", kOwner));
  request.kmsKeyId = "alias/mine";
  EXPECT_EQ(snapshotOf(copied(request)).kmsKeyId,
            domain::keyArn("alias/mine", "eu-west-1", kOwner));
}

TEST_F(CopyImageTest, TakesAKeyOnlyWithEncryption) {
  auto request = wish();
  request.kmsKeyId = "alias/mine";
  EXPECT_EQ(refusal(request).code(), "InvalidParameterDependency");
}

// AWS looks at the key after it has accepted the copy (EC2 API Reference, CopyImage, KmsKeyId).
TEST_F(CopyImageTest, FailsLaterForAKeyOfAnotherRegion) {
  taskTime("hold");
  auto request = wish();
  request.encrypted = true;
  request.kmsKeyId = "arn:aws:kms:us-east-1:111111111111:key/k";
  const auto id = copied(request);
  EXPECT_EQ(image(id).state, ImageState::pending);
  finishTaskOf(id.str());
  EXPECT_EQ(image(id).state, ImageState::failed);
  EXPECT_EQ(snapshotOf(id).statusMessage, "Given key ID is not accessible");
}

TEST_F(CopyImageTest, LeavesTagsBehindUnlessAsked) {
  catalog().tags().put({std::string(kOwner), "us-east-1", "image", source_.id.str()},
                       {{"a", "1"}, {"aws:x", "y"}, {"b", "2"}});
  auto request = wish();
  EXPECT_TRUE(tagsOn(copied(request).str()).empty());
  request.copyImageTags = true;
  EXPECT_EQ(tagsOn(copied(request).str()), (domain::Tags{{"a", "1"}, {"b", "2"}}));
  request.tagSpecifications = {tagged("image", {tag("a", "mine")})};
  EXPECT_EQ(tagsOn(copied(request).str()), (domain::Tags{{"a", "mine"}, {"b", "2"}}));
}

// Tags of the source's owner are none of the copier's (EC2 User Guide, "Copy an Amazon EC2 AMI").
TEST_F(CopyImageTest, CopiesTheCallersOwnTagsOnly) {
  catalog().tags().put({std::string(kOwner), "us-east-1", "image", source_.id.str()}, {{"a", "1"}});
  shareSource(kOther);
  snapshot_.createVolumePermissions = {{domain::GranteeKind::group, "all"}};
  catalog().snapshots().update(snapshot_);
  as(kOther);
  auto request = wish();
  request.copyImageTags = true;
  EXPECT_TRUE(tagsOn(copied(request).str()).empty());
}

TEST_F(CopyImageTest, TagsTheSnapshots) {
  auto request = wish();
  request.tagSpecifications = {tagged("snapshot", {tag("a", "1")})};
  const auto id = copied(request);
  EXPECT_TRUE(tagsOn(id.str()).empty());
  EXPECT_EQ(tagsOn(snapshotOf(id).id.str()), (domain::Tags{{"a", "1"}}));
}

TEST_F(CopyImageTest, KeepsThePromiseOfATimeBasedCopy) {
  taskTime("1h");
  auto request = wish();
  request.snapshotCopyCompletionDurationMinutes = 15;
  const auto id = copied(request);
  EXPECT_EQ(snapshotOf(id).transferType, "time-based");
  EXPECT_EQ(snapshotOf(id).completionDurationMinutes, 15);
  advance(std::chrono::minutes{15});
  EXPECT_EQ(image(id).state, ImageState::available);
}

TEST_F(CopyImageTest, ChecksTheDuration) {
  auto request = wish();
  request.snapshotCopyCompletionDurationMinutes = 20;
  expectError(refusal(request), "InvalidParameterValue", errors::copyDurationInvalid(20).message());
}

// Each snapshot may have 500 MiB/s (Amazon EBS User Guide, "Time-based copies").
TEST_F(CopyImageTest, RefusesADurationThatItsSnapshotsCannotReach) {
  snapshot_.volumeSizeGib = 440;
  catalog().snapshots().update(snapshot_);
  auto request = wish();
  request.snapshotCopyCompletionDurationMinutes = 15;
  expectError(refusal(request), "InvalidParameterValue");
  request.snapshotCopyCompletionDurationMinutes = 30;
  EXPECT_EQ(snapshotOf(copied(request)).transferType, "time-based");
}

// 300 at a time to a destination Region (EC2 User Guide, "Copy an Amazon EC2 AMI").
TEST_F(CopyImageTest, ObeysTheQuotaOfCopiesInProgress) {
  catalog().settings().put({{}, {}, limitSettingName(domain::Limit::image_copies), "1"});
  taskTime("hold");
  copied(wish());
  expectError(refusal(wish()), "ResourceLimitExceeded", errors::tooManyImageCopies(1).message());
  in("us-west-2");
  EXPECT_NO_THROW(copied(wish()));
}

// All that are not deregistered count, by Region (EC2 User Guide, "AMI quotas").
TEST_F(CopyImageTest, ObeysTheQuotaOfImages) {
  catalog().settings().put({{}, {}, limitSettingName(domain::Limit::images), "1"});
  const auto first = copied(wish());
  expectError(refusal(wish()), "ResourceLimitExceeded", errors::imageQuotaExceeded(1).message());
  call(&ec2::deregisterImage, {.imageId = first.str()});
  EXPECT_NO_THROW(copied(wish()));
}

// AWS looks at the key only after it has accepted the copy (EC2 API Reference, CopyImage,
// KmsKeyId).
TEST_F(CopyImageTest, FailsWhenTheKeyIsMalformed) {
  auto request = wish();
  request.encrypted = true;
  request.kmsKeyId = "arn:aws:kms:eu-west-1:111111111111:nonsense";
  const auto made = image(copied(request));
  EXPECT_EQ(made.state, ImageState::failed);
  EXPECT_EQ(made.stateReason->message, "Given key ID is not accessible");
}

// There are no Outposts and no Local Zones here.
TEST_F(CopyImageTest, RefusesOtherDestinations) {
  auto request = wish();
  request.destinationOutpostArn = "arn:aws:outposts:us-east-1:111111111111:outpost/op-1";
  EXPECT_EQ(refusal(request).code(), "UnsupportedOperation");
  request.destinationAvailabilityZone = "eu-west-1a";
  expectError(refusal(request), "InvalidParameterCombination",
              errors::moreThanOneDestination().message());
  request.destinationOutpostArn.reset();
  EXPECT_EQ(refusal(request).code(), "UnsupportedOperation");
  request.destinationAvailabilityZone.reset();
  request.destinationAvailabilityZoneId = "euw1-az1";
  EXPECT_EQ(refusal(request).code(), "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::test
