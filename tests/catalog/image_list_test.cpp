#include "amilocal/catalog/image_table.h"

#include <algorithm>

#include "catalog_fixture.h"
#include "image_fixture.h"

namespace amilocal {
namespace {

using namespace domain;

class ImageListTest : public ImageTableTest {};

TEST_F(ImageListTest, ListsIdsInOrderAndLeavesOutUnknownOnes) {
  for (const auto* id : {"ami-3", "ami-1", "ami-2"}) images_.insert(imageNamed(id));
  EXPECT_EQ(idsOf(images_.list(
                {.region = "us-east-1", .filters = {{"image-id", {"ami-3", "ami-9", "ami-1"}}}})),
            (Texts{"ami-1", "ami-3"}));
}

TEST_F(ImageListTest, PagesInTheOrderOfIds) {
  for (const auto* id : {"ami-3", "ami-1", "ami-4", "ami-2"}) images_.insert(imageNamed(id));
  EXPECT_EQ(idsOf(images_.list({.region = "us-east-1", .limit = 2})), (Texts{"ami-1", "ami-2"}));
  EXPECT_EQ(idsOf(images_.list({.region = "us-east-1", .afterId = "ami-2", .limit = 5})),
            (Texts{"ami-3", "ami-4"}));
}

TEST_F(ImageListTest, NarrowsByRegionOwnerAndState) {
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

// EC2 User Guide, "Share an AMI with organizations and organizational units". Who manages the
// organization does not matter.
TEST_F(ImageVisibilityTest, ShowsWhatIsSharedThroughTheOrganization) {
  const std::string arn = "arn:aws-us-gov:organizations::999999999999:";
  givenOther("ami-6", {{GranteeKind::organizationArn, arn + "organization/o-a"}});
  givenOther("ami-7", {{GranteeKind::organizationalUnitArn, arn + "ou/o-a/ou-b"}});
  givenOther("ami-8", {{GranteeKind::organizationalUnitArn, arn + "ou/o-a/ou-c"}});
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-1", "ami-2", "ami-3", "ami-5"}));
  scope_.sharedThrough = {"organization/o-a", "ou/o-a/ou-b"};
  EXPECT_EQ(idsOf(images_.list(scope_)),
            (Texts{"ami-1", "ami-2", "ami-3", "ami-5", "ami-6", "ami-7"}));
  scope_.afterId = "ami-5";
  scope_.limit = 1;
  EXPECT_EQ(idsOf(images_.list(scope_)), Texts{"ami-6"});
}

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
  scope_.filters = {{"name", {"other"}}};
  EXPECT_EQ(idsOf(images_.list(scope_)), (Texts{"ami-2", "ami-3"}));
  scope_.filters = {{"name", {"o*r"}}};
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

// Few names are found by the index of names, whose order is not that of ids, and many are not.
TEST_F(ImageListTest, PagesInTheOrderOfIdsHoweverTheyAreFound) {
  constexpr int kImages = 60, kFew = 5;
  for (const int common : {kFew, kImages}) {
    const auto region = "region-" + std::to_string(common);
    for (int i = 0; i < kImages; ++i) {
      const auto last = std::to_string(99 - i);
      auto image = imageNamed("ami-" + std::to_string(common + 10) + std::to_string(i + 10),
                              (i % (kImages / common) == 0 ? "web-" : "other-") + last);
      image.region = region;
      givenImage(image);
    }
    ImageScope scope{.region = region, .filters = {{"name", {"web-*"}}}};
    const auto all = idsOf(images_.list(scope));
    EXPECT_EQ(all.size(), static_cast<std::size_t>(common));
    EXPECT_TRUE(std::ranges::is_sorted(all));
    Texts paged;
    scope.limit = 2;
    for (auto page = idsOf(images_.list(scope)); !page.empty(); page = idsOf(images_.list(scope))) {
      EXPECT_LE(page.size(), 2U);
      paged.insert(paged.end(), page.begin(), page.end());
      scope.afterId = page.back();
    }
    EXPECT_EQ(paged, all);
  }
}

TEST_F(ImageListTest, MatchesNamesAsFiltersDo) {
  givenImage(imageNamed("ami-1", "web-1"));
  givenImage(imageNamed("ami-2", "web-22"));
  givenImage(imageNamed("ami-3", "web*"));
  givenImage(imageNamed("ami-4", "Web-1"));
  const auto named = [&](const std::string& pattern, const std::string& region) {
    return idsOf(images_.list({.region = region, .filters = {{"name", {pattern}}}, .limit = 10}));
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

}  // namespace
}  // namespace amilocal
