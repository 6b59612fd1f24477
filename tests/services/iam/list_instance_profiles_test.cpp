#include "iam_world.h"

namespace amilocal::test {
namespace {

class ListInstanceProfiles : public IamWorld {};

TEST_F(ListInstanceProfiles, ListsByNameAndPath) {
  givenProfile("b");
  givenProfile("a");
  call(&iam::createInstanceProfile, {.instanceProfileName = "c", .path = "/x/"});
  EXPECT_EQ(call(&iam::listInstanceProfiles, {}).instanceProfiles.at(0).instanceProfileName, "a");
  EXPECT_EQ(call(&iam::listInstanceProfiles, {.pathPrefix = "/x/"}).instanceProfiles.size(), 1U);
}

}  // namespace
}  // namespace amilocal::test
