#include "amilocal/core/rsa.h"

#include <gtest/gtest.h>

#include "support/test_keys.h"

namespace amilocal::test {
namespace {

TEST(Rsa, IsReadByTheOwnerOfTheKeyAlone) {
  const auto secret = RsaPublicKey::ofCertificate(kCertificate).encrypt("0123456789abcdef");
  EXPECT_EQ(RsaPrivateKey::ofPem(kPrivateKey).decrypt(secret), "0123456789abcdef");
  EXPECT_NE(RsaPrivateKey::ofPem(kOtherPrivateKey).decrypt(secret), "0123456789abcdef");
  EXPECT_NE(RsaPrivateKey::ofPem(kPrivateKey).decrypt("too short"), "too short");
}

TEST(Rsa, SignsForTheOwnerOfTheKeyAlone) {
  const auto signature = RsaPrivateKey::ofPem(kPrivateKey).sign("text");
  const auto key = RsaPublicKey::ofCertificate(kCertificate);
  EXPECT_TRUE(key.hasSigned("text", signature));
  EXPECT_FALSE(key.hasSigned("Text", signature));
  EXPECT_FALSE(key.hasSigned("text", signature.substr(1)));
  EXPECT_FALSE(key.hasSigned("text", ""));
  EXPECT_FALSE(RsaPublicKey::ofCertificate(kOtherCertificate).hasSigned("text", signature));
}

TEST(Rsa, IsNotReadFromSomethingElse) {
  for (const auto text : {std::string_view(), std::string_view("text"), kPrivateKey,
                          kEllipticCertificate, kCertificate.substr(0, 300)})
    EXPECT_THROW(RsaPublicKey::ofCertificate(text), BadKey) << text;
  for (const auto text : {std::string_view(), std::string_view("text"), kCertificate,
                          kEllipticPrivateKey, kPrivateKey.substr(0, 300)})
    EXPECT_THROW(RsaPrivateKey::ofPem(text), BadKey) << text;
}

}  // namespace
}  // namespace amilocal::test
