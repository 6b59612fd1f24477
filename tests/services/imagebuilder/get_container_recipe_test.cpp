#include "builder_world.h"

namespace amilocal::test {
namespace {

class GetContainerRecipe : public BuilderWorld {};

TEST_F(GetContainerRecipe, ShowsWhatWasGiven) {
  auto request = container();
  request.platformOverride = "Windows";
  request.tags = {{"a", "b"}};
  const auto arn = *call(&imagebuilder::createContainerRecipe, request).containerRecipeArn;
  const auto shown =
      *call(&imagebuilder::getContainerRecipe, {.containerRecipeArn = arn}).containerRecipe;
  EXPECT_EQ(shown.arn, arn);
  EXPECT_EQ(shown.containerType, "DOCKER");
  EXPECT_EQ(shown.platform, "Windows");
  EXPECT_EQ(shown.dockerfileTemplateData, request.dockerfileTemplateData);
  EXPECT_EQ(shown.targetRepository->repositoryName, "boxes");
  EXPECT_EQ(shown.tags, request.tags);
}

}  // namespace
}  // namespace amilocal::test
