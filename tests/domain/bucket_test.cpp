#include "amilocal/domain/bucket.h"

#include <gtest/gtest.h>

namespace amilocal::domain {
namespace {

TEST(Pairs, AreReadAsTheyWereWritten) {
  const Tags pairs{{"a b", "1&2=3"}, {"empty", ""}, {"\xc3\xa4", "%"}};
  EXPECT_EQ(pairsOf(pairsText(pairs)), pairs);
  EXPECT_EQ(pairsText({}), "");
  EXPECT_TRUE(pairsOf("").empty());
}

// x-amz-tagging comes from clients: a name alone has the empty value.
TEST(Pairs, TakeWhatClientsSend) {
  EXPECT_EQ(pairsOf("k&&n=v+w"), (Tags{{"k", ""}, {"n", "v w"}}));
}

}  // namespace
}  // namespace amilocal::domain
