#include "iam_world.h"

namespace amilocal::test {
namespace {

class ListRoleTags : public IamWorld {};

TEST_F(ListRoleTags, ListsByKey) {
  givenRole("a");
  call(&iam::tagRole,
       {.roleName = "a", .tags = {{.key = "z", .value = "1"}, {.key = "b", .value = "2"}}});
  const auto page = call(&iam::listRoleTags, {.roleName = "a", .maxItems = 1});
  EXPECT_EQ(page.tags.at(0).key, "b");
  EXPECT_TRUE(*page.isTruncated);
}

}  // namespace
}  // namespace amilocal::test
