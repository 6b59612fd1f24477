#include "kms_world.h"

namespace amilocal::test {
namespace {

class ListKeys : public KmsWorld {};

TEST_F(ListKeys, ListsInPagesWithTheManagedKey) {
  givenKey();
  givenKey();
  const auto first = call(&kms::listKeys, {.limit = 2});
  EXPECT_TRUE(*first.truncated);
  const auto rest = call(&kms::listKeys, {.marker = first.nextMarker});
  EXPECT_EQ(rest.keys.size(), 1U);
  EXPECT_FALSE(*rest.truncated);
  EXPECT_EQ(errorOf(&kms::listKeys, {.limit = 0}).code(), "ValidationException");
}

}  // namespace
}  // namespace amilocal::test
