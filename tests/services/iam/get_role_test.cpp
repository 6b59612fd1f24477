#include "iam_world.h"

namespace amilocal::test {
namespace {

class GetRole : public IamWorld {};

TEST_F(GetRole, ShowsTheRoleInAnyCaseWithItsTags) {
  call(&iam::createRole, {.roleName = "builder",
                          .assumeRolePolicyDocument = kDocument,
                          .description = "builds",
                          .tags = {{.key = "team", .value = "a"}}});
  const auto role = *call(&iam::getRole, {.roleName = "Builder"}).role;
  EXPECT_EQ(role.roleName, "builder");
  EXPECT_EQ(role.description, "builds");
  EXPECT_EQ(role.tags.at(0).value, "a");
}

// Clients take this for "gone" and create it.
TEST_F(GetRole, KnowsNoOtherRole) {
  const auto error = errorOf(&iam::getRole, {.roleName = "x"});
  expectError(error, "NoSuchEntity", "The role with name x cannot be found.");
  EXPECT_EQ(error.status(), 404);
}

TEST_F(GetRole, KeepsAccountsApart) {
  givenRole("builder");
  as(kOther);
  EXPECT_EQ(errorOf(&iam::getRole, {.roleName = "builder"}).code(), "NoSuchEntity");
}

}  // namespace
}  // namespace amilocal::test
