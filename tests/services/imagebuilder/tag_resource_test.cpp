#include "builder_world.h"

namespace amilocal::test {
namespace {

class TagBuilderResource : public BuilderWorld {};

TEST_F(TagBuilderResource, AddsAndOverwrites) {
  const auto arn = givenRecipe();
  call(&imagebuilder::tagResource, {.resourceArn = arn, .tags = {{"a", "1"}, {"b", "2"}}});
  call(&imagebuilder::tagResource, {.resourceArn = arn, .tags = {{"a", "3"}}});
  const imagebuilder::ListTagsForResourceResponse expected{.tags = {{"a", "3"}, {"b", "2"}}};
  EXPECT_EQ(call(&imagebuilder::listTagsForResource, {.resourceArn = arn}), expected);
}

TEST_F(TagBuilderResource, TakesFiftyTags) {
  std::map<std::string, std::string> tags;
  for (int i = 0; i < 51; ++i) tags.emplace("k" + std::to_string(i), "v");
  expectError(errorOf(&imagebuilder::tagResource, {.resourceArn = givenRecipe(), .tags = tags}),
              "InvalidParameterException");
}

}  // namespace
}  // namespace amilocal::test
