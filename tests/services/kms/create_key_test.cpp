#include "kms_world.h"

namespace amilocal::test {
namespace {

class CreateKey : public KmsWorld {};

TEST_F(CreateKey, AnswersAnEnabledSymmetricKey) {
  const auto key = *call(&kms::createKey, {.description = "d"}).keyMetadata;
  EXPECT_EQ(key.arn, "arn:aws:kms:us-east-1:111111111111:key/" + *key.keyId);
  EXPECT_EQ(key.keyState, "Enabled");
  EXPECT_EQ(key.keySpec, "SYMMETRIC_DEFAULT");
  EXPECT_EQ(key.keyManager, "CUSTOMER");
  EXPECT_TRUE(*key.enabled);
}

// EBS takes no other keys.
TEST_F(CreateKey, RefusesOtherKindsOfKeys) {
  const auto refused = [&](kms::CreateKeyRequest request) {
    return errorOf(&kms::createKey, request).code();
  };
  EXPECT_EQ(refused({.keySpec = "RSA_2048"}), "UnsupportedOperation");
  EXPECT_EQ(refused({.keyUsage = "SIGN_VERIFY"}), "UnsupportedOperation");
  EXPECT_EQ(refused({.origin = "EXTERNAL"}), "UnsupportedOperation");
  EXPECT_EQ(refused({.multiRegion = true}), "UnsupportedOperation");
}

TEST_F(CreateKey, RefusesABrokenPolicyAndTags) {
  expectError(errorOf(&kms::createKey, {.policy = "{"}), "MalformedPolicyDocumentException",
              "The new key policy is not a valid JSON document.");
  expectError(errorOf(&kms::createKey,
                      {.tags = {{.tagKey = "a", .tagValue = ""}, {.tagKey = "a", .tagValue = ""}}}),
              "TagException", "Duplicate tag keys");
}

}  // namespace
}  // namespace amilocal::test
