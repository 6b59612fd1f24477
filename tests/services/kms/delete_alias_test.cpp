#include "kms_world.h"

namespace amilocal::test {
namespace {

class DeleteAlias : public KmsWorld {};

TEST_F(DeleteAlias, ForgetsTheName) {
  call(&kms::createAlias, {.aliasName = "alias/a", .targetKeyId = givenKey()});
  call(&kms::deleteAlias, {.aliasName = "alias/a"});
  EXPECT_EQ(errorOf(&kms::deleteAlias, {.aliasName = "alias/a"}).code(), "NotFoundException");
}

}  // namespace
}  // namespace amilocal::test
