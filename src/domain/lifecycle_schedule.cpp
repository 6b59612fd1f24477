#include "amilocal/domain/lifecycle_schedule.h"

#include <algorithm>
#include <chrono>

#include "amilocal/core/text.h"
#include "amilocal/domain/cron.h"

namespace amilocal::domain {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::int64_t kHours[] = {1, 2, 3, 4, 6, 8, 12, 24};

// What the console of AWS offers.
constexpr std::string_view kDefaultTime = "09:00";

std::optional<minutes> timeOfDay(std::string_view text) {
  if (text.size() != 5 || text[2] != ':' || !isDigits(text.substr(0, 2)) ||
      !isDigits(text.substr(3)))
    return std::nullopt;
  const auto hour = *parseInteger(text.substr(0, 2)), minute = *parseInteger(text.substr(3));
  if (hour > 23 || minute > 59) return std::nullopt;
  return hours(hour) + minutes(minute);
}

Instant monthsAfter(Instant at, std::int64_t count) {
  const auto day = std::chrono::floor<days>(at);
  const std::chrono::year_month_day date(day);
  const auto month = std::chrono::year_month(date.year(), date.month()) +
                     std::chrono::months(static_cast<int>(count));
  const auto last =
      std::chrono::year_month_day_last(month.year(), std::chrono::month_day_last(month.month()));
  const auto dayOfMonth = std::min(date.day(), last.day());
  return std::chrono::sys_days(month / dayOfMonth) + (at - day);
}

}  // namespace

bool isCreationRule(const CreationRule& rule) {
  if (rule.cron) {
    // Interval has no less than an hour either; and a clock that is moved far has fewer stops.
    const auto cron = CronExpression::parse(*rule.cron);
    return rule.everyHours == 0 && !rule.time && cron && cron->isAtMostHourly();
  }
  return std::ranges::find(kHours, rule.everyHours) != std::end(kHours) &&
         (!rule.time || timeOfDay(*rule.time));
}

std::optional<Instant> nextCreation(const CreationRule& rule, Instant after) {
  if (rule.cron) return CronExpression::parse(*rule.cron)->next(after);
  const auto start = timeOfDay(rule.time ? std::string_view(*rule.time) : kDefaultTime);
  const hours step(rule.everyHours);
  // Every step divides the day, so that the times are the same on each.
  const Instant first = std::chrono::floor<days>(after) - days(1) + *start;
  const auto passed = (after - first) / step + 1;
  return first + passed * step;
}

Instant afterPeriod(Instant at, std::int64_t count, std::string_view unit) {
  if (unit == "WEEKS") return at + days(7) * count;
  if (unit == "MONTHS") return monthsAfter(at, count);
  if (unit == "YEARS") return monthsAfter(at, 12 * count);
  return at + days(1) * count;
}

}  // namespace amilocal::domain
