#include "policy_world.h"

namespace amilocal::test {
namespace {

class TagPolicy : public PolicyWorld {};

TEST_F(TagPolicy, AddsAndOverwrites) {
  const auto arn = "arn:aws:dlm:us-east-1:111111111111:policy/" + given(daily());
  call(&dlm::tagResource, {.resourceArn = arn, .tags = {{"a", "1"}, {"b", "2"}}});
  call(&dlm::tagResource, {.resourceArn = arn, .tags = {{"a", "3"}}});
  const dlm::ListTagsForResourceResponse expected{.tags = {{"a", "3"}, {"b", "2"}}};
  EXPECT_EQ(call(&dlm::listTagsForResource, {.resourceArn = arn}), expected);
  expectError(errorOf(&dlm::tagResource, {.resourceArn = arn, .tags = {{"aws:a", "3"}}}),
              "InvalidRequestException");
}

}  // namespace
}  // namespace amilocal::test
