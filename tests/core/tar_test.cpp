#include "amilocal/core/tar.h"

#include <gtest/gtest.h>

#include <string>

namespace amilocal {
namespace {

TEST(Tar, HeadersSayWhatTheyWereTold) {
  for (const std::uint64_t size : {0ULL, 1ULL, 8'589'934'591ULL, 8'589'934'592ULL, 1ULL << 50U}) {
    const auto block = tarHeader({.name = "folder/file", .size = size, .modifiedAt = 1});
    EXPECT_EQ(block.size(), kTarBlock);
    const auto entry = readTarHeader(block);
    EXPECT_EQ(entry.name, "folder/file");
    EXPECT_EQ(entry.size, size);
    EXPECT_EQ(entry.type, '0');
  }
  EXPECT_EQ(readTarHeader(tarHeader({.name = std::string(100, 'n')})).name, std::string(100, 'n'));
  EXPECT_THROW(tarHeader({.name = std::string(101, 'n')}), BadTar);
}

TEST(Tar, NoticesAnyByteOfAHeaderThatIsChanged) {
  const auto block = tarHeader({.name = "name", .size = 7});
  for (std::size_t at = 0; at < kTarBlock; ++at) {
    auto changed = block;
    changed[at] = static_cast<char>(changed[at] ^ 0x11);
    // The end of the checksum's own field is a blank that nobody reads.
    if (at == 154 || at == 155) continue;
    EXPECT_THROW(readTarHeader(changed), BadTar) << at;
  }
  EXPECT_THROW(readTarHeader("short"), BadTar);
}

TEST(Tar, FillsBlocks) {
  EXPECT_EQ(tarPadding(0), 0U);
  EXPECT_EQ(tarPadding(1), 511U);
  EXPECT_EQ(tarPadding(512), 0U);
  EXPECT_EQ(tarPadding(513), 511U);
  EXPECT_TRUE(isTarEnd(std::string(kTarBlock, '\0')));
  EXPECT_FALSE(isTarEnd(tarHeader({.name = "a"})));
}

}  // namespace
}  // namespace amilocal
