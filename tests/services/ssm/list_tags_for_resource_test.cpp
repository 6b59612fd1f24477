#include "parameter_world.h"

namespace amilocal::test {
namespace {

class SsmListTagsForResource : public ParameterWorld {};

// A name is one in each Region, and so are its tags.
TEST_F(SsmListTagsForResource, ShowsThoseOfTheRegion) {
  auto request = text("a", "x");
  request.tags = {{.key = "one", .value = "1"}};
  call(&ssm::putParameter, request);
  in("eu-west-1");
  put("a", "x");
  EXPECT_TRUE(call(&ssm::listTagsForResource, {.resourceType = "Parameter", .resourceId = "a"})
                  .tagList.empty());
  expectError(errorOf(&ssm::listTagsForResource, {.resourceType = "Parameter", .resourceId = "b"}),
              "InvalidResourceId");
}

}  // namespace
}  // namespace amilocal::test
