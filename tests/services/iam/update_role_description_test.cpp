#include "iam_world.h"

namespace amilocal::test {
namespace {

class UpdateRoleDescription : public IamWorld {};

TEST_F(UpdateRoleDescription, ChangesTheDescriptionAlone) {
  givenRole("a");
  EXPECT_EQ(
      call(&iam::updateRoleDescription, {.roleName = "a", .description = "new"}).role->description,
      "new");
}

}  // namespace
}  // namespace amilocal::test
