#include "amilocal/catalog/image_table.h"

#include "amilocal/catalog/catalog_error.h"
#include "catalog_fixture.h"
#include "image_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

EbsDevice filledEbs() {
  return {.deleteOnTermination = false,
          .snapshotId = SnapshotId::trusted("snap-1"),
          .volumeSizeGib = 8,
          .volumeType = "gp3",
          .iops = 3000,
          .throughputMibps = 125,
          .encrypted = true,
          .kmsKeyId = "arn:aws:kms:key",
          .availabilityZone = "us-east-1a",
          .outpostArn = "arn:aws:outposts:1",
          .volumeInitializationRate = 100};
}

Image filledImage() {
  Image image;
  image.id = ImageId::trusted("ami-0123");
  image.region = "us-east-1";
  image.owner = "111111111111";
  image.name = "web \"1\" – ünï";
  image.state = ImageState::disabled;
  image.createdAt = at(1'700'000'000'123);
  image.location = "111111111111/web";
  image.architecture = "arm64";
  image.imageType = "kernel";
  image.virtualizationType = "hvm";
  image.rootDeviceType = "instance-store";
  image.platformDetails = "Windows";
  image.usageOperation = "RunInstances:0002";
  image.ownerAlias = "amazon";
  image.description = "";
  image.rootDeviceName = "/dev/xvda";
  image.enaSupport = false;
  image.sriovNetSupport = "simple";
  image.kernelId = "aki-1";
  image.ramdiskId = "ari-1";
  image.platform = "windows";
  image.bootMode = "uefi";
  image.tpmSupport = "v2.0";
  image.imdsSupport = "v2.0";
  image.uefiData = std::string(10'000, 'u');
  image.sourceInstanceId = "i-1";
  image.sourceImageId = "ami-9";
  image.sourceImageRegion = "eu-west-1";
  image.deprecationAt = at(1);
  image.deregisteredAt = at(-1);
  image.deregistrationProtection = ImageProtection::enabled_without_cooldown;
  image.deregistrationCooldownEndsAt = at(2);
  image.freeTierEligible = true;
  image.publicSsmParameterName = "/aws/service/x";
  image.stateReason = StateReason{"Client.Failed", ""};
  image.blockDevices = {{"/dev/xvda", std::nullopt, filledEbs(), false},
                        {"/dev/sdb", "ephemeral0", std::nullopt, true},
                        {"/dev/sdc", std::nullopt, EbsDevice{}, false}};
  image.productCodes = {{"code2", "marketplace"}, {"code1", "devpay"}};
  image.launchPermissions = {{GranteeKind::userId, "222222222222"},
                             {GranteeKind::group, "all"},
                             {GranteeKind::organizationalUnitArn, "arn:ou"},
                             {GranteeKind::organizationArn, "arn:o"}};
  image.watermarks = {{"111111111111:base", "ami-8", "eu-west-1", at(3), at(4)},
                      {"111111111111:hard", "ami-0123", "us-east-1", at(5), at(6)}};
  return image;
}

TEST_F(ImageTableTest, KeepsEveryMember) {
  images_.insert(filledImage());
  EXPECT_EQ(images_.find(filledImage().id), filledImage());
}

TEST_F(ImageTableTest, KeepsEveryMemberThroughListing) {
  images_.insert(filledImage());
  EXPECT_EQ(images_.list({.region = "us-east-1"}), std::vector{filledImage()});
}

// An absent member leaves an element out of the answer; an empty one does not.
TEST_F(ImageTableTest, KeepsTheAbsenceOfMembers) {
  const auto bare = imageNamed("ami-1");
  images_.insert(bare);
  EXPECT_EQ(images_.find(bare.id), bare);
}

TEST_F(ImageTableTest, FindsNothingForAnUnknownId) {
  EXPECT_EQ(images_.find(ImageId::trusted("ami-0")), std::nullopt);
}

TEST_F(ImageTableTest, UpdatesEveryMember) {
  auto image = imageNamed("ami-0123");
  images_.insert(image);
  images_.update(filledImage());
  EXPECT_EQ(images_.find(image.id), filledImage());
  images_.update(image);
  EXPECT_EQ(images_.find(image.id), image);
}

TEST_F(ImageTableTest, RefusesToUpdateWhatIsNotThere) {
  try {
    images_.update(filledImage());
    FAIL() << "updated";
  } catch (const CatalogError& error) {
    EXPECT_EQ(error.kind(), CatalogError::Kind::missingRow);
  }
}

TEST_F(ImageTableTest, RefusesAnIdThatIsTaken) {
  images_.insert(imageNamed("ami-1"));
  try {
    images_.insert(imageNamed("ami-1"));
    FAIL() << "inserted";
  } catch (const CatalogError& error) {
    EXPECT_EQ(error.kind(), CatalogError::Kind::constraint);
  }
}

TEST_F(ImageTableTest, RemovesAnImageWithItsLists) {
  images_.insert(filledImage());
  EXPECT_TRUE(images_.remove(filledImage().id));
  EXPECT_FALSE(images_.remove(filledImage().id));
  EXPECT_EQ(countRows("image_block_device"), 0);
  EXPECT_EQ(countRows("image_product_code"), 0);
  EXPECT_EQ(countRows("launch_permission"), 0);
}

// The quota counts what is there, so a deregistered image makes room at once.
TEST_F(ImageTableTest, CountsTheImagesOfAnOwnerInARegion) {
  auto image = filledImage();
  const auto count = [&] { return images_.count(image.owner, image.region); };
  EXPECT_EQ(count(), 0);
  images_.insert(image);
  images_.insert(imageNamed("ami-0150"));
  EXPECT_EQ(count(), 2);
  image.state = ImageState::deregistered;
  images_.update(image);
  EXPECT_EQ(count(), 1);
  image.state = ImageState::available;
  images_.update(image);
  EXPECT_EQ(count(), 2);
  images_.remove(image.id);
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(images_.count(image.owner, "eu-west-1"), 0);
  EXPECT_EQ(images_.count("999999999999", image.region), 0);
}

TEST_F(ImageTableTest, GivesEachImageOfAPageItsOwnLists) {
  auto second = filledImage();
  second.id = ImageId::trusted("ami-0200");
  second.blockDevices.pop_back();
  images_.insert(filledImage());
  images_.insert(imageNamed("ami-0150"));
  images_.insert(second);
  EXPECT_EQ(images_.list({.region = "us-east-1"}),
            (std::vector{filledImage(), imageNamed("ami-0150"), second}));
}

TEST_F(ImageTableTest, FindsTheLiveImageOfAName) {
  auto gone = imageNamed("ami-1", "web");
  gone.state = ImageState::deregistered;
  givenImage(gone);
  EXPECT_EQ(images_.findByName("111111111111", "us-east-1", "web"), std::nullopt);

  // A failed image keeps its name while it is listed (aws-facts/images.md section 6).
  auto failed = imageNamed("ami-7", "web");
  failed.state = ImageState::failed;
  givenImage(failed);
  EXPECT_EQ(images_.findByName("111111111111", "us-east-1", "web"), failed);

  givenImage(imageNamed("ami-4", "web"));
  givenImage(imageNamed("ami-3", "web"));  // as a copy may
  EXPECT_EQ(images_.findByName("111111111111", "us-east-1", "web"), imageNamed("ami-3", "web"));
  EXPECT_EQ(images_.findByName("222222222222", "us-east-1", "web"), std::nullopt);
  EXPECT_EQ(images_.findByName("111111111111", "eu-west-1", "web"), std::nullopt);
}

TEST_F(ImageTableTest, FindsThePendingImagesOfAnInstance) {
  auto pending = imageNamed("ami-1");
  pending.sourceInstanceId = "i-1";
  pending.state = ImageState::pending;
  auto done = imageNamed("ami-2");
  done.sourceInstanceId = "i-1";
  for (const auto& image : {pending, done, imageNamed("ami-3")}) givenImage(image);
  EXPECT_EQ(images_.listPendingOf(InstanceId::trusted("i-1")), std::vector{pending});
}

TEST_F(ImageTableTest, FindsTheUsersOfASnapshot) {
  const auto snapshot = SnapshotId::trusted("snap-1");
  EbsDevice ebs;
  ebs.snapshotId = snapshot;
  auto first = imageNamed("ami-2");
  first.blockDevices = {{"/dev/sda", std::nullopt, ebs, false},
                        {"/dev/sdb", std::nullopt, ebs, false}};
  auto gone = first;
  gone.id = ImageId::trusted("ami-1");
  gone.state = ImageState::deregistered;
  for (const auto& image : {first, gone, imageNamed("ami-3")}) givenImage(image);

  const std::vector none{ImageState::deregistered};
  EXPECT_EQ(images_.idsUsingSnapshot(snapshot, none), std::vector{first.id});
  EXPECT_EQ(images_.idsUsingSnapshot(snapshot, {}), (std::vector{gone.id, first.id}));
}

TEST_F(ImageTableTest, RefusesAStateItDoesNotKnow) {
  givenImage(imageNamed("ami-1"));
  database_.runScript("UPDATE image SET state = 'unheard-of'");
  try {
    images_.find(ImageId::trusted("ami-1"));
    FAIL() << "read";
  } catch (const CatalogError& error) {
    EXPECT_EQ(error.kind(), CatalogError::Kind::corrupt);
  }
}

}  // namespace
}  // namespace amilocal
