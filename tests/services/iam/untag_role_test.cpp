#include "iam_world.h"

namespace amilocal::test {
namespace {

class UntagRole : public IamWorld {};

TEST_F(UntagRole, TakesTheKeysAway) {
  givenRole("a");
  call(&iam::tagRole, {.roleName = "a", .tags = {{.key = "k", .value = "1"}}});
  call(&iam::untagRole, {.roleName = "a", .tagKeys = {"k", "other"}});
  EXPECT_TRUE(call(&iam::listRoleTags, {.roleName = "a"}).tags.empty());
}

}  // namespace
}  // namespace amilocal::test
