#include "amilocal/domain/copy_throughput.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "amilocal/core/api_error.h"

namespace amilocal::domain {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Throughput kAws{.ofSnapshot = 500, .inAll = 2000, .used = 0};

std::string codeOf(std::vector<TimedCopy> copies, const Throughput& throughput = kAws) {
  try {
    timeOfCopies(copies, throughput);
  } catch (const ApiError& error) {
    return error.code();
  }
  return "none";
}

Duration timeOf(std::vector<TimedCopy> copies, const Throughput& throughput = kAws) {
  return timeOfCopies(copies, throughput);
}

// 225,000 MiB in 15 minutes are 250 MiB/s (Amazon EBS User Guide, "Time-based copies").
TEST(CopyThroughput, IsSizeByTime) {
  EXPECT_NEAR(throughputOf({.sizeGib = 225, .minutes = 15}), 256, 1e-9);
}

TEST(CopyThroughput, TakesTheTimeThatIsAskedFor) {
  EXPECT_EQ(timeOf({{100, 15}}), minutes{15});
  EXPECT_EQ(timeOf({{100, 15}, {100, 15}}), minutes{15});
  EXPECT_EQ(timeOf({}), minutes{0});
}

// A snapshot of 439 GiB is the largest that 500 MiB/s take within 15 minutes.
TEST(CopyThroughput, RefusesWhatASingleCopyCannotReach) {
  EXPECT_EQ(codeOf({{439, 15}}), "none");
  EXPECT_EQ(codeOf({{440, 15}}), "InvalidParameterValue");
  try {
    timeOfCopies(std::vector<TimedCopy>{{1024, 15}}, kAws);
    ADD_FAILURE() << "the copy was accepted";
  } catch (const ApiError& error) {
    EXPECT_NE(error.message().find("45 minutes"), std::string::npos) << error.message();
  }
}

// "Less than the required throughput rate but greater than zero, the request succeeds but it will
// take longer" (the same page).
TEST(CopyThroughput, TakesLongerWhereOnlyAPartIsLeft) {
  const Throughput half{.ofSnapshot = 500, .inAll = 2000, .used = 1872};
  EXPECT_EQ(timeOf({{225, 15}}, half), minutes{30});
  EXPECT_EQ(timeOf({{225, 60}}, half), hours{1});
}

TEST(CopyThroughput, RefusesWhenNothingIsLeft) {
  EXPECT_EQ(codeOf({{8, 15}}, {.ofSnapshot = 500, .inAll = 2000, .used = 2000}),
            "ResourceLimitExceeded");
}

}  // namespace
}  // namespace amilocal::domain
