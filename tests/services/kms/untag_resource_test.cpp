#include "kms_world.h"

namespace amilocal::test {
namespace {

class KmsUntagResource : public KmsWorld {};

TEST_F(KmsUntagResource, TakesTheKeysAway) {
  const auto key = givenKey();
  call(&kms::tagResource, {.keyId = key, .tags = {{.tagKey = "k", .tagValue = "1"}}});
  call(&kms::untagResource, {.keyId = key, .tagKeys = {"k"}});
  EXPECT_TRUE(call(&kms::listResourceTags, {.keyId = key}).tags.empty());
}

}  // namespace
}  // namespace amilocal::test
