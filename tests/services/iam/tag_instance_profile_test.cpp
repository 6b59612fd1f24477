#include "iam_world.h"

namespace amilocal::test {
namespace {

class TagInstanceProfile : public IamWorld {};

TEST_F(TagInstanceProfile, TagsIt) {
  givenProfile("p");
  call(&iam::tagInstanceProfile, {.instanceProfileName = "p", .tags = {{.key = "k", .value = ""}}});
  EXPECT_EQ(call(&iam::listInstanceProfileTags, {.instanceProfileName = "p"}).tags.at(0).key, "k");
}

}  // namespace
}  // namespace amilocal::test
