#include "amilocal/catalog/image_table.h"

#include "amilocal/catalog/catalog_error.h"
#include "catalog_fixture.h"

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
  image.lastLaunchedAt = at(0);
  image.deregisteredAt = at(-1);
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
  return image;
}

Image imageNamed(const std::string& id, const std::string& name = "name") {
  Image image;
  image.id = ImageId::trusted(id);
  image.region = "us-east-1";
  image.owner = "111111111111";
  image.name = name;
  image.state = ImageState::available;
  return image;
}

class ImageTableTest : public CatalogTest {
 protected:
  void givenImage(Image image) { images_.insert(image); }

  ImageTable& images_ = catalog_.images();
};

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

TEST_F(ImageTableTest, ListsIdsInOrderAndLeavesOutUnknownOnes) {
  for (const auto* id : {"ami-3", "ami-1", "ami-2"}) images_.insert(imageNamed(id));
  const std::vector asked{ImageId::trusted("ami-3"), ImageId::trusted("ami-9"),
                          ImageId::trusted("ami-1"), ImageId::trusted("ami-1")};
  EXPECT_EQ(idsOf(images_.listById(asked)), (Texts{"ami-1", "ami-3"}));
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

TEST_F(ImageTableTest, PagesInTheOrderOfIds) {
  for (const auto* id : {"ami-3", "ami-1", "ami-4", "ami-2"}) images_.insert(imageNamed(id));
  EXPECT_EQ(idsOf(images_.list({.region = "us-east-1", .limit = 2})), (Texts{"ami-1", "ami-2"}));
  EXPECT_EQ(idsOf(images_.list({.region = "us-east-1", .afterId = "ami-2", .limit = 5})),
            (Texts{"ami-3", "ami-4"}));
}

TEST_F(ImageTableTest, NarrowsByRegionOwnerAndState) {
  auto elsewhere = imageNamed("ami-1");
  elsewhere.region = "eu-west-1";
  auto ofOther = imageNamed("ami-2");
  ofOther.owner = "222222222222";
  auto gone = imageNamed("ami-3");
  gone.state = ImageState::deregistered;
  for (const auto& image : {elsewhere, ofOther, gone, imageNamed("ami-4")}) images_.insert(image);

  EXPECT_EQ(idsOf(images_.list({})), (Texts{"ami-1", "ami-2", "ami-3", "ami-4"}));
  EXPECT_EQ(idsOf(images_.list({.region = "us-east-1", .owners = {"111111111111"}})),
            (Texts{"ami-3", "ami-4"}));
  EXPECT_EQ(
      idsOf(images_.list({.region = "us-east-1", .owners = {"111111111111", "222222222222"}})),
      (Texts{"ami-2", "ami-3", "ami-4"}));
  EXPECT_EQ(idsOf(images_.list({.region = "us-east-1",
                                .statesLeftOut = {ImageState::deregistered, ImageState::failed}})),
            (Texts{"ami-2", "ami-4"}));
}

class ImageVisibilityTest : public ImageTableTest {
 protected:
  /// ami-1 and ami-5 are the account's own; ami-2 is public, ami-3 shared with it, ami-4 private.
  ImageVisibilityTest() {
    for (const auto* id : {"ami-1", "ami-5"}) {
      auto own = imageNamed(id, "own");
      own.launchPermissions = {{GranteeKind::group, "all"}};  // found twice, listed once
      givenImage(own);
    }
    givenOther("ami-2", {{GranteeKind::group, "all"}});
    givenOther("ami-3", {{GranteeKind::userId, "111111111111"}});
    givenOther("ami-4", {{GranteeKind::userId, "333333333333"},
                         {GranteeKind::organizationArn, "111111111111"}});
  }

  void givenOther(const std::string& id, const Grantees& permissions) {
    auto image = imageNamed(id, "other");
    image.owner = "222222222222";
    image.launchPermissions = permissions;
    givenImage(image);
  }

  ImageScope scope_{.region = "us-east-1", .visibleTo = "111111111111"};
};

TEST_F(ImageVisibilityTest, ShowsOwnPublicAndSharedImages) {
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-1", "ami-2", "ami-3", "ami-5"}));
}

TEST_F(ImageVisibilityTest, PagesThroughAllThreeKinds) {
  scope_.afterId = "ami-1";
  scope_.limit = 2;
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-2", "ami-3"}));
}

TEST_F(ImageVisibilityTest, NarrowsToOwners) {
  scope_.owners = {"111111111111"};
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-1", "ami-5"}));
  scope_.owners = {"222222222222"};
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-2", "ami-3"}));
  scope_.owners = {"222222222222", "111111111111"};
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-1", "ami-2", "ami-3", "ami-5"}));
}

TEST_F(ImageVisibilityTest, NarrowsToNames) {
  scope_.namePattern = "other";
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-2", "ami-3"}));
  scope_.namePattern = "o*r";
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-2", "ami-3"}));
  scope_.limit = 1;
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-2"}));
}

TEST_F(ImageVisibilityTest, FollowsAChangeOfPermissions) {
  auto image = *images_.find(ImageId::trusted("ami-2"));
  image.launchPermissions.clear();
  images_.update(image);
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-1", "ami-3", "ami-5"}));
}

TEST_F(ImageTableTest, MatchesNamesAsFiltersDo) {
  givenImage(imageNamed("ami-1", "web-1"));
  givenImage(imageNamed("ami-2", "web-22"));
  givenImage(imageNamed("ami-3", "web*"));
  givenImage(imageNamed("ami-4", "Web-1"));
  const auto named = [&](const std::string& pattern, const std::string& region) {
    return idsOf(images_.list({.region = region, .namePattern = pattern, .limit = 10}));
  };
  for (const auto* region : {"us-east-1", ""}) {
    EXPECT_EQ(named("web-1", region), (Texts{"ami-1"}));
    EXPECT_EQ(named("web*", region), (Texts{"ami-1", "ami-2", "ami-3"}));
    EXPECT_EQ(named("web\\*", region), (Texts{"ami-3"}));
    EXPECT_EQ(named("*-1", region), (Texts{"ami-1", "ami-4"}));
    EXPECT_EQ(named("web-?", region), (Texts{"ami-1"}));
    EXPECT_EQ(named("web", region), Texts{});
    EXPECT_EQ(named("", region), Texts{});
  }
}

TEST_F(ImageTableTest, FindsTheLiveImageOfAName) {
  auto gone = imageNamed("ami-1", "web");
  gone.state = ImageState::deregistered;
  auto failed = imageNamed("ami-2", "web");
  failed.state = ImageState::failed;
  givenImage(gone);
  givenImage(failed);
  EXPECT_EQ(images_.findByName("111111111111", "us-east-1", "web"), std::nullopt);

  givenImage(imageNamed("ami-4", "web"));
  givenImage(imageNamed("ami-3", "web"));  // as a copy may
  EXPECT_EQ(images_.findByName("111111111111", "us-east-1", "web"), imageNamed("ami-3", "web"));
  EXPECT_EQ(images_.findByName("222222222222", "us-east-1", "web"), std::nullopt);
  EXPECT_EQ(images_.findByName("111111111111", "eu-west-1", "web"), std::nullopt);
}

TEST_F(ImageTableTest, FindsTheImagesMadeOfAnInstance) {
  auto pending = imageNamed("ami-1");
  pending.sourceInstanceId = "i-1";
  pending.state = ImageState::pending;
  auto done = imageNamed("ami-2");
  done.sourceInstanceId = "i-1";
  for (const auto& image : {pending, done, imageNamed("ami-3")}) givenImage(image);
  EXPECT_EQ(images_.listBySourceInstance(InstanceId::trusted("i-1"), ImageState::pending),
            std::vector{pending});
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
