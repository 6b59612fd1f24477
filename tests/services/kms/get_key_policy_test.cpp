#include "kms_world.h"

namespace amilocal::test {
namespace {

class GetKeyPolicy : public KmsWorld {};

TEST_F(GetKeyPolicy, ShowsTheDefaultPolicy) {
  const auto answer = call(&kms::getKeyPolicy, {.keyId = givenKey()});
  EXPECT_EQ(answer.policyName, "default");
  EXPECT_NE(answer.policy->find("arn:aws:iam::111111111111:root"), std::string::npos);
}

TEST_F(GetKeyPolicy, KnowsOnePolicyOnly) {
  expectError(errorOf(&kms::getKeyPolicy, {.keyId = givenKey(), .policyName = "x"}),
              "NotFoundException", "No such policy exists: x");
}

}  // namespace
}  // namespace amilocal::test
