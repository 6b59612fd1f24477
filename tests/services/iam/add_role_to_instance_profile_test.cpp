#include "iam_world.h"

namespace amilocal::test {
namespace {

class AddRoleToInstanceProfile : public IamWorld {};

// A profile has one role (IAM User Guide, "Use instance profiles").
TEST_F(AddRoleToInstanceProfile, TakesOneRoleOnly) {
  givenProfile("p");
  givenRole("a");
  givenRole("b");
  call(&iam::addRoleToInstanceProfile, {.instanceProfileName = "p", .roleName = "a"});
  expectError(
      errorOf(&iam::addRoleToInstanceProfile, {.instanceProfileName = "p", .roleName = "b"}),
      "LimitExceeded", "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
}

}  // namespace
}  // namespace amilocal::test
