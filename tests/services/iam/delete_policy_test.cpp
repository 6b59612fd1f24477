#include "iam_world.h"

namespace amilocal::test {
namespace {

class DeletePolicy : public IamWorld {};

TEST_F(DeletePolicy, WantsItAttachedToNothing) {
  const auto arn = givenPolicy("p");
  givenRole("a");
  call(&iam::attachRolePolicy, {.roleName = "a", .policyArn = arn});
  expectError(errorOf(&iam::deletePolicy, {.policyArn = arn}), "DeleteConflict",
              "Cannot delete a policy attached to entities.");
  call(&iam::detachRolePolicy, {.roleName = "a", .policyArn = arn});
  call(&iam::deletePolicy, {.policyArn = arn});
  EXPECT_EQ(errorOf(&iam::getPolicy, {.policyArn = arn}).code(), "NoSuchEntity");
}

}  // namespace
}  // namespace amilocal::test
