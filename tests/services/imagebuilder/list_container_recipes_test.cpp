#include "builder_world.h"

namespace amilocal::test {
namespace {

class ListContainerRecipes : public BuilderWorld {};

TEST_F(ListContainerRecipes, FiltersAndShows) {
  for (const auto* name : {"one", "two"})
    call(&imagebuilder::createContainerRecipe, container(name));
  const auto named =
      call(&imagebuilder::listContainerRecipes, {.filters = {{.name = "name", .values = {"two"}}}});
  ASSERT_EQ(named.containerRecipeSummaryList.size(), 1U);
  EXPECT_EQ(named.containerRecipeSummaryList[0].containerType, "DOCKER");
  const auto first = call(&imagebuilder::listContainerRecipes, {.maxResults = 1});
  EXPECT_EQ(call(&imagebuilder::listContainerRecipes, {.nextToken = first.nextToken})
                .containerRecipeSummaryList.size(),
            1U);
}

}  // namespace
}  // namespace amilocal::test
