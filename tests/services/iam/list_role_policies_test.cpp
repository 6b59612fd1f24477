#include "iam_world.h"

namespace amilocal::test {
namespace {

class ListRolePolicies : public IamWorld {};

TEST_F(ListRolePolicies, ListsByName) {
  givenRole("a");
  for (const auto* name : {"z", "b"})
    call(&iam::putRolePolicy, {.roleName = "a", .policyName = name, .policyDocument = kDocument});
  EXPECT_EQ(call(&iam::listRolePolicies, {.roleName = "a"}).policyNames,
            (std::vector<std::string>{"b", "z"}));
}

}  // namespace
}  // namespace amilocal::test
