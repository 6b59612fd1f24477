#include "kms_world.h"

namespace amilocal::test {
namespace {

class GetKeyRotationStatus : public KmsWorld {};

// Terraform reads it after every apply.
TEST_F(GetKeyRotationStatus, SaysThatANewKeyDoesNotRotate) {
  EXPECT_FALSE(*call(&kms::getKeyRotationStatus, {.keyId = givenKey()}).keyRotationEnabled);
}

}  // namespace
}  // namespace amilocal::test
