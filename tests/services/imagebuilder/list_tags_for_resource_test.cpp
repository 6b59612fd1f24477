#include "builder_world.h"

namespace amilocal::test {
namespace {

class ListBuilderTags : public BuilderWorld {};

TEST_F(ListBuilderTags, NeedsAResourceOfTheCaller) {
  const auto arn = givenRecipe();
  EXPECT_TRUE(call(&imagebuilder::listTagsForResource, {.resourceArn = arn}).tags.empty());
  as(kOther);
  expectError(errorOf(&imagebuilder::listTagsForResource, {.resourceArn = arn}),
              "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
