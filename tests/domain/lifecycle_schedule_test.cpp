#include "amilocal/domain/lifecycle_schedule.h"

#include <gtest/gtest.h>

#include <chrono>

#include "amilocal/domain/errors/lifecycle_errors.h"

namespace amilocal::domain {
namespace {

using namespace std::chrono;

constexpr Instant kNoon = sys_days{2026y / November / 20} + hours{12};

std::string nextOf(const CreationRule& rule, Instant after) {
  return formatInstantSeconds(nextCreation(rule, after).value());
}

TEST(LifecycleSchedule, CountsHoursFromItsTime) {
  EXPECT_EQ(nextOf({.everyHours = 24, .time = "09:00"}, kNoon), "2026-11-21T09:00:00Z");
  EXPECT_EQ(nextOf({.everyHours = 24, .time = "12:00"}, kNoon), "2026-11-21T12:00:00Z");
  EXPECT_EQ(nextOf({.everyHours = 24, .time = "12:01"}, kNoon), "2026-11-20T12:01:00Z");
  EXPECT_EQ(nextOf({.everyHours = 6, .time = "09:30"}, kNoon), "2026-11-20T15:30:00Z");
  EXPECT_EQ(nextOf({.everyHours = 12}, kNoon), "2026-11-20T21:00:00Z");
}

// Data Lifecycle Manager API Reference, CreateRule, Interval.
TEST(LifecycleSchedule, TakesHoursThatDivideTheDay) {
  for (const int every : {1, 2, 3, 4, 6, 8, 12, 24})
    EXPECT_TRUE(isCreationRule({.everyHours = every}));
  for (const int every : {0, 5, 48}) EXPECT_FALSE(isCreationRule({.everyHours = every}));
  EXPECT_FALSE(isCreationRule({.everyHours = 24, .time = "9:00"}));
  EXPECT_TRUE(isCreationRule({.cron = "cron(0 9 * * ? *)"}));
  EXPECT_TRUE(isCreationRule({.cron = "cron(30 * * * ? *)"}));
  EXPECT_FALSE(isCreationRule({.cron = "cron(* * * * ? *)"}));
  EXPECT_FALSE(isCreationRule({.cron = "cron(0/30 * * * ? *)"}));
  EXPECT_FALSE(isCreationRule({.everyHours = 24, .cron = "cron(0 9 * * ? *)"}));
}

TEST(LifecycleSchedule, CountsMonthsByTheCalendar) {
  const Instant last = sys_days{2027y / January / 31} + hours{9};
  EXPECT_EQ(formatInstantSeconds(afterPeriod(last, 1, "MONTHS")), "2027-02-28T09:00:00Z");
  EXPECT_EQ(formatInstantSeconds(afterPeriod(last, 1, "YEARS")), "2028-01-31T09:00:00Z");
  EXPECT_EQ(formatInstantSeconds(afterPeriod(last, 2, "WEEKS")), "2027-02-14T09:00:00Z");
  EXPECT_EQ(formatInstantSeconds(afterPeriod(last, 1, "DAYS")), "2027-02-01T09:00:00Z");
}

// The codes of the model of the Data Lifecycle Manager.
TEST(LifecycleErrors, HaveTheirCodes) {
  EXPECT_EQ(errors::invalidPolicy("x").code(), "InvalidRequestException");
  EXPECT_EQ(errors::lifecyclePolicyNotFound("x").status(), 404);
  EXPECT_EQ(errors::policyArnNotFound("x").code(), "ResourceNotFoundException");
  EXPECT_EQ(errors::tooManyPolicies(100).status(), 429);
  EXPECT_EQ(errors::policyNotEmulated("x").code(), "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::domain
