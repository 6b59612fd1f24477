#include "kms_world.h"

namespace amilocal::test {
namespace {

class CancelKeyDeletion : public KmsWorld {};

TEST_F(CancelKeyDeletion, LeavesTheKeyDisabled) {
  const auto key = givenKey();
  expectError(errorOf(&kms::cancelKeyDeletion, {.keyId = key}), "KMSInvalidStateException",
              key + " is not pending deletion.");
  call(&kms::scheduleKeyDeletion, {.keyId = key});
  EXPECT_EQ(call(&kms::cancelKeyDeletion, {.keyId = key}).keyId, key);
  advance(40 * kDay);
  EXPECT_EQ(stateOf(key), "Disabled");
}

}  // namespace
}  // namespace amilocal::test
