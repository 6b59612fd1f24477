#include "parameter_world.h"

namespace amilocal::test {
namespace {

class RemoveTagsFromResource : public ParameterWorld {};

TEST_F(RemoveTagsFromResource, RemovesByKey) {
  auto request = text("a", "x");
  request.tags = {{.key = "one", .value = "1"}, {.key = "two", .value = "2"}};
  call(&ssm::putParameter, request);
  call(&ssm::removeTagsFromResource,
       {.resourceType = "Parameter", .resourceId = "a", .tagKeys = {"one", "none"}});
  const auto tags =
      call(&ssm::listTagsForResource, {.resourceType = "Parameter", .resourceId = "a"}).tagList;
  ASSERT_EQ(tags.size(), 1U);
  EXPECT_EQ(tags[0].key, "two");
}

}  // namespace
}  // namespace amilocal::test
