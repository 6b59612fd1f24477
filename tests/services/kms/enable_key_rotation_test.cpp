#include "kms_world.h"

namespace amilocal::test {
namespace {

class EnableKeyRotation : public KmsWorld {};

TEST_F(EnableKeyRotation, TellsWhenTheNextRotationIs) {
  const auto key = givenKey();
  call(&kms::enableKeyRotation, {.keyId = key, .rotationPeriodInDays = 90});
  const auto start = now();
  advance(100 * kDay);
  const auto status = call(&kms::getKeyRotationStatus, {.keyId = key});
  EXPECT_EQ(status.rotationPeriodInDays, 90);
  EXPECT_EQ(status.nextRotationDate, start + 180 * kDay);
}

TEST_F(EnableKeyRotation, RefusesADisabledKeyAndPeriodsOutOfBounds) {
  const auto key = givenKey();
  EXPECT_EQ(errorOf(&kms::enableKeyRotation, {.keyId = key, .rotationPeriodInDays = 89}).code(),
            "ValidationException");
  call(&kms::disableKey, {.keyId = key});
  expectError(errorOf(&kms::enableKeyRotation, {.keyId = key}), "DisabledException",
              key + " is disabled.");
}

}  // namespace
}  // namespace amilocal::test
