#include "image_test.h"

namespace amilocal::test {
namespace {

class DescribeFastLaunchImages : public ImageTest {
 protected:
  ImageId enabled(const std::string& name) {
    const auto id = given(name, [](domain::Image& image) { image.platform = "windows"; }).id;
    call(&ec2::enableFastLaunch, {.imageId = id.str()});
    return id;
  }
  std::size_t countOf(std::string name, std::string value) {
    return call(&ec2::describeFastLaunchImages,
                {.filters = {{.name = std::move(name), .values = {std::move(value)}}}})
        .fastLaunchImages.size();
  }
};

TEST_F(DescribeFastLaunchImages, ListsTheCallersInTheRegion) {
  enabled("windows");
  EXPECT_EQ(call(&ec2::describeFastLaunchImages, {}).fastLaunchImages.size(), 1U);
  in("eu-west-1");
  EXPECT_TRUE(call(&ec2::describeFastLaunchImages, {}).fastLaunchImages.empty());
}

// An image without fast launch is left out, which is how clients see that it has ended.
TEST_F(DescribeFastLaunchImages, FindsByIds) {
  const auto first = enabled("first");
  enabled("second");
  const auto found =
      call(&ec2::describeFastLaunchImages, {.imageIds = {first.str(), given("linux").id.str()}})
          .fastLaunchImages;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.at(0).imageId, first.str());
}

TEST_F(DescribeFastLaunchImages, KnowsItsFilters) {
  enabled("windows");
  EXPECT_EQ(countOf("resource-type", "snapshot"), 1U);
  EXPECT_EQ(countOf("owner-id", std::string(kOwner)), 1U);
  EXPECT_EQ(countOf("state", "enabled"), 1U);
  EXPECT_EQ(countOf("state", "enabling"), 0U);
  expectError(
      errorOf(&ec2::describeFastLaunchImages, {.filters = {{.name = "image-id", .values = {"x"}}}}),
      "InvalidParameterValue");
}

TEST_F(DescribeFastLaunchImages, GivesPages) {
  for (const auto* name : {"a", "b", "c"}) enabled(name);
  const auto first = call(&ec2::describeFastLaunchImages, {.maxResults = 2});
  EXPECT_EQ(first.fastLaunchImages.size(), 2U);
  EXPECT_EQ(call(&ec2::describeFastLaunchImages, {.maxResults = 2, .nextToken = first.nextToken})
                .fastLaunchImages.size(),
            1U);
}

}  // namespace
}  // namespace amilocal::test
