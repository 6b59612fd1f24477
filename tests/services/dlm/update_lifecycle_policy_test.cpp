#include "policy_world.h"

namespace amilocal::test {
namespace {

class UpdateLifecyclePolicy : public PolicyWorld {};

TEST_F(UpdateLifecyclePolicy, ChangesWhatIsSaid) {
  const auto id = given(daily());
  auto details = *daily().policyDetails;
  details.schedules[0].createRule->interval = 12;
  call(&dlm::updateLifecyclePolicy,
       {.policyId = id, .description = "twice a day", .policyDetails = details});
  const auto policy = *call(&dlm::getLifecyclePolicy, {.policyId = id}).policy;
  EXPECT_EQ(policy.description, "twice a day");
  EXPECT_EQ(policy.state, "ENABLED");
  advance(kDay);
  EXPECT_EQ(imagesOf(id).size(), 2U);
}

TEST_F(UpdateLifecyclePolicy, StopsAndStartsIt) {
  const auto id = given(daily());
  call(&dlm::updateLifecyclePolicy, {.policyId = id, .state = "DISABLED"});
  advance(2 * kDay);
  EXPECT_TRUE(imagesOf(id).empty());
  call(&dlm::updateLifecyclePolicy, {.policyId = id, .state = "ENABLED"});
  advance(kDay);
  EXPECT_EQ(imagesOf(id).size(), 1U);
}

TEST_F(UpdateLifecyclePolicy, ChecksWhatIsSaid) {
  const auto id = given(daily());
  expectError(
      errorOf(&dlm::updateLifecyclePolicy, {.policyId = id, .policyDetails = dlm::PolicyDetails{}}),
      "InvalidRequestException");
  expectError(errorOf(&dlm::updateLifecyclePolicy, {.policyId = id, .executionRoleArn = "x"}),
              "InvalidRequestException");
  expectError(errorOf(&dlm::updateLifecyclePolicy, {.policyId = id, .retainInterval = 3}),
              "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::test
