#include "kms_world.h"

namespace amilocal::test {
namespace {

class PutKeyPolicy : public KmsWorld {};

TEST_F(PutKeyPolicy, ReplacesThePolicy) {
  const auto key = givenKey();
  call(&kms::putKeyPolicy, {.keyId = key, .policy = "{}"});
  EXPECT_EQ(call(&kms::getKeyPolicy, {.keyId = key}).policy, "{}");
}

}  // namespace
}  // namespace amilocal::test
