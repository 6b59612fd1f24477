#include "amilocal/core/instant.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace amilocal {
namespace {

using namespace std::chrono;

struct Parts {
  year_month_day date;
  hh_mm_ss<Duration> time;
};

Parts partsOf(Instant at) {
  const auto day = floor<days>(at);
  return {year_month_day{day}, hh_mm_ss<Duration>{at - day}};
}

// Takes `digits` decimal digits from the front of `text`; -1 when they are not there.
int takeNumber(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<sys_days> takeDate(std::string_view& text) {
  const int y = takeNumber(text, 4);
  if (y < 0 || !take(text, '-')) return std::nullopt;
  const int m = takeNumber(text, 2);
  if (m < 0 || !take(text, '-')) return std::nullopt;
  const int d = takeNumber(text, 2);
  if (d < 0) return std::nullopt;
  const year_month_day date{year{y}, month{static_cast<unsigned>(m)},
                            day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date};
}

std::optional<Duration> takeFraction(std::string_view& text) {
  if (!take(text, '.')) return Duration{0};
  int value = 0, digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 3) value = value * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0 || digits > 9) return std::nullopt;
  for (int i = digits; i < 3; ++i) value *= 10;
  return Duration{value};
}

std::optional<Duration> takeTime(std::string_view& text) {
  const int h = takeNumber(text, 2);
  if (h < 0 || h > 23 || !take(text, ':')) return std::nullopt;
  const int m = takeNumber(text, 2);
  if (m < 0 || m > 59) return std::nullopt;
  Duration time = hours{h} + minutes{m};
  if (!take(text, ':')) return time;
  const int s = takeNumber(text, 2);
  if (s < 0 || s > 59) return std::nullopt;
  const auto fraction = takeFraction(text);
  if (!fraction) return std::nullopt;
  return time + seconds{s} + *fraction;
}

// `Z`, `+01:00`, `+0100`, or nothing, which is UTC.
std::optional<minutes> takeOffset(std::string_view& text) {
  if (text.empty() || take(text, 'Z') || take(text, 'z')) return minutes{0};
  const int sign = text.front() == '-' ? -1 : text.front() == '+' ? 1 : 0;
  if (sign == 0) return std::nullopt;
  text.remove_prefix(1);
  const int h = takeNumber(text, 2);
  take(text, ':');
  const int m = takeNumber(text, 2);
  if (h < 0 || h > 23 || m < 0 || m > 59) return std::nullopt;
  return minutes{sign * (h * 60 + m)};
}

struct Unit {
  std::string_view name;
  Duration length;
};
constexpr std::array<Unit, 5> kUnits{
    {{"ms", Duration{1}}, {"d", hours{24}}, {"h", hours{1}}, {"m", minutes{1}}, {"s", seconds{1}}}};

constexpr Duration kLongest = hours{24 * 36525};  // 100 years

/// Puts a number where its zeros stand. An answer has thousands of times: printf takes ten times as
/// long.
void putDigits(std::string& text, std::size_t at, std::size_t digits, std::int64_t number) {
  for (auto i = at + digits; i-- > at; number /= 10) text[i] = static_cast<char>('0' + number % 10);
}

}  // namespace

std::string formatInstant(Instant at) {
  const auto [date, time] = partsOf(at);
  std::string text = "0000-00-00T00:00:00.000Z";
  // There is no room for more, and no clock that shows it.
  putDigits(text, 0, 4, std::clamp(static_cast<int>(date.year()), 0, 9999));
  putDigits(text, 5, 2, static_cast<unsigned>(date.month()));
  putDigits(text, 8, 2, static_cast<unsigned>(date.day()));
  putDigits(text, 11, 2, time.hours().count());
  putDigits(text, 14, 2, time.minutes().count());
  putDigits(text, 17, 2, time.seconds().count());
  putDigits(text, 20, 3, time.subseconds().count());
  return text;
}

std::string formatInstantSeconds(Instant at) {
  auto text = formatInstant(at);
  text.erase(text.size() - 5, 4);
  return text;
}

std::optional<Instant> parseInstant(std::string_view text) {
  const auto date = takeDate(text);
  if (!date) return std::nullopt;
  if (text.empty()) return Instant{*date};
  if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
  const auto time = takeTime(text);
  if (!time) return std::nullopt;
  const auto offset = takeOffset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return Instant{*date} + *time - *offset;
}

std::optional<Duration> parseDuration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  Duration sum{0};
  while (!text.empty()) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const bool bare = text.empty();
    const Unit* unit = bare ? &kUnits[4] : nullptr;
    for (const auto& candidate : kUnits)
      if (unit == nullptr && text.starts_with(candidate.name)) unit = &candidate;
    if (unit == nullptr || number > kLongest / unit->length) return std::nullopt;
    if (!bare) text.remove_prefix(unit->name.size());
    sum += number * unit->length;
    if (sum > kLongest) return std::nullopt;
  }
  return sum;
}

std::string formatDuration(Duration duration) {
  if (duration == Duration{0}) return "0s";
  constexpr std::array<Unit, 5> kDescending{{{"d", hours{24}},
                                             {"h", hours{1}},
                                             {"m", minutes{1}},
                                             {"s", seconds{1}},
                                             {"ms", Duration{1}}}};
  std::string text = duration < Duration{0} ? "-" : "";
  auto rest = duration < Duration{0} ? -duration : duration;
  for (const auto& unit : kDescending) {
    const auto count = rest / unit.length;
    if (count == 0) continue;
    text += std::to_string(count);
    text += unit.name;
    rest -= count * unit.length;
  }
  return text;
}

Instant yearsAfter(Instant at, int years) {
  const auto day = floor<days>(at);
  auto date = year_month_day{day} + std::chrono::years{years};
  if (!date.ok()) date = date.year() / date.month() / last;
  return sys_days{date} + (at - day);
}

}  // namespace amilocal
