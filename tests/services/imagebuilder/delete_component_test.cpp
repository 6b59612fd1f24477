#include "builder_world.h"

namespace amilocal::test {
namespace {

class DeleteComponent : public BuilderWorld {};

TEST_F(DeleteComponent, TakesItAway) {
  const auto arn = givenComponent();
  EXPECT_EQ(call(&imagebuilder::deleteComponent, {.componentBuildVersionArn = arn})
                .componentBuildVersionArn,
            arn);
  expectError(errorOf(&imagebuilder::deleteComponent, {.componentBuildVersionArn = arn}),
              "ResourceNotFoundException");
}

// EC2 Image Builder API Reference, DeleteComponent, ResourceDependencyException.
TEST_F(DeleteComponent, RefusesOneThatARecipeUses) {
  const auto arn = givenComponent();
  auto request = recipe();
  request.components = {{.componentArn = std::string(kPlace) + "component/hello/1.x.x"}};
  const auto user = *call(&imagebuilder::createImageRecipe, request).imageRecipeArn;
  expectError(errorOf(&imagebuilder::deleteComponent, {.componentBuildVersionArn = arn}),
              "ResourceDependencyException");
  call(&imagebuilder::deleteImageRecipe, {.imageRecipeArn = user});
  auto box = container();
  box.components = {{.componentArn = arn}};
  call(&imagebuilder::createContainerRecipe, box);
  expectError(errorOf(&imagebuilder::deleteComponent, {.componentBuildVersionArn = arn}),
              "ResourceDependencyException");
}

}  // namespace
}  // namespace amilocal::test
