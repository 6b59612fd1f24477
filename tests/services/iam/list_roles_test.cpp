#include "iam_world.h"

namespace amilocal::test {
namespace {

class ListRoles : public IamWorld {};

TEST_F(ListRoles, ListsByNameInPages) {
  for (const auto* name : {"c", "a", "b"}) givenRole(name);
  const auto first = call(&iam::listRoles, {.maxItems = 2});
  EXPECT_EQ(first.roles.at(1).roleName, "b");
  EXPECT_TRUE(*first.isTruncated);
  const auto rest = call(&iam::listRoles, {.marker = first.marker});
  ASSERT_EQ(rest.roles.size(), 1U);
  EXPECT_EQ(rest.roles.at(0).roleName, "c");
  EXPECT_FALSE(*rest.isTruncated);
}

TEST_F(ListRoles, NarrowsToAPath) {
  givenRole("a");
  call(&iam::createRole, {.path = "/ci/", .roleName = "b", .assumeRolePolicyDocument = kDocument});
  EXPECT_EQ(call(&iam::listRoles, {.pathPrefix = "/ci/"}).roles.size(), 1U);
}

TEST_F(ListRoles, RefusesAPageOfNothing) {
  EXPECT_EQ(errorOf(&iam::listRoles, {.maxItems = 0}).code(), "ValidationError");
}

}  // namespace
}  // namespace amilocal::test
