#include "builder_world.h"

namespace amilocal::test {
namespace {

class DeleteImageRecipe : public BuilderWorld {};

TEST_F(DeleteImageRecipe, TakesItAway) {
  const auto arn = givenRecipe();
  EXPECT_EQ(call(&imagebuilder::deleteImageRecipe, {.imageRecipeArn = arn}).imageRecipeArn, arn);
  EXPECT_TRUE(call(&imagebuilder::listImageRecipes, {}).imageRecipeSummaryList.empty());
  expectError(errorOf(&imagebuilder::deleteImageRecipe, {.imageRecipeArn = arn}),
              "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
