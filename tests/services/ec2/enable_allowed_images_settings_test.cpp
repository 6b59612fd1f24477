#include "allowed_images_world.h"
#include "amilocal/domain/errors/image_errors.h"

// EC2 User Guide, "Control the discovery and use of AMIs in Amazon EC2 with Allowed AMIs".
namespace amilocal::ec2 {
namespace {

using EnableAllowedImagesSettings = test::AllowedImagesWorld;
using Names = std::vector<std::string>;

TEST_F(EnableAllowedImagesSettings, LeavesOnlyOnesOwnInListsWithoutCriteria) {
  EXPECT_EQ(listed(), (Names{"foreign", "own"}));
  enable();
  EXPECT_EQ(listed(), Names{"own"});
}

TEST_F(EnableAllowedImagesSettings, ShowsWhatMeetsTheCriteria) {
  allowNamed("for*");
  enable();
  EXPECT_EQ(listed(), (Names{"foreign", "own"}));
  const Image shown = *call(&describeImages, {.imageIds = {foreign_.id.str()}}).images.at(0);
  EXPECT_EQ(shown.imageAllowed, true);
}

// AWS's list of error codes, InvalidAMIID.NotFound.
TEST_F(EnableAllowedImagesSettings, HidesTheRestFromThoseWhoNameIt) {
  enable();
  const auto id = foreign_.id.str();
  const auto expected = errors::imageNotFound(foreign_.id).message();
  test::expectError(errorOf(&describeImages, {.imageIds = {id}}), "InvalidAMIID.NotFound",
                    expected);
  test::expectError(errorOf(&getImageAncestry, {.imageId = id}), "InvalidAMIID.NotFound", expected);
  test::expectError(errorOf(&createTags, {.resources = {id}, .tags = {{"a", "b"}}}),
                    "InvalidAMIID.NotFound", expected);
  EXPECT_EQ(call(&describeImages, {.imageIds = {own_.id.str()}}).images.at(0)->imageAllowed, true);
}

// The image is looked for where it is, so it is the settings of that Region that count.
TEST_F(EnableAllowedImagesSettings, KeepsImagesFromBeingCopied) {
  enable();
  in("eu-west-1");
  test::expectError(
      errorOf(&copyImage,
              {.name = "copy", .sourceImageId = foreign_.id.str(), .sourceRegion = "us-east-1"}),
      "InvalidAMIID.NotFound", errors::imageNotFound(foreign_.id).message());
}

TEST_F(EnableAllowedImagesSettings, HoldsForThePublicImagesOfTheSeedToo) {
  const auto countOf = [&](const std::string& owner) {
    return call(&describeImages, {.owners = {owner}}).images.size();
  };
  EXPECT_GT(countOf("099720109477"), 0U);
  allow({{.imageProviders = {"137112412989"}}});
  enable();
  EXPECT_EQ(countOf("099720109477"), 0U);
  EXPECT_GT(countOf("137112412989"), 0U);
}

TEST_F(EnableAllowedImagesSettings, AuditShowsTheVerdictAndHidesNothing) {
  enable("audit-mode");
  const auto shown = [&](const domain::Image& image) {
    return call(&describeImages, {.imageIds = {image.id.str()}}).images.at(0)->imageAllowed;
  };
  EXPECT_EQ(shown(foreign_), false);
  EXPECT_EQ(shown(own_), true);
  EXPECT_EQ(listed({{"image-allowed", {"false"}}}), Names{"foreign"});
  EXPECT_EQ(listed({{"image-allowed", {"true"}}}), Names{"own"});
}

TEST_F(EnableAllowedImagesSettings, ConcernsNobodyElse) {
  enable();
  as("333333333333");
  EXPECT_EQ(listed(), Names{"foreign"});
}

}  // namespace
}  // namespace amilocal::ec2
