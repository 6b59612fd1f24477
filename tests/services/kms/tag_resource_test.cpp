#include "kms_world.h"

namespace amilocal::test {
namespace {

class KmsTagResource : public KmsWorld {};

TEST_F(KmsTagResource, AddsAndReplaces) {
  const auto key = givenKey();
  call(&kms::tagResource, {.keyId = key, .tags = {{.tagKey = "k", .tagValue = "1"}}});
  call(&kms::tagResource, {.keyId = key, .tags = {{.tagKey = "k", .tagValue = "2"}}});
  EXPECT_EQ(call(&kms::listResourceTags, {.keyId = key}).tags.at(0).tagValue, "2");
}

TEST_F(KmsTagResource, RefusesReservedKeys) {
  EXPECT_EQ(errorOf(&kms::tagResource,
                    {.keyId = givenKey(), .tags = {{.tagKey = "aws:x", .tagValue = ""}}})
                .code(),
            "TagException");
}

}  // namespace
}  // namespace amilocal::test
