#include "amilocal/core/clock.h"

#include <gtest/gtest.h>

#include "support/manual_clock.h"

namespace amilocal {
namespace {

using namespace std::chrono;
using test::ManualClock;

constexpr Instant kStart = sys_days{2026y / November / 20};

TEST(ControlledClock, FollowsItsBase) {
  ManualClock base(kStart);
  ControlledClock clock(base);
  base.advance(5s);
  EXPECT_EQ(clock.now(), kStart + 5s);
}

TEST(ControlledClock, GoesOnFromWhereItWasSet) {
  ManualClock base(kStart);
  ControlledClock clock(base);
  clock.set(kStart + 24h);
  base.advance(1s);
  EXPECT_EQ(clock.now(), kStart + 24h + 1s);
}

TEST(ControlledClock, StandsStillWhileFrozenAndResumesThere) {
  ManualClock base(kStart);
  ControlledClock clock(base);
  clock.freeze();
  base.advance(1h);
  EXPECT_EQ(clock.now(), kStart);
  clock.set(kStart + 2h);
  EXPECT_EQ(clock.now(), kStart + 2h);
  clock.resume();
  base.advance(1s);
  EXPECT_EQ(clock.now(), kStart + 2h + 1s);
}

// A restarted server goes on in the time in which it was stopped.
TEST(ControlledClock, KeepsItsStateAcrossARestart) {
  ManualClock base(kStart);
  ControlledClock before(base);
  before.set(kStart + 48h);
  ControlledClock after(base);
  after.restore(before.state());
  EXPECT_EQ(after.now(), kStart + 48h);
}

}  // namespace
}  // namespace amilocal
