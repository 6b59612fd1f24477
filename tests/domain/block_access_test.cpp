#include "amilocal/domain/block_access.h"

#include <gtest/gtest.h>

#include <chrono>

namespace amilocal::domain {
namespace {

using namespace std::chrono_literals;

constexpr Instant kNow{1'700'000'000s};

TEST(BlockAccess, GivesTokensForOneBlock) {
  const auto token = blockToken("snap-1", 7, "blob", kNow + 1h);
  EXPECT_TRUE(isBlockToken(token, "snap-1", 7, "blob", kNow));
  EXPECT_FALSE(isBlockToken(token, "snap-2", 7, "blob", kNow));
  EXPECT_FALSE(isBlockToken(token, "snap-1", 8, "blob", kNow));
  EXPECT_FALSE(isBlockToken(token, "snap-1", 7, "other", kNow));
  EXPECT_FALSE(isBlockToken(token, "snap-1", 7, "blob", kNow + 1h));
  EXPECT_FALSE(isBlockToken("nonsense", "snap-1", 7, "blob", kNow));
}

// The model's pattern: base64, at most 256 characters.
TEST(BlockAccess, KeepsTokensShort) {
  EXPECT_LE(blockToken("snap-0123456789abcdef0", 134'217'727, std::string(64, 'f'), kNow).size(),
            256U);
}

TEST(BlockAccess, GivesTokensForPagesOfAList) {
  const auto token = blockPageToken("list", 42, kNow);
  EXPECT_EQ(blockPageBegin(token, "list", kNow + 59min), 42);
  EXPECT_FALSE(blockPageBegin(token, "list", kNow + 60min));
  EXPECT_FALSE(blockPageBegin(token, "other", kNow));
  EXPECT_FALSE(blockPageBegin("", "list", kNow));
  EXPECT_EQ(blockTokensExpire(kNow), kNow + 168h);
}

}  // namespace
}  // namespace amilocal::domain
