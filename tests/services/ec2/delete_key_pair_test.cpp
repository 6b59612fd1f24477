#include "network_world.h"

namespace amilocal::test {
namespace {

using DeleteKeyPair = NetworkWorld;

// EC2 API Reference, DeleteKeyPair: an unknown name is no error.
TEST_F(DeleteKeyPair, SucceedsTwice) {
  const auto made = call(&ec2::createKeyPair, {.keyName = "mine", .keyType = "ed25519"});
  EXPECT_EQ(call(&ec2::deleteKeyPair, {.keyName = "mine"}).keyPairId, made.keyPairId);
  const auto again = call(&ec2::deleteKeyPair, {.keyName = "mine"});
  EXPECT_EQ(again.return_, true);
  EXPECT_FALSE(again.keyPairId);
  expectError(errorOf(&ec2::deleteKeyPair, {}), "MissingParameter");
}

}  // namespace
}  // namespace amilocal::test
