#include "amilocal/wire/json_writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "amilocal/core/api_error.h"

namespace amilocal::wire {

namespace {

// Nearly every text is one: an id, a state, an ARN.
bool isPlain(std::string_view text) {
  return std::ranges::all_of(text,
                             [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

}  // namespace

void appendJsonString(std::string& out, std::string_view text) {
  using nlohmann::json;
  if (isPlain(text)) {
    (out += '"').append(text) += '"';
    return;
  }
  out += json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string epochSecondsText(Instant at) {
  constexpr std::int64_t kPerSecond = 1000;
  const auto milliseconds = at.time_since_epoch().count();
  auto text = std::to_string(milliseconds / kPerSecond);
  if (milliseconds % kPerSecond == 0) return text;
  auto fraction = std::to_string(kPerSecond + milliseconds % kPerSecond).substr(1);
  while (fraction.ends_with('0')) fraction.pop_back();
  return text + "." + fraction;
}

std::string overlayJson(std::string_view base, std::string_view over) {
  using nlohmann::json;
  auto merged = json::parse(base, nullptr, false);
  const auto changes = json::parse(over, nullptr, false);
  if (!merged.is_object() || !changes.is_object())
    throw ApiError("SerializationException", "Expected a structure");
  for (const auto& [name, value] : changes.items())
    if (!value.is_null() && !(value.is_array() && value.empty())) merged[name] = value;
  return merged.dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace amilocal::wire
