// EC2 User Guide, "Check when an Amazon EC2 AMI was last used": a test for each of its rules.
#include "guide_test.h"

namespace amilocal::test {
namespace {

using namespace std::chrono_literals;

class LastUseOfAnAmi : public GuideTest {
 protected:
  std::string lastLaunch() { return shown(golden()).lastLaunchedTime.value_or(""); }
};

TEST_F(LastUseOfAnAmi, AnImageThatWasNeverLaunchedHasNone) {
  advance(48h);
  EXPECT_EQ(lastLaunch(), "");
}

TEST_F(LastUseOfAnAmi, ItIsReportedADayAfterTheLaunch) {
  launchFrom(golden());
  advance(24h - 1s);
  EXPECT_EQ(lastLaunch(), "");
  advance(1s);
  EXPECT_EQ(lastLaunch(), "2026-11-20T12:00:00Z");
}

TEST_F(LastUseOfAnAmi, ALaterLaunchDoesNotHideTheOneBefore) {
  launchFrom(golden());
  advance(23h);
  launchFrom(golden());
  advance(1h);
  EXPECT_EQ(lastLaunch(), "2026-11-20T12:00:00Z");
  advance(23h);
  EXPECT_EQ(lastLaunch(), "2026-11-21T11:00:00Z");
}

TEST_F(LastUseOfAnAmi, LaunchesOfOtherAccountsCount) {
  shareWith(kOther, golden());
  by(kOther, [&] { launchFrom(golden()); });
  advance(24h);
  EXPECT_EQ(lastLaunch(), "2026-11-20T12:00:00Z");
}

TEST_F(LastUseOfAnAmi, OnlyTheOwnerIsTold) {
  makePublic(golden());
  launchFrom(golden());
  advance(24h);
  EXPECT_EQ(by(kOther, [&] { return lastLaunch(); }), "");
  by(kOther, [&] {
    EXPECT_EQ(errorOf(&ec2::describeImageAttribute,
                      {.attribute = "lastLaunchedTime", .imageId = golden()})
                  .code(),
              "AuthFailure");
  });
}

TEST_F(LastUseOfAnAmi, TheAttributeTellsTheSame) {
  launchFrom(golden());
  advance(24h);
  const auto answer =
      call(&ec2::describeImageAttribute, {.attribute = "lastLaunchedTime", .imageId = golden()});
  EXPECT_EQ(answer.lastLaunchedTime->value, lastLaunch());
}

}  // namespace
}  // namespace amilocal::test
