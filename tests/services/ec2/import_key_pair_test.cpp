#include "amilocal/core/text.h"
#include "network_world.h"

namespace amilocal::test {
namespace {

using ImportKeyPair = NetworkWorld;

constexpr std::string_view kPublicKey =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBmgEGQFg6W3Ewf1phrb2emvK2FFbqQ2b6lROcKwRxlR me@host";

TEST_F(ImportKeyPair, KeepsThePublicKey) {
  ec2::ImportKeyPairRequest request;
  request.keyName = "mine";
  request.publicKeyMaterial = encodeBase64(kPublicKey);
  const auto made = call(&ec2::importKeyPair, request);
  EXPECT_FALSE(made.keyFingerprint->empty());
  const auto shown = call(&ec2::describeKeyPairs, {.keyNames = {"mine"}, .includePublicKey = true});
  EXPECT_EQ(shown.keyPairs.at(0).keyType, "ed25519");
  EXPECT_EQ(shown.keyPairs.at(0).publicKey, std::string(kPublicKey.substr(0, 81)) + "mine");
}

TEST_F(ImportKeyPair, RefusesWhatIsNoKey) {
  // errors::invalidPublicKey
  for (const std::string material : {"?", "c3NoLWRzcyBBQUFB", ""})
    expectError(errorOf(&ec2::importKeyPair, {.keyName = "mine", .publicKeyMaterial = material}),
                "InvalidKey.Format", "Key is not in valid OpenSSH public key format");
}

}  // namespace
}  // namespace amilocal::test
