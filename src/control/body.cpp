#include "control/body.h"

#include <algorithm>

#include "control/refusals.h"

namespace amilocal::control {
namespace {

std::string_view orEmptyObject(std::string_view text) {
  return trim(text).empty() ? std::string_view("{}") : text;
}

// The reader's own refusals speak the JSON protocols of AWS; here they get our words.
wire::JsonDocument parse(std::string_view text) {
  try {
    return wire::JsonDocument(orEmptyObject(text));
  } catch (const ApiError& error) {
    throw malformedBody(error.message());
  }
}

}  // namespace

Body::Body(std::string_view text, std::span<const std::string_view> known)
    : document_(parse(text)) {
  if (!document_.root().isObject()) throw malformedBody("it is another value");
  checkKeys(document_.root(), known);
}

std::optional<std::string> Body::text(std::string_view key) const {
  if (!has(key)) return std::nullopt;
  return textOf(member(key), key, "a string");
}

bool Body::isTrue(std::string_view key) const {
  if (!has(key)) return false;
  try {
    if (member(key).boolean()) return true;
  } catch (const ApiError&) {
  }
  throw badValue(key, "true, or left out");
}

std::string textOf(wire::JsonDocument::Value value, std::string_view key,
                   std::string_view expected) {
  try {
    return value.text();
  } catch (const ApiError&) {
    throw badValue(key, expected);
  }
}

void refuseBody(std::string_view text) { Body(text, {}); }

void checkKeys(wire::JsonDocument::Value value, std::span<const std::string_view> known) {
  for (const auto& key : value.memberNames())
    if (std::ranges::find(known, key) == known.end()) throw unknownKey(key, known);
}

}  // namespace amilocal::control
