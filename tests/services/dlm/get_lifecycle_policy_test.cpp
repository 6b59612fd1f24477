#include "policy_world.h"

namespace amilocal::test {
namespace {

class GetLifecyclePolicy : public PolicyWorld {};

TEST_F(GetLifecyclePolicy, ShowsWhatWasGiven) {
  auto request = daily();
  request.tags = {{"team", "a"}};
  const auto id = given(request);
  const auto policy = *call(&dlm::getLifecyclePolicy, {.policyId = id}).policy;
  EXPECT_EQ(policy.policyId, id);
  EXPECT_EQ(policy.state, "ENABLED");
  EXPECT_EQ(policy.policyDetails, request.policyDetails);
  EXPECT_EQ(policy.tags, request.tags);
  EXPECT_EQ(policy.dateCreated, now());
  EXPECT_EQ(policy.policyArn, "arn:aws:dlm:us-east-1:111111111111:policy/" + id);
  EXPECT_EQ(policy.defaultPolicy, false);
}

TEST_F(GetLifecyclePolicy, RefusesWhatIsNotThere) {
  const auto id = given(daily());
  as(kOther);
  const auto error = errorOf(&dlm::getLifecyclePolicy, {.policyId = id});
  expectError(error, "ResourceNotFoundException");
  EXPECT_EQ(error.status(), 404);
}

}  // namespace
}  // namespace amilocal::test
