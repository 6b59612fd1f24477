#include "kms_world.h"

namespace amilocal::test {
namespace {

class DisableKeyRotation : public KmsWorld {};

TEST_F(DisableKeyRotation, EndsIt) {
  const auto key = givenKey();
  call(&kms::enableKeyRotation, {.keyId = key});
  call(&kms::disableKeyRotation, {.keyId = key});
  EXPECT_FALSE(*call(&kms::getKeyRotationStatus, {.keyId = key}).keyRotationEnabled);
}

}  // namespace
}  // namespace amilocal::test
