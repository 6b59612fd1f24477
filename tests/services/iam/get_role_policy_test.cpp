#include "iam_world.h"

namespace amilocal::test {
namespace {

class GetRolePolicy : public IamWorld {};

TEST_F(GetRolePolicy, KnowsNoOtherPolicy) {
  givenRole("a");
  expectError(errorOf(&iam::getRolePolicy, {.roleName = "a", .policyName = "i"}), "NoSuchEntity",
              "The role policy with name i cannot be found.");
}

}  // namespace
}  // namespace amilocal::test
