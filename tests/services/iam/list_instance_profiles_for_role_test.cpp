#include "iam_world.h"

namespace amilocal::test {
namespace {

class ListInstanceProfilesForRole : public IamWorld {};

// Terraform asks before it deletes a role.
TEST_F(ListInstanceProfilesForRole, ListsThoseThatHaveTheRole) {
  givenProfile("p");
  givenProfile("q");
  givenRole("a");
  EXPECT_TRUE(call(&iam::listInstanceProfilesForRole, {.roleName = "a"}).instanceProfiles.empty());
  call(&iam::addRoleToInstanceProfile, {.instanceProfileName = "q", .roleName = "a"});
  const auto profiles = call(&iam::listInstanceProfilesForRole, {.roleName = "a"}).instanceProfiles;
  ASSERT_EQ(profiles.size(), 1U);
  EXPECT_EQ(profiles.at(0).instanceProfileName, "q");
}

}  // namespace
}  // namespace amilocal::test
