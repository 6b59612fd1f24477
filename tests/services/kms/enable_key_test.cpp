#include "kms_world.h"

namespace amilocal::test {
namespace {

class EnableKey : public KmsWorld {};

TEST_F(EnableKey, UndoesDisableKey) {
  const auto key = givenKey();
  call(&kms::disableKey, {.keyId = key});
  call(&kms::enableKey, {.keyId = key});
  EXPECT_EQ(stateOf(key), "Enabled");
}

}  // namespace
}  // namespace amilocal::test
