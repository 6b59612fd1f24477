#include "kms_world.h"

namespace amilocal::test {
namespace {

class ListResourceTags : public KmsWorld {};

TEST_F(ListResourceTags, ListsByKey) {
  const auto key =
      *call(&kms::createKey,
            {.tags = {{.tagKey = "z", .tagValue = "1"}, {.tagKey = "b", .tagValue = "2"}}})
           .keyMetadata->arn;
  const auto tags = call(&kms::listResourceTags, {.keyId = key}).tags;
  ASSERT_EQ(tags.size(), 2U);
  EXPECT_EQ(tags.at(0).tagKey, "b");
}

}  // namespace
}  // namespace amilocal::test
