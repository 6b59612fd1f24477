#include "control/body.h"

#include <algorithm>

#include "control/refusals.h"

namespace amilocal::control {
namespace {

// A reason comes back in XML, in places where AWS has a sentence.
constexpr std::size_t kSentenceMax = 1024;

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

std::string sentenceOf(wire::JsonDocument::Value value, std::string_view key) {
  auto text = textOf(value, key, "a string");
  if (trim(text).empty() || text.size() > kSentenceMax || !isXmlText(text))
    throw badValue(key, "a text of 1 to " + std::to_string(kSentenceMax) +
                            " bytes without control characters");
  return text;
}

domain::StateReason reasonOf(wire::JsonDocument::Value value, std::string_view key,
                             std::string_view usualCode) {
  static constexpr std::string_view kParts[] = {"code", "message"};
  if (!value.isObject()) return {std::string(usualCode), sentenceOf(value, key)};
  checkKeys(value, kParts);
  for (const auto part : kParts)
    if (!value.member(part).isThere()) throw badValue(key, "a text, or a code and a message");
  const std::string name(key);
  return {sentenceOf(value.member("code"), name + ".code"),
          sentenceOf(value.member("message"), name + ".message")};
}

void refuseBody(std::string_view text) { Body(text, {}); }

void checkKeys(wire::JsonDocument::Value value, std::span<const std::string_view> known) {
  for (const auto& key : value.memberNames())
    if (std::ranges::find(known, key) == known.end()) throw unknownKey(key, known);
}

}  // namespace amilocal::control
