#include "ec2/handlers.gen.h"
#include "parameter_world.h"

namespace amilocal::test {
namespace {

class AddTagsToResource : public ParameterWorld {};

TEST_F(AddTagsToResource, AddsAndOverwrites) {
  put("a", "x");
  const auto add = [&](const std::string& value) {
    call(&ssm::addTagsToResource, {.resourceType = "Parameter",
                                   .resourceId = "a",
                                   .tags = {{.key = "team", .value = value}}});
  };
  add("one");
  add("two");
  const auto tags =
      call(&ssm::listTagsForResource, {.resourceType = "Parameter", .resourceId = "a"}).tagList;
  ASSERT_EQ(tags.size(), 1U);
  EXPECT_EQ(tags[0].value, "two");
  EXPECT_TRUE(call(&ec2::describeTags, {}).tags.empty());  // they are no tags of EC2
}

TEST_F(AddTagsToResource, IsForParametersThatExist) {
  expectError(errorOf(&ssm::addTagsToResource, {.resourceType = "Parameter", .resourceId = "a"}),
              "InvalidResourceId");
  expectError(errorOf(&ssm::addTagsToResource, {.resourceType = "Document", .resourceId = "a"}),
              "InvalidResourceType");
}

TEST_F(AddTagsToResource, TakesFiftyTags) {
  put("a", "x");
  std::vector<ssm::Tag> tags;
  for (int i = 0; i < 51; ++i) tags.push_back({.key = "k" + std::to_string(i), .value = "v"});
  expectError(errorOf(&ssm::addTagsToResource,
                      {.resourceType = "Parameter", .resourceId = "a", .tags = tags}),
              "TooManyTagsError");
}

}  // namespace
}  // namespace amilocal::test
