#include "amilocal/wire/json_writer.h"

#include <nlohmann/json.hpp>

namespace amilocal::wire {

void appendJsonString(std::string& out, std::string_view text) {
  using nlohmann::json;
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

}  // namespace amilocal::wire
