#include "gateway/answer_memory.h"

#include <gtest/gtest.h>

namespace amilocal::gateway {
namespace {

constexpr DataStamp kNow{.commits = 1, .second = 10};
const std::string kId = "0a1b";

KnownAnswer answer(std::string text) { return takeApart(text, kId).value(); }

TEST(AnswerMemory, KnowsAnAnswerButForItsId) {
  AnswerMemory memory;
  EXPECT_FALSE(memory.find(kNow, "question"));
  memory.keep(kNow, "question", answer("<id>0a1b</id><images/>"));
  const auto known = memory.find(kNow, "question");
  ASSERT_TRUE(known);
  EXPECT_EQ(known->beforeId, "<id>");
  EXPECT_EQ(*known->behindId, "</id><images/>");
  EXPECT_FALSE(memory.find(kNow, "another"));
}

TEST(AnswerMemory, ForgetsWithEachCommitAndEachSecond) {
  for (const DataStamp later : {DataStamp{2, 10}, DataStamp{1, 11}, DataStamp{2, 3}}) {
    AnswerMemory memory;
    memory.keep(kNow, "question", answer("0a1b"));
    EXPECT_FALSE(memory.find(later, "question"));
    EXPECT_EQ(memory.size(), 0U);
  }
}

// A reader that is slow may keep what it read before a commit: it counts for then.
TEST(AnswerMemory, DoesNotTakeAnOldAnswerForAPresentOne) {
  AnswerMemory memory;
  memory.keep({2, 10}, "question", answer("new 0a1b"));
  memory.keep(kNow, "question", answer("old 0a1b"));
  EXPECT_FALSE(memory.find({2, 10}, "question"));
}

TEST(AnswerMemory, LeavesAnAnswerWithoutAnIdAsItIs) {
  std::string text = "<images/>";
  EXPECT_FALSE(takeApart(text, kId));
  EXPECT_EQ(text, "<images/>");
}

TEST(AnswerMemory, IsBounded) {
  AnswerMemory memory;
  memory.keep(kNow, "whale", answer(kId + std::string(AnswerMemory::kBytesMax, 'x')));
  EXPECT_EQ(memory.size(), 0U);
  const auto third = kId + std::string(AnswerMemory::kBytesMax / 3, 'x');
  for (const auto* question : {"a", "b", "c"}) memory.keep(kNow, question, answer(third));
  EXPECT_EQ(memory.size(), 1U);
  EXPECT_TRUE(memory.find(kNow, "c"));
}

}  // namespace
}  // namespace amilocal::gateway
