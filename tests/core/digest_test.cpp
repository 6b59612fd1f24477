#include "amilocal/core/digest.h"

#include <gtest/gtest.h>

#include "amilocal/core/text.h"

namespace amilocal {
namespace {

std::string hexOf(DigestKind kind, std::string_view text) {
  return encodeHex(digestOf(kind, text));
}

// The check values of the catalogue of CRC algorithms are those of "123456789"; the others are
// from RFC 1321, RFC 3174 and FIPS 180-4.
TEST(Digest, GivesThePublishedValues) {
  EXPECT_EQ(hexOf(DigestKind::crc32, "123456789"), "cbf43926");
  EXPECT_EQ(hexOf(DigestKind::crc32c, "123456789"), "e3069283");
  EXPECT_EQ(hexOf(DigestKind::crc64nvme, "123456789"), "ae8b14860a799888");
  EXPECT_EQ(hexOf(DigestKind::md5, "abc"), "900150983cd24fb0d6963f7d28e17f72");
  EXPECT_EQ(hexOf(DigestKind::sha1, "abc"), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(hexOf(DigestKind::sha256, "abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// Bodies arrive in pieces of any length.
TEST(Digest, DoesNotSeeHowItsTextWasCut) {
  const std::string text(1000, 'x');
  for (const auto kind : {DigestKind::md5, DigestKind::crc32, DigestKind::crc64nvme}) {
    Digest digest(kind);
    digest.update(std::string_view(text).substr(0, 13));
    digest.update(std::string_view(text).substr(13));
    EXPECT_EQ(digest.finish(), digestOf(kind, text)) << toString(kind);
  }
}

// S3 tells the CRC of a whole object whose parts came one by one.
TEST(Digest, JoinsTheCrcsOfParts) {
  const std::string first = "12345";
  const std::string second = "6789, and a tail longer than a word";
  for (const auto kind : {DigestKind::crc32, DigestKind::crc32c, DigestKind::crc64nvme})
    EXPECT_EQ(joinCrc(kind, digestOf(kind, first), digestOf(kind, second), second.size()),
              digestOf(kind, first + second))
        << toString(kind);
}

TEST(Digest, IsNamedAsS3NamesIt) {
  EXPECT_EQ(parseDigestKind("crc32c"), DigestKind::crc32c);
  EXPECT_EQ(parseDigestKind("CRC64NVME"), DigestKind::crc64nvme);
  EXPECT_EQ(toString(DigestKind::sha256), "SHA256");
  EXPECT_FALSE(parseDigestKind("CRC16"));
}

}  // namespace
}  // namespace amilocal
