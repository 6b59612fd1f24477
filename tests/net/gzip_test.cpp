#include "amilocal/net/gzip.h"

#include <gtest/gtest.h>

#include <string>

#include "amilocal/core/text.h"

namespace amilocal::test {
namespace {

std::string compressed(std::string_view text, std::size_t step) {
  std::string out;
  GzipWriter writer([&](std::string_view bytes) { out += bytes; });
  for (; !text.empty(); text.remove_prefix(std::min(step, text.size())))
    writer.write(text.substr(0, step));
  writer.finish();
  return out;
}

std::string plain(std::string_view gzip, std::size_t step) {
  std::string out;
  GzipReader reader([&](std::string_view bytes) { out += bytes; });
  for (; !gzip.empty(); gzip.remove_prefix(std::min(step, gzip.size())))
    reader.write(gzip.substr(0, step));
  reader.finish();
  return out;
}

/// Half of it can be compressed, half cannot.
std::string mixedText() {
  std::string text;
  std::uint32_t chance = 1;
  for (int i = 0; i < 300'000; ++i) {
    chance = chance * 1664525 + 1013904223;
    text += i % 20'000 < 10'000 ? 'a' : static_cast<char>(chance >> 24);
  }
  return text;
}

TEST(Gzip, ComesBackInPiecesOfAnySize) {
  const auto text = mixedText();
  for (const std::size_t step : {100u, 65'536u, 300'000u}) {
    const auto gzip = compressed(text, step);
    EXPECT_LT(gzip.size(), text.size() * 6 / 10);
    EXPECT_EQ(plain(gzip, step + 1), text);
  }
  EXPECT_EQ(plain(compressed("a", 1), 1), "a");
  EXPECT_EQ(plain(compressed("", 1), 1), "");
}

TEST(Gzip, ComesBackWhereverItIsCutInTwo) {
  const auto mixed = mixedText();
  for (std::size_t size = 0; size < 40; ++size) {
    const auto text = mixed.substr(9'990, size) + std::string(20 * size, 'z');
    const auto gzip = compressed(text, text.size() + 1);
    for (std::size_t cut = 1; cut <= gzip.size(); ++cut) {
      SCOPED_TRACE(std::to_string(cut) + " of " + std::to_string(gzip.size()));
      EXPECT_EQ(plain(gzip, cut), text);
    }
  }
}

TEST(Gzip, MakesLittleOfZeros) {
  const std::string zeros(20 << 20, '\0');
  const auto gzip = compressed(zeros, 1 << 16);
  EXPECT_LT(gzip.size(), zeros.size() / 500);
  EXPECT_EQ(plain(gzip, 1000), zeros);
}

// Made by gzip 1.12 of "hello" and a line's end, with the name of the file in the header.
TEST(Gzip, IsReadAsGzipWritesIt) {
  const auto gzip = decodeHex("1f8b0808000000000003782e74787400cb48cdc9c9e7020020303a3606000000");
  ASSERT_TRUE(gzip);
  EXPECT_EQ(plain(*gzip, 1), "hello\n");
  EXPECT_EQ(plain(*gzip, 100), "hello\n");
}

TEST(Gzip, IsNotReadWhenItIsDamaged) {
  const auto good = compressed(mixedText(), 1000);
  EXPECT_THROW(plain("PK\x03\x04 this is a zip", 100), BadGzip);
  EXPECT_THROW(plain("", 1), BadGzip);
  EXPECT_THROW(plain(good.substr(0, 5), 100), BadGzip);
  EXPECT_THROW(plain(good.substr(0, good.size() / 2), 100), BadGzip);
  EXPECT_THROW(plain(good.substr(0, good.size() - 1), 100), BadGzip);
  EXPECT_THROW(plain(good + "x", 100), BadGzip);
  EXPECT_THROW(plain(good + "x", good.size() + 1), BadGzip);
  auto bad = good;
  bad[good.size() / 2] = static_cast<char>(~bad[good.size() / 2]);
  EXPECT_THROW(plain(bad, 100), BadGzip);
  bad = good;
  bad[good.size() - 6] = static_cast<char>(~bad[good.size() - 6]);  // the checksum
  EXPECT_THROW(plain(bad, 100), BadGzip);
}

TEST(Gzip, HasNoEndlessHeader) {
  std::string head("\x1f\x8b\x08\x08\0\0\0\0\0\x03", 10);
  head.append(1 << 18, 'n');
  EXPECT_THROW(plain(head, 4096), BadGzip);
}

}  // namespace
}  // namespace amilocal::test
