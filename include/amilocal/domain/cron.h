#pragma once

#include <array>
#include <bitset>
#include <optional>
#include <string_view>

#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// `cron(MINUTES HOURS DAY-OF-MONTH MONTH DAY-OF-WEEK YEAR)` in UTC, with the wildcards `, - * ? /
/// L W #` (Amazon EventBridge User Guide, "Cron expressions").
class CronExpression {
 public:
  /// Empty when the text is no such expression.
  static std::optional<CronExpression> parse(std::string_view text);

  /// The first time after `after`; empty when there is none within ten years.
  std::optional<Instant> next(Instant after) const;

  /// Does it name one minute of the hour, so that there is an hour between two times?
  bool isAtMostHourly() const { return minutes_.count() == 1; }

 private:
  using Numbers = std::bitset<256>;

  bool readDaysOfMonth(std::string_view text);
  bool readDaysOfWeek(std::string_view text);
  bool isDay(std::chrono::sys_days day) const;
  bool isDayOfMonth(const std::chrono::year_month_day& date) const;
  bool isDayOfWeek(const std::chrono::year_month_day& date) const;

  Numbers minutes_, hours_, months_, years_;  // years since 1970
  Numbers daysOfMonth_, daysOfWeek_;          // 1 is Sunday
  bool lastOfMonth_ = false;                  // L
  int nearWeekday_ = 0;                       // 15W
  int lastDayOfWeek_ = 0;                     // 6L
  int nthDayOfWeek_ = 0, nth_ = 0;            // 6#3
};

}  // namespace amilocal::domain
