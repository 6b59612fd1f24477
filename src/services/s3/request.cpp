#include "services/s3/request.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "amilocal/core/hash.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/errors/s3_errors.h"

namespace amilocal::s3 {
namespace {

constexpr int kNoContent = 204;

constexpr std::array<std::string_view, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<std::string> findIn(const wire::NamedTexts& texts, std::string_view name) {
  for (const auto& [each, value] : texts)
    if (each == name) return value;
  return std::nullopt;
}

std::string twoDigits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

}  // namespace

std::optional<std::string> Request::header(std::string_view name) const {
  return findIn(headers, name);
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  return findIn(query, name);
}

void addHeader(Response& response, std::string_view name, std::string value) {
  response.headers.emplace_back(std::string(name), std::move(value));
}

std::int64_t numberOf(const Request& request, std::string_view name, std::int64_t absent,
                      std::int64_t least, std::int64_t most) {
  const auto text = request.parameter(name);
  if (!text || text->empty()) return absent;
  const auto number = parseInteger(*text);
  if (number && *number >= least && *number <= most) return *number;
  throw errors::invalidArgument("Argument " + std::string(name) + " must be an integer between " +
                                    std::to_string(least) + " and " + std::to_string(most),
                                std::string(name), *text);
}

Response document(std::string xml) { return {.body = std::move(xml)}; }

Response nothing() { return {.status = kNoContent}; }

std::string canonicalId(const std::string& account) {
  return stableHex("canonical:" + account, 64);
}

std::string httpDate(Instant at) {
  using namespace std::chrono;
  const auto day = floor<days>(at);
  const year_month_day date(day);
  const hh_mm_ss time(floor<seconds>(at - day));
  return std::string(kDays[weekday(day).c_encoding()]) + ", " +
         twoDigits(static_cast<int>(static_cast<unsigned>(date.day()))) + " " +
         std::string(kMonths[static_cast<unsigned>(date.month()) - 1]) + " " +
         std::to_string(static_cast<int>(date.year())) + " " +
         twoDigits(static_cast<int>(time.hours().count())) + ":" +
         twoDigits(static_cast<int>(time.minutes().count())) + ":" +
         twoDigits(static_cast<int>(time.seconds().count())) + " GMT";
}

std::optional<Instant> parseHttpDate(std::string_view text) {
  const auto parts = split(trim(text), ' ');
  constexpr std::size_t kParts = 6;  // Tue, 24 Feb 2026 06:46:54 GMT
  if (parts.size() != kParts) return parseInstant(text);
  const auto* month = std::ranges::find(kMonths, parts[2]);
  if (month == kMonths.end() || parts[5] != "GMT") return std::nullopt;
  const auto number = twoDigits(static_cast<int>(month - kMonths.begin()) + 1);
  return parseInstant(std::string(parts[3]) + "-" + number + "-" + std::string(parts[1]) + "T" +
                      std::string(parts[4]) + "Z");
}

}  // namespace amilocal::s3
