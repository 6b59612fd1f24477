#include "iam_world.h"

namespace amilocal::test {
namespace {

class DeleteInstanceProfile : public IamWorld {};

TEST_F(DeleteInstanceProfile, WantsItWithoutARole) {
  givenProfile("p");
  givenRole("a");
  call(&iam::addRoleToInstanceProfile, {.instanceProfileName = "p", .roleName = "a"});
  expectError(errorOf(&iam::deleteInstanceProfile, {.instanceProfileName = "p"}), "DeleteConflict",
              "Cannot delete entity, must remove roles from instance profile first.");
  call(&iam::removeRoleFromInstanceProfile, {.instanceProfileName = "p", .roleName = "a"});
  call(&iam::deleteInstanceProfile, {.instanceProfileName = "p"});
  EXPECT_EQ(errorOf(&iam::getInstanceProfile, {.instanceProfileName = "p"}).code(), "NoSuchEntity");
}

}  // namespace
}  // namespace amilocal::test
