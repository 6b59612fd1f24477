#include "builder_world.h"

namespace amilocal::test {
namespace {

class ListImageRecipes : public BuilderWorld {
 protected:
  std::size_t countOf(const imagebuilder::ListImageRecipesRequest& request) {
    return call(&imagebuilder::listImageRecipes, request).imageRecipeSummaryList.size();
  }
};

TEST_F(ListImageRecipes, ShowsTheCallersOwn) {
  const auto arn = givenRecipe();
  const auto shown = call(&imagebuilder::listImageRecipes, {}).imageRecipeSummaryList.at(0);
  EXPECT_EQ(shown.arn, arn);
  EXPECT_EQ(shown.parentImage, recipe().parentImage);
  EXPECT_EQ(countOf({.owner = "Shared"}), 0U);
  as(kOther);
  EXPECT_EQ(countOf({}), 0U);
}

TEST_F(ListImageRecipes, FiltersAndPages) {
  for (const auto* name : {"one", "two", "three"}) givenRecipe(name);
  EXPECT_EQ(countOf({.filters = {{.name = "name", .values = {"one", "two"}}}}), 2U);
  EXPECT_EQ(countOf({.filters = {{.name = "parentImage", .values = {"x"}}}}), 0U);
  EXPECT_EQ(countOf({.filters = {{.name = "platform", .values = {"Linux"}}}}), 3U);
  const auto first = call(&imagebuilder::listImageRecipes, {.maxResults = 2});
  EXPECT_EQ(countOf({.nextToken = first.nextToken}), 1U);
}

}  // namespace
}  // namespace amilocal::test
