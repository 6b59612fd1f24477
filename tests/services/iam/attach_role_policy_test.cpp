#include "iam_world.h"

namespace amilocal::test {
namespace {

class AttachRolePolicy : public IamWorld {};

// AWS's own policies exist by their name alone.
TEST_F(AttachRolePolicy, TakesOwnPoliciesAndThoseOfAws) {
  givenRole("a");
  call(&iam::attachRolePolicy, {.roleName = "a", .policyArn = givenPolicy("p")});
  call(&iam::attachRolePolicy,
       {.roleName = "a", .policyArn = "arn:aws:iam::aws:policy/service-role/X"});
  EXPECT_EQ(call(&iam::listAttachedRolePolicies, {.roleName = "a"}).attachedPolicies.size(), 2U);
}

TEST_F(AttachRolePolicy, RefusesOneThatDoesNotExist) {
  givenRole("a");
  const std::string arn = "arn:aws:iam::111111111111:policy/none";
  expectError(errorOf(&iam::attachRolePolicy, {.roleName = "a", .policyArn = arn}), "NoSuchEntity",
              "Policy " + arn + " does not exist or is not attachable.");
}

// IAM User Guide, "IAM and AWS STS quotas".
TEST_F(AttachRolePolicy, RefusesAnEleventh) {
  givenRole("a");
  const std::string stem = "arn:aws:iam::aws:policy/P";
  for (int i = 0; i < 10; ++i)
    call(&iam::attachRolePolicy, {.roleName = "a", .policyArn = stem + std::to_string(i)});
  expectError(errorOf(&iam::attachRolePolicy, {.roleName = "a", .policyArn = stem + "x"}),
              "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10");
}

}  // namespace
}  // namespace amilocal::test
