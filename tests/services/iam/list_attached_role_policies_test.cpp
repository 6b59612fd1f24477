#include "iam_world.h"

namespace amilocal::test {
namespace {

class ListAttachedRolePolicies : public IamWorld {};

TEST_F(ListAttachedRolePolicies, NamesThemAndNarrowsToAPath) {
  givenRole("a");
  call(&iam::attachRolePolicy,
       {.roleName = "a", .policyArn = "arn:aws:iam::aws:policy/service-role/X"});
  call(&iam::attachRolePolicy, {.roleName = "a", .policyArn = "arn:aws:iam::aws:policy/Y"});
  const auto page =
      call(&iam::listAttachedRolePolicies, {.roleName = "a", .pathPrefix = "/service-role/"});
  ASSERT_EQ(page.attachedPolicies.size(), 1U);
  EXPECT_EQ(page.attachedPolicies.at(0).policyName, "X");
}

}  // namespace
}  // namespace amilocal::test
