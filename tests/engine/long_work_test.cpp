#include "engine/long_work.h"

#include <gtest/gtest.h>

#include <vector>

namespace amilocal {
namespace {

constexpr Duration kPatience{1'000};
constexpr LongWork::Clock::time_point kBegin{};
constexpr auto kSoon = kBegin + kPatience / 2;
constexpr auto kLate = kBegin + kPatience;

class LongWorkTest : public ::testing::Test {
 protected:
  bool await(std::string_view request, LongWork::Clock::time_point now = kSoon) {
    return work_.await(request, now, [this] { ++resumed_; });
  }
  static void resume(const std::vector<LongWork::Resume>& all) {
    for (const auto& each : all) each();
  }

  LongWork work_{kPatience};
  int resumed_ = 0;
};

TEST_F(LongWorkTest, IsAwaitedByWhoNamesItsSubject) {
  EXPECT_FALSE(work_.isAny());
  EXPECT_FALSE(await("ami-1"));
  const auto stop = work_.begin(1, "ami-1", kBegin);
  EXPECT_TRUE(work_.isAny());
  EXPECT_TRUE(await(R"({"ImageIds":["ami-1"]})"));
  EXPECT_FALSE(await(R"({"ImageIds":["ami-2"]})"));
  resume(work_.keepOnly([](std::int64_t task) { return task == 1; }));
  EXPECT_EQ(resumed_, 0);
  resume(work_.keepOnly([](std::int64_t) { return false; }));
  EXPECT_EQ(resumed_, 1);
  EXPECT_FALSE(work_.isAny());
  EXPECT_TRUE(stop.stop_requested()) << "whoever still works at it works for nobody";
}

TEST_F(LongWorkTest, IsAwaitedForItsFirstSeconds) {
  work_.begin(1, "ami-1", kBegin);
  EXPECT_TRUE(await("ami-1"));
  resume(work_.takeImpatient(kSoon));
  EXPECT_EQ(resumed_, 0);
  resume(work_.takeImpatient(kLate));
  EXPECT_EQ(resumed_, 1);
  EXPECT_FALSE(await("ami-1", kLate));
  EXPECT_FALSE(await("ami-1", kSoon)) << "nobody would come to resume it";
}

TEST_F(LongWorkTest, IsStoppedAtTheEndWheneverItBegan) {
  const auto before = work_.begin(1, "ami-1", kBegin);
  EXPECT_TRUE(await("ami-1"));
  resume(work_.stop());
  EXPECT_EQ(resumed_, 1);
  EXPECT_TRUE(before.stop_requested());
  EXPECT_TRUE(work_.begin(2, "ami-2", kBegin).stop_requested());
}

}  // namespace
}  // namespace amilocal
