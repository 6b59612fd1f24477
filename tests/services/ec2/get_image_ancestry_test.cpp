#include "amilocal/domain/seed.h"
#include "storage_test.h"

// EC2 User Guide, "Identify the source AMI used to create an Amazon EC2 AMI".
namespace amilocal::ec2 {
namespace {

class GetImageAncestry : public test::StorageTest {
 protected:
  GetImageAncestry() : root_(givenImageOf(givenSnapshot().id)) {}

  std::string copyOf(const std::string& id, const std::string& sourceRegion) {
    return *call(&copyImage, {.name = "copy", .sourceImageId = id, .sourceRegion = sourceRegion})
                .imageId;
  }
  std::vector<ImageAncestryEntry> ancestryOf(const std::string& id) {
    return call(&getImageAncestry, {.imageId = id}).imageAncestryEntries;
  }

  domain::Image root_;
};

TEST_F(GetImageAncestry, GoesUpThroughRegionsToTheRoot) {
  in("eu-west-1");
  const auto copy = copyOf(root_.id.str(), "us-east-1");
  in("ap-south-1");
  const auto second = copyOf(copy, "eu-west-1");
  const auto entries = ancestryOf(second);
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].imageId, second);
  EXPECT_EQ(entries[0].sourceImageId, copy);
  EXPECT_EQ(entries[0].sourceImageRegion, "eu-west-1");
  EXPECT_EQ(entries[1].imageId, copy);
  EXPECT_EQ(entries[2].imageId, root_.id.str());
  EXPECT_EQ(entries[2].sourceImageId, std::nullopt);
  EXPECT_EQ(entries[2].creationDate, root_.createdAt);
}

TEST_F(GetImageAncestry, CountsAncestorsThatAreGone) {
  const auto copy = copyOf(root_.id.str(), "us-east-1");
  const auto second = copyOf(copy, "us-east-1");
  call(&deregisterImage, {.imageId = copy});
  EXPECT_EQ(ancestryOf(second).size(), 3U);
}

TEST_F(GetImageAncestry, CountsAncestorsOfOthers) {
  const auto copy = copyOf(root_.id.str(), "us-east-1");
  auto shared = catalog().images().find(ImageId::trusted(copy)).value();
  shared.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  catalog().images().update(shared);
  as(kOther);
  EXPECT_EQ(ancestryOf(copy).size(), 2U);
  test::expectError(errorOf(&getImageAncestry, {.imageId = root_.id.str()}),
                    "InvalidAMIID.NotFound");
}

TEST_F(GetImageAncestry, EndsAtAPublicImageOfAmazon) {
  const auto seeds = domain::seedCatalogue().list("us-east-1", now());
  const auto amazon = std::ranges::find_if(*seeds, [](const domain::Image& image) {
    return image.ownerAlias == "amazon" && !image.platform &&
           image.usageOperation == "RunInstances";
  });
  ASSERT_NE(amazon, seeds->end());
  const auto copy = copyOf(amazon->id.str(), "us-east-1");
  const auto entries = ancestryOf(copy);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].imageOwnerAlias, std::nullopt);
  EXPECT_EQ(entries[1].imageId, amazon->id.str());
  EXPECT_EQ(entries[1].imageOwnerAlias, "amazon");
}

TEST_F(GetImageAncestry, RefusesAMalformedId) {
  EXPECT_EQ(errorOf(&getImageAncestry, {.imageId = "image"}).code(), "InvalidAMIID.Malformed");
}

}  // namespace
}  // namespace amilocal::ec2
