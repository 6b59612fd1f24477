#include "amilocal/domain/cron.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace amilocal::domain {
namespace {

using namespace std::chrono;

constexpr Instant kFriday = sys_days{2026y / November / 20} + hours{12};

std::string nextOf(std::string_view expression) {
  const auto cron = CronExpression::parse(expression);
  const auto at = cron ? cron->next(kFriday) : std::nullopt;
  return at ? formatInstantSeconds(*at) : "none";
}

// Amazon EventBridge User Guide, "Cron expressions": the wildcards and their examples.
TEST(Cron, KnowsTheWildcards) {
  const std::pair<const char*, const char*> examples[] = {
      {"cron(0 10 * * ? *)", "2026-11-21T10:00:00Z"},
      {"cron(15 12 * * ? *)", "2026-11-20T12:15:00Z"},
      {"cron(0 18 ? * MON-FRI *)", "2026-11-20T18:00:00Z"},
      {"cron(0 8 1 * ? *)", "2026-12-01T08:00:00Z"},
      {"cron(0/15 * * * ? *)", "2026-11-20T12:15:00Z"},
      {"cron(*/10 12 ? * 2-6 *)", "2026-11-20T12:10:00Z"},
      {"cron(0 9 L * ? *)", "2026-11-30T09:00:00Z"},
      {"cron(0 9 ? * 6L *)", "2026-11-27T09:00:00Z"},
      {"cron(0 9 ? * 3#1 *)", "2026-12-01T09:00:00Z"},
      {"cron(0 9 22W * ? *)", "2026-11-23T09:00:00Z"},
      {"cron(0 9 1,15 JAN,FEB ? 2027)", "2027-01-01T09:00:00Z"}};
  for (const auto& [expression, expected] : examples)
    EXPECT_EQ(nextOf(expression), expected) << expression;
}

TEST(Cron, EndsWithItsYears) { EXPECT_EQ(nextOf("cron(0 9 * * ? 2025)"), "none"); }

TEST(Cron, RefusesWhatIsMalformed) {
  for (const auto* expression :
       {"0 9 * * ? *", "cron(0 9 * * * *)", "cron(0 9 ? * ? *)", "cron(60 9 * * ? *)",
        "cron(0 9 * * ?)", "cron(0 9 32 * ? *)", "cron(0 9 ? * MON#6 *)", "cron(0/0 9 * * ? *)",
        "cron(5-1 9 * * ? *)", "cron(a 9 * * ? *)", "cron(1/9223372036854775807 9 * * ? *)"})
    EXPECT_FALSE(CronExpression::parse(expression)) << expression;
}

}  // namespace
}  // namespace amilocal::domain
