#include "iam_world.h"

namespace amilocal::test {
namespace {

class CreatePolicy : public IamWorld {};

TEST_F(CreatePolicy, AnswersItsFirstVersion) {
  const auto policy =
      *call(&iam::createPolicy, {.policyName = "p", .path = "/a/", .policyDocument = kDocument})
           .policy;
  EXPECT_EQ(policy.arn, "arn:aws:iam::111111111111:policy/a/p");
  EXPECT_EQ(policy.policyId->substr(0, 4), "ANPA");
  EXPECT_EQ(policy.defaultVersionId, "v1");
}

TEST_F(CreatePolicy, RefusesANameThatIsTaken) {
  givenPolicy("p");
  expectError(errorOf(&iam::createPolicy, {.policyName = "p", .policyDocument = kDocument}),
              "EntityAlreadyExists",
              "A policy called p already exists. Duplicate names are not allowed.");
}

}  // namespace
}  // namespace amilocal::test
