#include "iam_world.h"

namespace amilocal::test {
namespace {

class GetInstanceProfile : public IamWorld {};

TEST_F(GetInstanceProfile, ShowsTheRoleInIt) {
  givenProfile("p");
  givenRole("a");
  call(&iam::addRoleToInstanceProfile, {.instanceProfileName = "p", .roleName = "a"});
  const auto profile =
      *call(&iam::getInstanceProfile, {.instanceProfileName = "p"}).instanceProfile;
  EXPECT_EQ(profile.roles.at(0).roleName, "a");
}

TEST_F(GetInstanceProfile, KnowsNoOther) {
  expectError(errorOf(&iam::getInstanceProfile, {.instanceProfileName = "x"}), "NoSuchEntity",
              "Instance Profile x cannot be found.");
}

}  // namespace
}  // namespace amilocal::test
