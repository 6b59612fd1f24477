#include "iam_world.h"

namespace amilocal::test {
namespace {

class UntagInstanceProfile : public IamWorld {};

TEST_F(UntagInstanceProfile, TakesTheKeysAway) {
  call(&iam::createInstanceProfile,
       {.instanceProfileName = "p", .tags = {{.key = "k", .value = "1"}}});
  call(&iam::untagInstanceProfile, {.instanceProfileName = "p", .tagKeys = {"k"}});
  EXPECT_TRUE(call(&iam::listInstanceProfileTags, {.instanceProfileName = "p"}).tags.empty());
}

}  // namespace
}  // namespace amilocal::test
