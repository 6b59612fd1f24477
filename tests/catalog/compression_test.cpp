#include "amilocal/catalog/compression.h"

#include <gtest/gtest.h>

namespace amilocal {
namespace {

TEST(Compression, GivesBackWhatItTook) {
  const std::string plain(100'000, 'x');
  const auto frame = compress(plain);
  EXPECT_LT(frame.size(), 200U);
  EXPECT_EQ(expand(frame, plain.size()), plain);
  EXPECT_EQ(expand(compress(""), 0), "");
}

// A few bytes can say that they stand for gigabytes.
TEST(Compression, RefusesMoreThanIsExpected) {
  EXPECT_THROW(expand(compress(std::string(1001, 'x')), 1000), DamagedBytes);
}

TEST(Compression, RefusesWhatIsNoWholeFrame) {
  const auto frame = compress("some text that is long enough to be cut");
  EXPECT_THROW(expand("", 1000), DamagedBytes);
  EXPECT_THROW(expand("nonsense of some length", 1000), DamagedBytes);
  EXPECT_THROW(expand(frame.substr(0, frame.size() - 1), 1000), DamagedBytes);
  EXPECT_THROW(expand(frame + "x", 1000), DamagedBytes);
  auto changed = frame;
  changed[frame.size() / 2] = static_cast<char>(changed[frame.size() / 2] ^ 1);
  EXPECT_THROW(expand(changed, 1000), DamagedBytes);
}

// RFC 8878, 3.1.2: magic 0x184D2A50, least significant byte first, then the size.
TEST(Compression, WritesFramesThatReadersSkip) {
  const auto frame = skippableFrame("abc");
  EXPECT_EQ(frame, std::string("\x50\x2a\x4d\x18\x03\0\0\0abc", 11));
  EXPECT_EQ(skippableContent(frame + "more"), "abc");
  EXPECT_EQ(skippableContent(frame.substr(0, 10)), "");
  EXPECT_EQ(skippableContent("abc"), "");
}

}  // namespace
}  // namespace amilocal
