#include "network_world.h"

namespace amilocal::test {
namespace {

using CreateKeyPair = NetworkWorld;

TEST_F(CreateKeyPair, GivesThePrivateKeyOnce) {
  ec2::CreateKeyPairRequest request;
  request.keyName = "mine";
  request.tagSpecifications = tagged("key-pair");
  const auto made = call(&ec2::createKeyPair, request);
  EXPECT_TRUE(made.keyMaterial->starts_with("-----BEGIN RSA PRIVATE KEY-----"));
  EXPECT_EQ(made.keyFingerprint->size(), 59U);  // SHA-1 with colons
  EXPECT_TRUE(made.keyPairId->starts_with("key-"));
  EXPECT_EQ(made.tags.at(0).value, "mine");
}

TEST_F(CreateKeyPair, MakesOtherTypesAndFormats) {
  ec2::CreateKeyPairRequest request;
  request.keyName = "mine";
  request.keyType = "ed25519";
  EXPECT_TRUE(call(&ec2::createKeyPair, request)
                  .keyMaterial->starts_with("-----BEGIN OPENSSH PRIVATE KEY-----"));
  request.keyName = "windows";
  request.keyFormat = "ppk";
  EXPECT_TRUE(call(&ec2::createKeyPair, request)
                  .keyMaterial->starts_with("PuTTY-User-Key-File-2: ssh-ed25519"));
}

TEST_F(CreateKeyPair, IsWhatInstancesAreLaunchedWith) {
  call(&ec2::createKeyPair, {.keyName = "mine", .keyType = "ed25519"});
  auto request = launch();
  request.keyName = "mine";
  EXPECT_EQ(call(&ec2::runInstances, request).instances[0].keyName, "mine");
}

TEST_F(CreateKeyPair, RefusesATakenName) {
  call(&ec2::createKeyPair, {.keyName = "mine", .keyType = "ed25519"});
  // errors::keyPairDuplicate, nameTooLong
  expectError(errorOf(&ec2::createKeyPair, {.keyName = "mine"}), "InvalidKeyPair.Duplicate",
              "The keypair 'mine' already exists.");
  expectError(errorOf(&ec2::createKeyPair, {.keyName = std::string(256, 'x')}),
              "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
