#include "kms_world.h"

namespace amilocal::test {
namespace {

class UpdateAlias : public KmsWorld {};

TEST_F(UpdateAlias, TurnsTheAliasToAnotherKey) {
  call(&kms::createAlias, {.aliasName = "alias/a", .targetKeyId = givenKey()});
  const auto other = givenKey();
  call(&kms::updateAlias, {.aliasName = "alias/a", .targetKeyId = other});
  EXPECT_EQ(call(&kms::describeKey, {.keyId = "alias/a"}).keyMetadata->arn, other);
}

}  // namespace
}  // namespace amilocal::test
