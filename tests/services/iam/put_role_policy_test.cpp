#include "iam_world.h"

namespace amilocal::test {
namespace {

class PutRolePolicy : public IamWorld {};

TEST_F(PutRolePolicy, AddsAndReplaces) {
  givenRole("a");
  call(&iam::putRolePolicy, {.roleName = "a", .policyName = "i", .policyDocument = kDocument});
  call(&iam::putRolePolicy, {.roleName = "a", .policyName = "i", .policyDocument = "{}"});
  EXPECT_EQ(call(&iam::getRolePolicy, {.roleName = "a", .policyName = "i"}).policyDocument,
            "%7B%7D");
}

TEST_F(PutRolePolicy, RefusesWhatIsNoJson) {
  givenRole("a");
  EXPECT_EQ(
      errorOf(&iam::putRolePolicy, {.roleName = "a", .policyName = "i", .policyDocument = "[]"})
          .code(),
      "MalformedPolicyDocument");
}

}  // namespace
}  // namespace amilocal::test
