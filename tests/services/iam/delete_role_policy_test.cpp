#include "iam_world.h"

namespace amilocal::test {
namespace {

class DeleteRolePolicy : public IamWorld {};

TEST_F(DeleteRolePolicy, KnowsNoOtherPolicy) {
  givenRole("a");
  EXPECT_EQ(errorOf(&iam::deleteRolePolicy, {.roleName = "a", .policyName = "i"}).code(),
            "NoSuchEntity");
}

}  // namespace
}  // namespace amilocal::test
