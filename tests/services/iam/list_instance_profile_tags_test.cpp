#include "iam_world.h"

namespace amilocal::test {
namespace {

class ListInstanceProfileTags : public IamWorld {};

TEST_F(ListInstanceProfileTags, ListsThem) {
  call(&iam::createInstanceProfile,
       {.instanceProfileName = "p", .tags = {{.key = "k", .value = "1"}}});
  const auto page = call(&iam::listInstanceProfileTags, {.instanceProfileName = "p"});
  EXPECT_EQ(page.tags.size(), 1U);
  EXPECT_FALSE(*page.isTruncated);
}

}  // namespace
}  // namespace amilocal::test
