#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>

#include "amilocal/wire/json_writer.h"

namespace amilocal::wire {

/// Writes one JSON object, member by member; nested values are written as text already made.
class JsonObject {
 public:
  JsonObject& text(std::string_view name, std::string_view value) {
    appendJsonString(member(name), value);
    return *this;
  }
  JsonObject& flag(std::string_view name, bool value) {
    return json(name, value ? "true" : "false");
  }
  template <std::integral T>
  JsonObject& number(std::string_view name, T value) {
    return json(name, std::to_string(value));
  }
  JsonObject& json(std::string_view name, std::string_view value) {
    member(name) += value;
    return *this;
  }
  /// The finished object; nothing may be added after it.
  std::string end() { return std::move(out_ += '}'); }

 private:
  std::string& member(std::string_view name) {
    if (out_.size() > 1) out_ += ',';
    appendJsonString(out_, name);
    return out_ += ':';
  }

  std::string out_ = "{";
};

/// `[a,b]` of everything in `list`, each made into JSON by `toJson`.
template <class List, class ToJson>
std::string jsonArray(const List& list, ToJson&& toJson) {
  std::string out = "[";
  for (const auto& element : list) {
    if (out.size() > 1) out += ',';
    out += toJson(element);
  }
  return out += ']';
}

}  // namespace amilocal::wire
