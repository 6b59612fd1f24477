#include "iam_world.h"

namespace amilocal::test {
namespace {

class GetPolicy : public IamWorld {};

TEST_F(GetPolicy, CountsItsRoles) {
  const auto arn = givenPolicy("p");
  givenRole("a");
  call(&iam::attachRolePolicy, {.roleName = "a", .policyArn = arn});
  EXPECT_EQ(call(&iam::getPolicy, {.policyArn = arn}).policy->attachmentCount, 1);
}

TEST_F(GetPolicy, ToldOfAwsItNamesWhatTheArnSays) {
  const auto policy =
      *call(&iam::getPolicy, {.policyArn = "arn:aws:iam::aws:policy/service-role/X"}).policy;
  EXPECT_EQ(policy.policyName, "X");
  EXPECT_EQ(policy.path, "/service-role/");
}

TEST_F(GetPolicy, KnowsNoOther) {
  const std::string arn = "arn:aws:iam::111111111111:policy/none";
  expectError(errorOf(&iam::getPolicy, {.policyArn = arn}), "NoSuchEntity",
              "Policy " + arn + " was not found.");
}

}  // namespace
}  // namespace amilocal::test
