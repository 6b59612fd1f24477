#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeKeyPairs = NetworkWorld;

TEST_F(DescribeKeyPairs, FindsPairsByNameIdAndFingerprint) {
  const auto made = call(&ec2::createKeyPair, {.keyName = "mine", .keyType = "ed25519"});
  call(&ec2::createKeyPair, {.keyName = "other", .keyType = "ed25519"});
  const auto byId = call(&ec2::describeKeyPairs, {.keyPairIds = {*made.keyPairId}}).keyPairs;
  ASSERT_EQ(byId.size(), 1U);
  EXPECT_EQ(byId[0].keyName, "mine");
  EXPECT_EQ(byId[0].createTime, now());
  EXPECT_FALSE(byId[0].publicKey);
  EXPECT_EQ(call(&ec2::describeKeyPairs, {.filters = {filter("fingerprint", *made.keyFingerprint)}})
                .keyPairs.size(),
            1U);
}

TEST_F(DescribeKeyPairs, RefusesWhatIsNotThere) {
  expectError(errorOf(&ec2::describeKeyPairs, {.keyNames = {"x"}}), "InvalidKeyPair.NotFound",
              "The key pair 'x' does not exist");
  // errors::keyPairIdNotFound
  expectError(errorOf(&ec2::describeKeyPairs, {.keyPairIds = {"key-12345678"}}),
              "InvalidKeyPair.NotFound");
}

}  // namespace
}  // namespace amilocal::test
