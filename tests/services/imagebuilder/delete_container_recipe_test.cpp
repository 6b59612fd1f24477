#include "builder_world.h"

namespace amilocal::test {
namespace {

class DeleteContainerRecipe : public BuilderWorld {};

TEST_F(DeleteContainerRecipe, TakesItAway) {
  const auto arn = *call(&imagebuilder::createContainerRecipe, container()).containerRecipeArn;
  call(&imagebuilder::deleteContainerRecipe, {.containerRecipeArn = arn});
  expectError(errorOf(&imagebuilder::getContainerRecipe, {.containerRecipeArn = arn}),
              "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
