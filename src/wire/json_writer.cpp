#include "amilocal/wire/json_writer.h"

#include <nlohmann/json.hpp>

namespace amilocal::wire {

void appendJsonString(std::string& out, std::string_view text) {
  using nlohmann::json;
  out += json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

}  // namespace amilocal::wire
