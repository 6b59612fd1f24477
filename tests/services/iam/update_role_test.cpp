#include "iam_world.h"

namespace amilocal::test {
namespace {

class UpdateRole : public IamWorld {};

// What is not named goes back to an hour (IAM API Reference, UpdateRole).
TEST_F(UpdateRole, ChangesDescriptionAndSessionTime) {
  givenRole("a");
  call(&iam::updateRole, {.roleName = "a", .description = "new", .maxSessionDuration = 7200});
  EXPECT_EQ(call(&iam::getRole, {.roleName = "a"}).role->maxSessionDuration, 7200);
  call(&iam::updateRole, {.roleName = "a"});
  const auto role = *call(&iam::getRole, {.roleName = "a"}).role;
  EXPECT_EQ(role.maxSessionDuration, 3600);
  EXPECT_EQ(role.description, "new");
}

}  // namespace
}  // namespace amilocal::test
