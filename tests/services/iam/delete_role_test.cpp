#include "iam_world.h"

namespace amilocal::test {
namespace {

class DeleteRole : public IamWorld {};

TEST_F(DeleteRole, WantsTheRoleEmptyAndInNoProfile) {
  givenRole("a");
  givenProfile("p");
  call(&iam::addRoleToInstanceProfile, {.instanceProfileName = "p", .roleName = "a"});
  call(&iam::attachRolePolicy, {.roleName = "a", .policyArn = "arn:aws:iam::aws:policy/X"});
  call(&iam::putRolePolicy, {.roleName = "a", .policyName = "i", .policyDocument = kDocument});
  const auto refused = [&] { return errorOf(&iam::deleteRole, {.roleName = "a"}); };
  expectError(refused(), "DeleteConflict",
              "Cannot delete entity, must remove roles from instance profile first.");
  call(&iam::removeRoleFromInstanceProfile, {.instanceProfileName = "p", .roleName = "a"});
  expectError(refused(), "DeleteConflict", "Cannot delete entity, must detach all policies first.");
  call(&iam::detachRolePolicy, {.roleName = "a", .policyArn = "arn:aws:iam::aws:policy/X"});
  expectError(refused(), "DeleteConflict", "Cannot delete entity, must delete policies first.");
  call(&iam::deleteRolePolicy, {.roleName = "a", .policyName = "i"});
  call(&iam::deleteRole, {.roleName = "a"});
  EXPECT_EQ(refused().code(), "NoSuchEntity");
}

}  // namespace
}  // namespace amilocal::test
