#include "iam_world.h"

namespace amilocal::test {
namespace {

class RemoveRoleFromInstanceProfile : public IamWorld {};

TEST_F(RemoveRoleFromInstanceProfile, WantsTheRoleInIt) {
  givenProfile("p");
  givenRole("a");
  EXPECT_EQ(
      errorOf(&iam::removeRoleFromInstanceProfile, {.instanceProfileName = "p", .roleName = "a"})
          .code(),
      "NoSuchEntity");
}

}  // namespace
}  // namespace amilocal::test
