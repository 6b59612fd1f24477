#include "amilocal/wire/scalar_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"

namespace amilocal::wire {
namespace {

[[noreturn]] void refuse(const Field& field, std::string_view text, std::string_view reason) {
  throw errors::invalidParameterValue(text, parameterName(field), reason);
}

}  // namespace

std::string parameterName(const Field& field) {
  std::string name(field.query);
  if (!name.empty() && name[0] >= 'A' && name[0] <= 'Z')
    name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

std::string readText(const Field& field, std::string_view text) {
  if (!field.allowed.empty() && std::ranges::find(field.allowed, text) == field.allowed.end()) {
    std::string values;
    for (const auto value : field.allowed) {
      if (!values.empty()) values += " | ";
      values += value;
    }
    refuse(field, text, "Valid values: " + values);
  }
  return std::string(text);
}

bool readBoolean(const Field& field, std::string_view text) {
  if (equalsIgnoringCase(text, "true") || text == "1") return true;
  if (equalsIgnoringCase(text, "false") || text == "0") return false;
  refuse(field, text, "Expecting true or false.");
}

std::int64_t readInteger(const Field& field, std::string_view text) {
  const auto value = parseInteger(text);
  if (!value) refuse(field, text, "Expecting an integer.");
  using Narrow = std::numeric_limits<std::int32_t>;
  if (field.narrow && (*value < Narrow::min() || *value > Narrow::max()))
    refuse(field, text, "Expecting a 32-bit integer.");
  return *value;
}

double readDouble(const Field& field, std::string_view text) {
  const auto value = parseDecimal(text);
  if (!value) refuse(field, text, "Expecting a number.");
  return *value;
}

Instant readInstant(const Field& field, std::string_view text) {
  if (const auto at = parseInstant(text)) return *at;
  // Some clients send seconds since 1970, whole or with a fraction.
  const auto seconds = parseDecimal(text);
  constexpr double kYear10000 = 253402300800.0;
  if (!seconds || *seconds < 0 || *seconds >= kYear10000)
    refuse(field, text, "Expecting a date and time in ISO 8601.");
  return Instant{Duration{std::llround(*seconds * 1000)}};
}

std::string doubleText(double value) {
  std::array<char, 32> buffer{};
  const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  std::string text(buffer.data(), end);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

}  // namespace amilocal::wire
