#include "amilocal/domain/fault.h"

#include <gtest/gtest.h>

namespace amilocal::domain {
namespace {

FaultTarget target() {
  return {.operation = "CopyImage",
          .account = "111111111111",
          .region = "us-east-1",
          .request = "Action=CopyImage&SourceImageId=ami-0123456789abcdef0&Name=x"};
}

int countFired(Fault& fault, int calls) {
  int fired = 0;
  for (int i = 0; i < calls; ++i) fired += fires(fault) ? 1 : 0;
  return fired;
}

TEST(Fault, WithoutWishesMeetsEveryCall) { EXPECT_TRUE(meets({}, target())); }

TEST(Fault, MeetsWhatItNames) {
  EXPECT_TRUE(meets({.operation = "CopyImage"}, target()));
  EXPECT_TRUE(meets({.operation = "*Image"}, target()));
  EXPECT_FALSE(meets({.operation = "Describe*"}, target()));
  EXPECT_TRUE(meets({.account = "111111111111"}, target()));
  EXPECT_FALSE(meets({.account = "222222222222"}, target()));
  EXPECT_TRUE(meets({.region = "us-east-1"}, target()));
  EXPECT_FALSE(meets({.region = "eu-west-1"}, target()));
}

TEST(Fault, FindsAResourceInTheRequest) {
  EXPECT_TRUE(meets({.resource = "ami-0123456789abcdef0"}, target()));
  EXPECT_FALSE(meets({.resource = "ami-fffffffffffffffff"}, target()));
}

// The short id is another image's.
TEST(Fault, TakesNoIdForTheBeginningOfAnother) {
  EXPECT_FALSE(meets({.resource = "ami-01234567"}, target()));
}

TEST(Fault, LeavesDryRunsAloneUnlessAsked) {
  auto dry = target();
  dry.dryRun = true;
  EXPECT_FALSE(meets({}, dry));
  EXPECT_TRUE(meets({.hitsDryRuns = true}, dry));
}

TEST(Fault, FiresAsOftenAsItMay) {
  Fault fault{.times = 2};
  EXPECT_EQ(countFired(fault, 5), 2);
  EXPECT_EQ(fault.met, 5);
  EXPECT_EQ(fault.fired, 2);
}

TEST(Fault, FiresAtTheNthCallOnly) {
  Fault fault{.nth = 3};
  EXPECT_EQ(countFired(fault, 2), 0);
  EXPECT_TRUE(fires(fault));
  EXPECT_EQ(countFired(fault, 10), 0);
}

TEST(Fault, FiresByChanceAsOftenAsItsProbabilitySays) {
  Fault fault{.probabilityMillionths = 300'000, .seed = 1};
  EXPECT_NEAR(countFired(fault, 10'000), 3'000, 150);
}

TEST(Fault, FiresAtTheSameCallsForTheSameSeed) {
  Fault one{.probabilityMillionths = 500'000, .seed = 4};
  Fault other = one;
  Fault third{.probabilityMillionths = 500'000, .seed = 5};
  bool differs = false;
  for (int i = 0; i < 100; ++i) {
    const bool fired = fires(one);
    EXPECT_EQ(fires(other), fired);
    differs = differs || fires(third) != fired;
  }
  EXPECT_TRUE(differs);
}

// Latencies add up; of two errors the client can only see one.
TEST(Fault, AddsUpWithOthers) {
  FaultEffect effect;
  addTo(effect, {.latency = Duration{100}, .error = FaultError{"First", "1"}});
  addTo(effect, {.latency = Duration{50},
                 .error = FaultError{"Second", "2"},
                 .taskFailure = StateReason{"Client.X", "x"}});
  EXPECT_EQ(effect.latency, Duration{150});
  EXPECT_EQ(effect.error->code, "First");
  EXPECT_EQ(effect.taskFailure->message, "x");
}

}  // namespace
}  // namespace amilocal::domain
