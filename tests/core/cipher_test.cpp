#include "amilocal/core/cipher.h"

#include <gtest/gtest.h>

#include "amilocal/core/text.h"

namespace amilocal::test {
namespace {

using Way = AesStream::Way;

const std::string kKey(16, 'k'), kIv(16, 'i');

std::string run(Way way, std::string_view text, std::size_t step) {
  AesStream stream(way, kKey, kIv);
  std::string out;
  for (; !text.empty(); text.remove_prefix(std::min(step, text.size())))
    out += stream.update(text.substr(0, step));
  return out + stream.finish();
}

// NIST SP 800-38A, F.2.1, CBC-AES128.Encrypt, the first block.
TEST(AesStream, EncryptsAsTheStandardSays) {
  AesStream stream(Way::encrypt, *decodeHex("2b7e151628aed2a6abf7158809cf4f3c"),
                   *decodeHex("000102030405060708090a0b0c0d0e0f"));
  EXPECT_EQ(encodeHex(stream.update(*decodeHex("6bc1bee22e409f96e93d7e117393172a"))),
            "7649abac8119b246cee98e9b12e9197d");
}

TEST(AesStream, ComesBackInPiecesOfAnySize) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += std::to_string(i);
  const auto whole = run(Way::encrypt, text, text.size());
  for (const std::size_t step : {1u, 7u, 16u, 100u}) {
    EXPECT_EQ(run(Way::encrypt, text, step), whole) << step;
    EXPECT_EQ(run(Way::decrypt, whole, step), text) << step;
  }
  EXPECT_EQ(run(Way::decrypt, run(Way::encrypt, "", 1), 1), "");
}

TEST(AesStream, NoticesAnotherKeyAndAMissingEnd) {
  const auto secret = run(Way::encrypt, "some bytes", 16);
  AesStream other(Way::decrypt, std::string(16, 'x'), kIv);
  other.update(secret);
  EXPECT_THROW(other.finish(), BadCiphertext);
  EXPECT_THROW(run(Way::decrypt, secret.substr(0, 15), 16), BadCiphertext);
  EXPECT_THROW(run(Way::decrypt, "", 16), BadCiphertext);
}

TEST(AesStream, HasKeysOfSixteenBytes) {
  EXPECT_THROW(AesStream(Way::encrypt, "short", kIv), std::invalid_argument);
  EXPECT_THROW(AesStream(Way::encrypt, kKey, "short"), std::invalid_argument);
}

TEST(RandomBytes, Differ) {
  EXPECT_EQ(randomBytes(16).size(), 16u);
  EXPECT_NE(randomBytes(16), randomBytes(16));
}

}  // namespace
}  // namespace amilocal::test
