#include "builder_world.h"

namespace amilocal::test {
namespace {

class UntagBuilderResource : public BuilderWorld {};

TEST_F(UntagBuilderResource, RemovesByKey) {
  const auto arn = givenRecipe();
  call(&imagebuilder::tagResource, {.resourceArn = arn, .tags = {{"a", "1"}, {"b", "2"}}});
  call(&imagebuilder::untagResource, {.resourceArn = arn, .tagKeys = {"a"}});
  const imagebuilder::ListTagsForResourceResponse expected{.tags = {{"b", "2"}}};
  EXPECT_EQ(call(&imagebuilder::listTagsForResource, {.resourceArn = arn}), expected);
}

}  // namespace
}  // namespace amilocal::test
