#include "amilocal/domain/encryption.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace amilocal::domain {
namespace {

bool isUsable(const std::string& key, const std::vector<std::string>& unusable = {}) {
  return isUsableKey(keyArn(key, "us-east-1", "111111111111"), "us-east-1", "111111111111",
                     unusable);
}

// The rule is ours, for there is no KMS (docs/compatibility.md).
TEST(UsableKeys, AreAllThatAreWellNamed) {
  for (const auto* key : {"alias/mine", "alias/aws/ebs", "1234abcd-12ab-34cd-56ef-1234567890ab",
                          "arn:aws:kms:us-east-1:111111111111:key/k",
                          "arn:aws:kms:us-east-1:111111111111:alias/mine"})
    EXPECT_TRUE(isUsable(key)) << key;
}

// On AWS the key's policy may allow it.
TEST(UsableKeys, MayBeAnotherAccounts) {
  EXPECT_TRUE(isUsable("arn:aws:kms:us-east-1:222222222222:key/k"));
}

TEST(UsableKeys, AreOfTheRegion) {
  EXPECT_FALSE(isUsable("arn:aws:kms:eu-west-1:111111111111:key/k"));
}

TEST(UsableKeys, HaveAWellFormedArn) {
  for (const auto* key : {"arn:aws:kms:us-east-1:111111111111:key/", "arn:aws:kms:us-east-1",
                          "arn:aws:s3:us-east-1:111111111111:key/k",
                          "arn:aws:kms:us-east-1:1:key/k", "arn:aws:kms:us-east-1:111111111111:k"})
    EXPECT_FALSE(isUsable(key)) << key;
}

// By id, alias or ARN, in the account and Region that ask.
TEST(UsableKeys, AreNotNamedAsUnusable) {
  EXPECT_FALSE(isUsable("alias/broken", {"alias/broken"}));
  EXPECT_FALSE(isUsable("arn:aws:kms:us-east-1:111111111111:alias/broken", {"alias/broken"}));
  EXPECT_FALSE(isUsable("k", {"other", "k"}));
  EXPECT_FALSE(isUsable("k", {"arn:aws:kms:us-east-1:111111111111:key/k"}));
  EXPECT_TRUE(isUsable("k", {"arn:aws:kms:us-east-1:222222222222:key/k"}));
}

}  // namespace
}  // namespace amilocal::domain
