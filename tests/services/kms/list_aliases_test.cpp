#include "kms_world.h"

namespace amilocal::test {
namespace {

class ListAliases : public KmsWorld {};

TEST_F(ListAliases, ListsOwnOnesAndTheManagedOne) {
  const auto key = givenKey();
  call(&kms::createAlias, {.aliasName = "alias/zz", .targetKeyId = key});
  const auto all = call(&kms::listAliases, {}).aliases;
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.at(0).aliasName, "alias/aws/ebs");
  const auto some = call(&kms::listAliases, {.keyId = key}).aliases;
  ASSERT_EQ(some.size(), 1U);
  EXPECT_EQ(some.at(0).aliasName, "alias/zz");
}

}  // namespace
}  // namespace amilocal::test
