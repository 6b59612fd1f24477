#include "amilocal/core/key_pair.h"

#include <gtest/gtest.h>

#include "amilocal/core/text.h"

namespace amilocal {
namespace {

// Made by ssh-keygen; the fingerprints are those of `openssl rsa -pubout -outform DER | openssl md5
// -c` and of `ssh-keygen -l`, which are the commands that AWS names for comparing them (EC2 User
// Guide, "Verify the fingerprint of your key pair").
constexpr std::string_view kRsa =
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDBxvY+GhaT58Ye6DcosZbCwVUTeLZYZ6fq4AOcQpBht0p"
    "jPfEYinf5XDIKEC64coKNvg6CvVFA6Frox5rzcIyc81WpdZHm3hsTyuVQ4cKQhdCtb/S0x2eB57"
    "2tdA16Hjo146SFt3HKPbjybdk9JGlzA06aCKrmYnC2QVEdXuBStL1VtEJaXDHnUQF5xTlyyIMgC"
    "XMPeH/DRoQBBC7ZJO+UlnuKzOcJp3OoUVLQtm/vF973LvxLy/xPExlu2apRuTWIgO0CcbtbFJ+4"
    "uaz3J0PVje0H9z/tKLETe2K+ANQ1CWrhcL25/4Pab39N8WMm/ClAVCsb4TUsqSX096u+48l/ me";
constexpr std::string_view kRsaFingerprint = "8e:ba:45:fd:42:ac:79:e9:bf:ae:b9:3a:7c:66:18:71";
constexpr std::string_view kEd25519 =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAlxI1iQUg9mmZz09d4givCx6ZPmU63BzUCVPmgumDoN me";
constexpr std::string_view kEd25519Fingerprint = "UMYP3dwBjEXlJyvDJ1XvEVDR/0SOa3JeHodE3xtz+JA=";

TEST(KeyPair, ReadsRsaKeys) {
  const auto key = readPublicKey(kRsa);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->type, KeyType::rsa);
  EXPECT_EQ(key->fingerprint, kRsaFingerprint);
  EXPECT_EQ(key->publicKey + " me", kRsa);
}

TEST(KeyPair, ReadsEd25519Keys) {
  const auto key = readPublicKey(std::string(kEd25519) + "\n");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->type, KeyType::ed25519);
  EXPECT_EQ(key->fingerprint, kEd25519Fingerprint);
}

TEST(KeyPair, ReadsTheBase64AloneAndTheMarksOfRfc4716) {
  const auto base64 = std::string(kRsa.substr(8, kRsa.size() - 11));
  EXPECT_EQ(readPublicKey(base64)->fingerprint, kRsaFingerprint);
  const auto marked = "---- BEGIN SSH2 PUBLIC KEY ----\nComment: \"2048-bit RSA, \\\nmine\"\n" +
                      base64.substr(0, 70) + "\n" + base64.substr(70) +
                      "\n---- END SSH2 PUBLIC KEY ----\n";
  ASSERT_TRUE(readPublicKey(marked));
  EXPECT_EQ(readPublicKey(marked)->fingerprint, kRsaFingerprint);
}

TEST(KeyPair, ReadsNothingElse) {
  for (const std::string text : {"", "ssh-rsa", "ssh-dss AAAAB3NzaC1kc3M=", "ssh-rsa AAAAB3Nz",
                                 "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAAQAAAA=="})
    EXPECT_FALSE(readPublicKey(text)) << text;
}

TEST(KeyPair, MakesRsaKeysInBothForms) {
  const auto made = makeKeyPair(KeyType::rsa, KeyFormat::pem, "mine");
  EXPECT_TRUE(made.privateKey.starts_with("-----BEGIN RSA PRIVATE KEY-----\n"));
  EXPECT_EQ(made.fingerprint.size(), 59U);  // 20 bytes of SHA-1
  const auto read = readPublicKey(made.publicKey);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->fingerprint.size(), 47U);  // 16 bytes of MD5
  const auto putty = makeKeyPair(KeyType::rsa, KeyFormat::ppk, "mine");
  EXPECT_TRUE(putty.privateKey.starts_with(
      "PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: mine\nPublic-Lines: 6\n"));
}

TEST(KeyPair, MakesEd25519KeysWithTheFingerprintOfTheirPublicKey) {
  const auto made = makeKeyPair(KeyType::ed25519, KeyFormat::pem, "mine");
  EXPECT_TRUE(made.privateKey.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
  EXPECT_EQ(readPublicKey(made.publicKey)->fingerprint, made.fingerprint);
  EXPECT_EQ(decodeBase64(made.fingerprint)->size(), 32U);
}

TEST(KeyPair, EncryptsForTheOwnersOfRsaKeys) {
  const auto rsa = makeKeyPair(KeyType::rsa, KeyFormat::pem, "");
  EXPECT_EQ(encryptFor(rsa.publicKey, "secret")->size(), 256U);
  EXPECT_NE(encryptFor(rsa.publicKey, "secret"), encryptFor(rsa.publicKey, "secret"));
  const auto ed25519 = makeKeyPair(KeyType::ed25519, KeyFormat::pem, "");
  EXPECT_FALSE(encryptFor(ed25519.publicKey, "secret").has_value());
  EXPECT_FALSE(encryptFor("no key", "secret").has_value());
}

}  // namespace
}  // namespace amilocal
