#include "amilocal/domain/cron.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <string>

#include "amilocal/core/text.h"

namespace amilocal::domain {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

constexpr int kEpochYear = 1970, kLastYear = 2199, kSearchDays = 3660;

constexpr std::string_view kMonths[] = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                        "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::string_view kWeekdays[] = {"SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"};

// The bounds of a field, and the names that its numbers have.
struct Field {
  int least, most;
  std::span<const std::string_view> names = {};
};
constexpr Field kMinute{0, 59}, kHour{0, 23}, kDayOfMonth{1, 31}, kMonth{1, 12, kMonths},
    kDayOfWeek{1, 7, kWeekdays}, kYear{kEpochYear, kLastYear};

std::optional<int> numberOf(std::string_view text, const Field& field) {
  const auto name = std::ranges::find_if(
      field.names, [&](std::string_view each) { return equalsIgnoringCase(each, text); });
  if (name != field.names.end()) return field.least + static_cast<int>(name - field.names.begin());
  const auto number = parseInteger(text);
  if (!number || *number < field.least || *number > field.most) return std::nullopt;
  return static_cast<int>(*number);
}

// `*`, `5`, `5-9`, `*/15`, `5/15`, `5-50/15`
template <class Numbers>
bool readPart(std::string_view text, const Field& field, Numbers& numbers) {
  const auto slash = text.find('/');
  const auto range = text.substr(0, slash);
  std::int64_t step = 1;
  if (slash != std::string_view::npos) {
    const auto given = parseInteger(text.substr(slash + 1));
    if (!given || *given < 1 || *given > field.most) return false;
    step = *given;
  }
  int from = field.least, to = field.most;
  if (range != "*") {
    const auto dash = range.find('-');
    const auto first = numberOf(range.substr(0, dash), field);
    if (!first) return false;
    from = *first;
    if (dash != std::string_view::npos) {
      const auto last = numberOf(range.substr(dash + 1), field);
      if (!last || *last < from) return false;
      to = *last;
    } else if (slash == std::string_view::npos) {
      to = from;
    }
  }
  const int base = field.least >= kEpochYear ? kEpochYear : 0;
  for (std::int64_t number = from; number <= to; number += step)
    numbers.set(static_cast<std::size_t>(number - base));
  return true;
}

template <class Numbers>
bool readNumbers(std::string_view text, const Field& field, Numbers& numbers) {
  return std::ranges::all_of(split(text, ','),
                             [&](std::string_view part) { return readPart(part, field, numbers); });
}

int lastDayOf(const year_month_day& date) {
  return static_cast<int>(static_cast<unsigned>(
      year_month_day_last(date.year(), std::chrono::month_day_last(date.month())).day()));
}

// 1 is Sunday.
int weekdayOf(const year_month_day& date) {
  return static_cast<int>(std::chrono::weekday(sys_days(date)).c_encoding()) + 1;
}

// The weekday nearest to a day of the month, without leaving the month.
int nearestWeekday(const year_month_day& date, int wanted) {
  const int last = lastDayOf(date);
  const int day = std::min(wanted, last);
  const int weekday =
      weekdayOf(date.year() / date.month() / std::chrono::day(static_cast<unsigned>(day)));
  if (weekday == 7) return day > 1 ? day - 1 : day + 2;
  if (weekday == 1) return day < last ? day + 1 : day - 2;
  return day;
}

int dayOf(const year_month_day& date) {
  return static_cast<int>(static_cast<unsigned>(date.day()));
}

}  // namespace

bool CronExpression::readDaysOfMonth(std::string_view text) {
  if (text == "?") return true;
  if (text == "L") return lastOfMonth_ = true;
  if (text.ends_with('W')) {
    const auto day = numberOf(text.substr(0, text.size() - 1), kDayOfMonth);
    nearWeekday_ = day.value_or(0);
    return day.has_value();
  }
  return readNumbers(text, kDayOfMonth, daysOfMonth_);
}

bool CronExpression::readDaysOfWeek(std::string_view text) {
  if (text == "?") return true;
  if (text.ends_with('L')) {
    const auto day =
        text == "L" ? std::optional(7) : numberOf(text.substr(0, text.size() - 1), kDayOfWeek);
    lastDayOfWeek_ = day.value_or(0);
    return day.has_value();
  }
  if (const auto hash = text.find('#'); hash != std::string_view::npos) {
    const auto day = numberOf(text.substr(0, hash), kDayOfWeek);
    const auto nth = parseInteger(text.substr(hash + 1));
    if (!day || !nth || *nth < 1 || *nth > 5) return false;
    nthDayOfWeek_ = *day;
    nth_ = static_cast<int>(*nth);
    return true;
  }
  return readNumbers(text, kDayOfWeek, daysOfWeek_);
}

std::optional<CronExpression> CronExpression::parse(std::string_view text) {
  if (!text.starts_with("cron(") || !text.ends_with(')')) return std::nullopt;
  std::vector<std::string_view> fields;
  for (const auto field : split(text.substr(5, text.size() - 6), ' '))
    if (!field.empty()) fields.push_back(field);
  // One of the two days must be left open (EventBridge, "Cron expressions").
  if (fields.size() != 6 || ((fields[2] == "?") == (fields[4] == "?"))) return std::nullopt;
  CronExpression cron;
  const bool isGood = readNumbers(fields[0], kMinute, cron.minutes_) &&
                      readNumbers(fields[1], kHour, cron.hours_) &&
                      cron.readDaysOfMonth(fields[2]) &&
                      readNumbers(fields[3], kMonth, cron.months_) &&
                      cron.readDaysOfWeek(fields[4]) && readNumbers(fields[5], kYear, cron.years_);
  if (!isGood) return std::nullopt;
  return cron;
}

bool CronExpression::isDayOfMonth(const year_month_day& date) const {
  if (lastOfMonth_) return dayOf(date) == lastDayOf(date);
  if (nearWeekday_ != 0) return dayOf(date) == nearestWeekday(date, nearWeekday_);
  return daysOfMonth_.none() || daysOfMonth_.test(static_cast<std::size_t>(dayOf(date)));
}

bool CronExpression::isDayOfWeek(const year_month_day& date) const {
  const int weekday = weekdayOf(date);
  if (lastDayOfWeek_ != 0) return weekday == lastDayOfWeek_ && dayOf(date) + 7 > lastDayOf(date);
  if (nth_ != 0) return weekday == nthDayOfWeek_ && (dayOf(date) - 1) / 7 + 1 == nth_;
  return daysOfWeek_.none() || daysOfWeek_.test(static_cast<std::size_t>(weekday));
}

bool CronExpression::isDay(sys_days day) const {
  const year_month_day date(day);
  const int year = static_cast<int>(date.year()) - kEpochYear;
  return year >= 0 && year <= kLastYear - kEpochYear &&
         years_.test(static_cast<std::size_t>(year)) &&
         months_.test(static_cast<unsigned>(date.month())) && isDayOfMonth(date) &&
         isDayOfWeek(date);
}

std::optional<Instant> CronExpression::next(Instant after) const {
  const auto first = std::chrono::floor<days>(after);
  for (auto day = first; day < first + days(kSearchDays); day += days(1)) {
    if (!isDay(day)) continue;
    for (std::size_t hour = 0; hour < 24; ++hour) {
      if (!hours_.test(hour)) continue;
      for (std::size_t minute = 0; minute < 60; ++minute) {
        const Instant at = day + std::chrono::hours(hour) + std::chrono::minutes(minute);
        if (minutes_.test(minute) && at > after) return at;
      }
    }
  }
  return std::nullopt;
}

}  // namespace amilocal::domain
