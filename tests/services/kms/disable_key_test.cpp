#include "kms_world.h"

namespace amilocal::test {
namespace {

class DisableKey : public KmsWorld {};

TEST_F(DisableKey, LeavesTheKeyDescribed) {
  const auto key = givenKey();
  call(&kms::disableKey, {.keyId = key});
  EXPECT_EQ(stateOf(key), "Disabled");
}

// AWS's own keys cannot be changed.
TEST_F(DisableKey, RefusesTheManagedKey) {
  const auto key = *call(&kms::describeKey, {.keyId = "alias/aws/ebs"}).keyMetadata->arn;
  expectError(errorOf(&kms::disableKey, {.keyId = key}), "AccessDeniedException",
              "The operation is not allowed on the AWS managed key " + key + ".");
}

}  // namespace
}  // namespace amilocal::test
