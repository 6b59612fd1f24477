#include "amilocal/domain/errors/image_creation_errors.h"
#include "amilocal/domain/errors/tag_errors.h"
#include "storage_test.h"

namespace amilocal::test {
namespace {

using domain::ImageState;

class RegisterImageTest : public StorageTest {
 protected:
  ec2::RegisterImageRequest wish(const SnapshotId& snapshot) {
    return {.name = "web", .blockDeviceMappings = {root(snapshot)}};
  }
  static ec2::BlockDeviceMapping root(const SnapshotId& snapshot) {
    return {.ebs = ec2::EbsBlockDevice{.snapshotId = snapshot.str()}, .deviceName = "/dev/sda1"};
  }

  domain::Image registered(const ec2::RegisterImageRequest& request) {
    const auto answer = call(&ec2::registerImage, request);
    return catalog().images().find(ImageId::trusted(answer.imageId.value())).value();
  }
  ApiError refusal(const ec2::RegisterImageRequest& request) {
    return errorOf(&ec2::registerImage, request);
  }
};

// There is nothing to wait for: the snapshots are there (images.md 1.2).
TEST_F(RegisterImageTest, MakesAnImageThatIsAvailableAtOnce) {
  taskTime("hold");
  const auto image = registered(wish(givenSnapshot().id));
  EXPECT_EQ(image.state, ImageState::available);
  EXPECT_EQ(image.owner, kOwner);
  EXPECT_EQ(image.region, "us-east-1");
  EXPECT_EQ(image.name, "web");
  EXPECT_TRUE(catalog().tasks().list().empty());
}

TEST_F(RegisterImageTest, TakesSizeAndEncryptionFromTheSnapshot) {
  const auto snapshot = givenSnapshot([](domain::Snapshot& it) {
    it.volumeSizeGib = 30;
    it.encrypted = true;
  });
  const auto image = registered(wish(snapshot.id));
  ASSERT_EQ(image.blockDevices.size(), 1u);
  EXPECT_EQ(image.blockDevices[0].ebs->volumeSizeGib, 30);
  EXPECT_EQ(image.blockDevices[0].ebs->encrypted, true);
}

// Whatever Terraform sends must come back as it was (clients/contract.md 3.3).
TEST_F(RegisterImageTest, StoresWhatTheRequestSays) {
  auto request = wish(givenSnapshot().id);
  request.description = "a server";
  request.architecture = "x86_64";
  request.virtualizationType = "hvm";
  request.sriovNetSupport = "simple";
  request.enaSupport = false;
  request.bootMode = "uefi";
  request.tpmSupport = "v2.0";
  request.imdsSupport = "v2.0";
  const auto image = registered(request);
  EXPECT_EQ(image.description, "a server");
  EXPECT_EQ(image.architecture, "x86_64");
  EXPECT_EQ(image.virtualizationType, "hvm");
  EXPECT_EQ(image.sriovNetSupport, "simple");
  EXPECT_EQ(image.enaSupport, false);
  EXPECT_EQ(image.bootMode, "uefi");
  EXPECT_EQ(image.tpmSupport, "v2.0");
  EXPECT_EQ(image.imdsSupport, "v2.0");
}

TEST_F(RegisterImageTest, TagsTheImage) {
  auto request = wish(givenSnapshot().id);
  request.tagSpecifications = {tagged("image", {tag("stage", "test")})};
  const auto image = registered(request);
  EXPECT_EQ(tagsOn(image.id.str()), (domain::Tags{{"stage", "test"}}));
}

// EC2 API Reference, RegisterImage: "the value for ResourceType must be image".
TEST_F(RegisterImageTest, TagsNothingElse) {
  auto request = wish(givenSnapshot().id);
  request.tagSpecifications = {tagged("snapshot", {tag("stage", "test")})};
  const auto expected = errors::notTaggable("snapshot");
  expectError(refusal(request), expected.code(), expected.message());
}

TEST_F(RegisterImageTest, RefusesTagSpecificationsThatSayNothing) {
  auto request = wish(givenSnapshot().id);
  request.tagSpecifications = {tagged("image", {})};
  expectError(refusal(request), "InvalidParameterValue", errors::emptyTagSpecification().message());
  request.tagSpecifications = {{.tags = {tag("stage", "test")}}};
  expectError(refusal(request), "InvalidParameterValue",
              errors::tagSpecificationWithoutType().message());
  request.tagSpecifications = {tagged("image", {tag("a", "1")}), tagged("image", {tag("b", "2")})};
  expectError(refusal(request), "InvalidParameterValue",
              errors::repeatedTagSpecification().message());
}

// If tagging fails, nothing is made (EC2 User Guide, "Tag your Amazon EC2 resources").
TEST_F(RegisterImageTest, MakesNoImageWithBadTags) {
  auto request = wish(givenSnapshot().id);
  request.tagSpecifications = {tagged("image", {tag("aws:x", "")})};
  EXPECT_EQ(refusal(request).message(), errors::reservedTagKey().message());
  EXPECT_TRUE(catalog().images().list({.region = "us-east-1"}).empty());
}

// The text of live logs (errors.md 3.2).
TEST_F(RegisterImageTest, RefusesANameThatIsTaken) {
  const auto first = registered(wish(givenSnapshot().id));
  expectError(refusal(wish(givenSnapshot().id)), "InvalidAMIName.Duplicate",
              "AMI name web is already in use by AMI " + first.id.str());
  EXPECT_EQ(errors::imageNameTaken("web", first.id).code(), "InvalidAMIName.Duplicate");
}

// A name is of one account in one Region.
TEST_F(RegisterImageTest, TakesANameThatIsTakenElsewhere) {
  registered(wish(givenSnapshot().id));
  as(kOther);
  EXPECT_EQ(registered(wish(givenSnapshot().id)).owner, kOther);
  as(kOwner);
  in("eu-west-1");
  EXPECT_EQ(registered(wish(givenSnapshot().id)).region, "eu-west-1");
}

TEST_F(RegisterImageTest, TakesTheNameOfADeregisteredImage) {
  const auto first = registered(wish(givenSnapshot().id));
  call(&ec2::deregisterImage, {.imageId = first.id.str()});
  EXPECT_EQ(registered(wish(givenSnapshot().id)).state, ImageState::available);
}

TEST_F(RegisterImageTest, ChecksNameAndDescription) {
  auto request = wish(givenSnapshot().id);
  request.name = "a:b";
  EXPECT_EQ(refusal(request).code(), "InvalidAMIName.Malformed");
  request.name = "web";
  request.description = std::string(256, 'x');
  EXPECT_EQ(refusal(request).code(), "InvalidParameterValue");
}

TEST_F(RegisterImageTest, RefusesSnapshotsThatAreNotThere) {
  const auto unknown = SnapshotId::trusted("snap-0d16416527e67c663");
  expectError(refusal(wish(unknown)), "InvalidSnapshot.NotFound",
              "The snapshot 'snap-0d16416527e67c663' does not exist.");
  auto request = wish(unknown);
  request.blockDeviceMappings[0].ebs->snapshotId = "snap-x";
  expectError(refusal(request), "InvalidSnapshotID.Malformed",
              "Invalid id: \"snap-x\" (expecting \"snap-...\")");
}

// A snapshot of another Region is not there either.
TEST_F(RegisterImageTest, RefusesSnapshotsOfOtherRegions) {
  in("eu-west-1");
  const auto snapshot = givenSnapshot();
  in("us-east-1");
  EXPECT_EQ(refusal(wish(snapshot.id)).code(), "InvalidSnapshot.NotFound");
}

// Create-volume permission is what makes another's snapshot usable (images.md 2.2).
TEST_F(RegisterImageTest, TakesSnapshotsOfOthersWhenTheyAreShared) {
  as(kOther);
  const auto theirs = givenSnapshot();
  const auto shared = givenSnapshot([](domain::Snapshot& it) {
    it.createVolumePermissions = {{domain::GranteeKind::userId, std::string(kOwner)}};
  });
  as(kOwner);
  EXPECT_EQ(refusal(wish(theirs.id)).code(), "InvalidSnapshot.NotFound");
  EXPECT_EQ(registered(wish(shared.id)).owner, kOwner);
}

TEST_F(RegisterImageTest, RefusesSnapshotsThatAreNotCompleted) {
  const auto pending =
      givenSnapshot([](domain::Snapshot& it) { it.state = domain::SnapshotState::pending; });
  expectError(refusal(wish(pending.id)), "IncorrectState",
              "Snapshot is in invalid state - pending");
}

TEST_F(RegisterImageTest, NeedsARootWithASnapshot) {
  auto request = wish(givenSnapshot().id);
  request.rootDeviceName = "/dev/xvda";
  expectError(refusal(request), "InvalidBlockDeviceMapping",
              "No root snapshot specified in device mapping.");
}

TEST_F(RegisterImageTest, NeedsDevices) {
  expectError(refusal({.name = "web"}), "MissingParameter", errors::imageSourceMissing().message());
}

// Billing products are for those whom AWS has authorised; there are no cards.
TEST_F(RegisterImageTest, RefusesWhatItCannotHonour) {
  auto request = wish(givenSnapshot().id);
  request.billingProducts = {"bp-6ba54002"};
  EXPECT_EQ(refusal(request).code(), "UnsupportedOperation");
  request.billingProducts.clear();
  request.blockDeviceMappings[0].ebs->ebsCardIndex = 0;
  EXPECT_EQ(refusal(request).code(), "UnsupportedOperation");
}

TEST_F(RegisterImageTest, MakesNothingInADryRun) {
  auto request = wish(givenSnapshot().id);
  request.dryRun = true;
  EXPECT_EQ(refusal(request).code(), "DryRunOperation");
  EXPECT_TRUE(catalog().images().list({.region = "us-east-1"}).empty());
}

TEST_F(RegisterImageTest, IsWrittenDown) {
  const auto image = registered(wish(givenSnapshot().id));
  const auto entries = catalog().journal().list(0, 10, image.id.str());
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].fromState, "");
  EXPECT_EQ(entries[0].toState, "available");
}

}  // namespace
}  // namespace amilocal::test
