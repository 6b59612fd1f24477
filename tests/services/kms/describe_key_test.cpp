#include "kms_world.h"

namespace amilocal::test {
namespace {

class DescribeKey : public KmsWorld {};

TEST_F(DescribeKey, FindsAKeyByItsIdArnAndAlias) {
  const auto arn = givenKey();
  const auto id = arn.substr(arn.rfind('/') + 1);
  call(&kms::createAlias, {.aliasName = "alias/mine", .targetKeyId = id});
  for (const auto& name : {arn, id, std::string("alias/mine"),
                           std::string("arn:aws:kms:us-east-1:111111111111:alias/mine")})
    EXPECT_EQ(call(&kms::describeKey, {.keyId = name}).keyMetadata->arn, arn) << name;
}

// The default key exists in every account (snapshots-volumes-instances.md 1.3).
TEST_F(DescribeKey, KnowsTheManagedKey) {
  const auto key = *call(&kms::describeKey, {.keyId = "alias/aws/ebs"}).keyMetadata;
  EXPECT_EQ(key.keyManager, "AWS");
  EXPECT_EQ(call(&kms::describeKey, {.keyId = *key.arn}).keyMetadata->keyId, key.keyId);
}

TEST_F(DescribeKey, KnowsNoOther) {
  const std::string arn = "arn:aws:kms:us-east-1:111111111111:key/1";
  expectError(errorOf(&kms::describeKey, {.keyId = "1"}), "NotFoundException",
              "Key '" + arn + "' does not exist");
  expectError(errorOf(&kms::describeKey, {.keyId = "alias/x"}), "NotFoundException",
              "Alias arn:aws:kms:us-east-1:111111111111:alias/x is not found.");
}

TEST_F(DescribeKey, KeepsRegionsAndAccountsApart) {
  const auto arn = givenKey();
  in("eu-west-1");
  EXPECT_EQ(errorOf(&kms::describeKey, {.keyId = arn}).code(), "NotFoundException");
  in("us-east-1");
  as(kOther);
  EXPECT_EQ(errorOf(&kms::describeKey, {.keyId = arn}).code(), "NotFoundException");
}

}  // namespace
}  // namespace amilocal::test
