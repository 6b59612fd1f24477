#include "iam_world.h"

namespace amilocal::test {
namespace {

class DetachRolePolicy : public IamWorld {};

TEST_F(DetachRolePolicy, KnowsOnlyWhatIsAttached) {
  givenRole("a");
  expectError(
      errorOf(&iam::detachRolePolicy, {.roleName = "a", .policyArn = "arn:aws:iam::aws:policy/X"}),
      "NoSuchEntity", "Policy arn:aws:iam::aws:policy/X was not found.");
}

}  // namespace
}  // namespace amilocal::test
