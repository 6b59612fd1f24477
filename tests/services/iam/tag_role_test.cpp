#include "iam_world.h"

namespace amilocal::test {
namespace {

class TagRole : public IamWorld {};

TEST_F(TagRole, AddsAndReplaces) {
  givenRole("a");
  call(&iam::tagRole, {.roleName = "a", .tags = {{.key = "k", .value = "1"}}});
  call(&iam::tagRole, {.roleName = "a", .tags = {{.key = "k", .value = "2"}}});
  const auto tags = call(&iam::listRoleTags, {.roleName = "a"}).tags;
  ASSERT_EQ(tags.size(), 1U);
  EXPECT_EQ(tags.at(0).value, "2");
}

TEST_F(TagRole, RefusesAKeyThatComesTwice) {
  givenRole("a");
  expectError(
      errorOf(&iam::tagRole,
              {.roleName = "a", .tags = {{.key = "k", .value = "1"}, {.key = "K", .value = ""}}}),
      "InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
}

}  // namespace
}  // namespace amilocal::test
