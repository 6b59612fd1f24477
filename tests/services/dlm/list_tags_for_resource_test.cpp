#include "policy_world.h"

namespace amilocal::test {
namespace {

class ListPolicyTags : public PolicyWorld {};

TEST_F(ListPolicyTags, NeedsAPolicyOfTheCaller) {
  const auto arn = "arn:aws:dlm:us-east-1:111111111111:policy/" + given(daily());
  EXPECT_TRUE(call(&dlm::listTagsForResource, {.resourceArn = arn}).tags.empty());
  for (const auto& other : {arn + "0", std::string("x")})
    expectError(errorOf(&dlm::listTagsForResource, {.resourceArn = other}),
                "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
