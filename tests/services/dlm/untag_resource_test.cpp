#include "policy_world.h"

namespace amilocal::test {
namespace {

class UntagPolicy : public PolicyWorld {};

TEST_F(UntagPolicy, RemovesByKey) {
  auto request = daily();
  request.tags = {{"a", "1"}, {"b", "2"}};
  const auto arn = "arn:aws:dlm:us-east-1:111111111111:policy/" + given(request);
  call(&dlm::untagResource, {.resourceArn = arn, .tagKeys = {"a"}});
  const dlm::ListTagsForResourceResponse expected{.tags = {{"b", "2"}}};
  EXPECT_EQ(call(&dlm::listTagsForResource, {.resourceArn = arn}), expected);
}

}  // namespace
}  // namespace amilocal::test
