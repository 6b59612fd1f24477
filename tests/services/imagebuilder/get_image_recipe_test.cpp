#include "builder_world.h"

namespace amilocal::test {
namespace {

class GetImageRecipe : public BuilderWorld {};

TEST_F(GetImageRecipe, ShowsWhatWasGiven) {
  auto request = recipe();
  request.description = "the web";
  request.workingDirectory = "/tmp";
  request.components = {
      {.componentArn = givenComponent(), .parameters = {{.name = "who", .value = {"world"}}}}};
  auto& device = request.blockDeviceMappings.emplace_back();
  device.deviceName = "/dev/xvda";
  device.ebs.emplace().volumeSize = 12;
  request.tags = {{"a", "b"}};
  request.amiTags = {{"c", "d"}};
  request.amiWatermarks = {"mark"};
  request.additionalInstanceConfiguration.emplace().userDataOverride = "IyEvYmluL3No";
  const auto arn = *call(&imagebuilder::createImageRecipe, request).imageRecipeArn;
  const auto answer = call(&imagebuilder::getImageRecipe, {.imageRecipeArn = arn});
  const auto& shown = *answer.imageRecipe;
  EXPECT_EQ(shown.arn, arn);
  EXPECT_EQ(shown.type, "AMI");
  EXPECT_EQ(shown.platform, "Linux");
  EXPECT_EQ(shown.version, "1.0.0");
  EXPECT_EQ(shown.description, "the web");
  EXPECT_EQ(shown.components, request.components);
  EXPECT_EQ(shown.blockDeviceMappings, request.blockDeviceMappings);
  EXPECT_EQ(shown.workingDirectory, "/tmp");
  EXPECT_EQ(shown.tags, request.tags);
  EXPECT_EQ(shown.amiTags, request.amiTags);
  EXPECT_EQ(shown.amiWatermarks, request.amiWatermarks);
  EXPECT_EQ(shown.additionalInstanceConfiguration, request.additionalInstanceConfiguration);
  EXPECT_EQ(answer.latestVersionReferences->latestVersionArn,
            std::string(kPlace) + "image-recipe/web/x.x.x");
}

TEST_F(GetImageRecipe, RefusesWhatIsNotThere) {
  expectError(errorOf(&imagebuilder::getImageRecipe,
                      {.imageRecipeArn = std::string(kPlace) + "image-recipe/none/1.0.0"}),
              "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
