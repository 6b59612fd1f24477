#include "iam_world.h"

namespace amilocal::test {
namespace {

class UpdateAssumeRolePolicy : public IamWorld {};

TEST_F(UpdateAssumeRolePolicy, ReplacesTheTrustPolicy) {
  givenRole("a");
  call(&iam::updateAssumeRolePolicy, {.roleName = "a", .policyDocument = "{}"});
  EXPECT_EQ(call(&iam::getRole, {.roleName = "a"}).role->assumeRolePolicyDocument, "%7B%7D");
  EXPECT_EQ(errorOf(&iam::updateAssumeRolePolicy, {.roleName = "a", .policyDocument = "no"}).code(),
            "MalformedPolicyDocument");
}

}  // namespace
}  // namespace amilocal::test
