#include "kms_world.h"

namespace amilocal::test {
namespace {

class CreateAlias : public KmsWorld {};

TEST_F(CreateAlias, NamesAKeyOnce) {
  const auto key = givenKey();
  call(&kms::createAlias, {.aliasName = "alias/a", .targetKeyId = key});
  expectError(errorOf(&kms::createAlias, {.aliasName = "alias/a", .targetKeyId = key}),
              "AlreadyExistsException",
              "An alias with the name arn:aws:kms:us-east-1:111111111111:alias/a already exists");
}

TEST_F(CreateAlias, RefusesNamesThatAreNotAliasesOrAreReserved) {
  const auto key = givenKey();
  for (const auto* name : {"a", "alias/", "alias/aws/x", "alias/a b"})
    EXPECT_EQ(errorOf(&kms::createAlias, {.aliasName = name, .targetKeyId = key}).code(),
              "InvalidAliasNameException")
        << name;
}

}  // namespace
}  // namespace amilocal::test
