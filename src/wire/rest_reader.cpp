#include "amilocal/wire/rest_reader.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"

namespace amilocal::wire {
namespace {

constexpr double kYear10000 = 253402300800.0;

std::string lowerFirst(std::string_view name) {
  std::string text(name);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z')
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

bool isNarrowEnough(const Field& field, std::int64_t value) {
  using Narrow = std::numeric_limits<std::int32_t>;
  return !field.narrow || (value >= Narrow::min() && value <= Narrow::max());
}

Instant instantOf(double seconds) {
  if (!(seconds >= 0 && seconds < kYear10000))
    throw errors::serializationException("Expected a time");
  return Instant{Duration{std::llround(seconds * 1000)}};
}

[[noreturn]] void refuse(const Field& field, const std::string& text, std::string_view expected) {
  throw errors::constraintViolation("'" + text + "' at '" + lowerFirst(field.name) + "'",
                                    "Member must be " + std::string(expected));
}

}  // namespace

std::string JsonMembers::pathOf(const Field& field) const {
  return path_.empty() ? lowerFirst(field.name) : path_ + "." + lowerFirst(field.name);
}

void JsonMembers::noteMissing(const Field& field) {
  if (!violation_)
    violation_ =
        errors::constraintViolation("at '" + pathOf(field) + "'", "Member must not be null");
}

void JsonMembers::checkAllowed(const Field& field, const std::string& path, std::string_view text) {
  const auto& allowed = field.allowed;
  if (violation_ || allowed.empty() || std::ranges::find(allowed, text) != allowed.end()) return;
  const std::vector<std::string> values(allowed.begin(), allowed.end());
  violation_ = errors::constraintViolation(
      "'" + std::string(text) + "' at '" + path + "'",
      "Member must satisfy enum value set: [" + join(values, ", ") + "]");
}

void JsonMembers::read(const Field& field, const std::string& path, Value value, std::string& out) {
  out = value.text();
  checkAllowed(field, path, out);
}

void JsonMembers::read(const Field& field, const std::string&, Value value, std::int64_t& out) {
  out = value.integer();
  if (!isNarrowEnough(field, out))
    throw errors::serializationException("Expected a 32-bit integer");
}

// Clients send the number; some the text, which AWS takes as well.
void JsonMembers::read(const Field&, const std::string&, Value value, Instant& out) {
  if (!value.isText()) {
    out = instantOf(value.number());
    return;
  }
  const auto at = parseInstant(value.text());
  if (!at) throw errors::serializationException("Expected a time");
  out = *at;
}

void JsonMembers::requireObject(Value value) {
  if (!value.isObject()) throw errors::serializationException("Expected an object");
}

JsonMembers& RestReader::bodyMembers() {
  if (body_ || request_.body.empty()) return members_;
  body_.emplace(request_.body);
  if (!body_->root().isObject()) throw errors::serializationException("Expected an object");
  members_.enter(body_->root());
  return members_;
}

RestReader::Texts RestReader::textsOf(const Field& field) const {
  Texts texts;
  const auto takeNamed = [&](const NamedTexts& from) {
    for (const auto& [name, text] : from)
      if (name == field.query) texts.push_back(text);
  };
  if (field.place == Place::path) takeNamed(request_.labels);
  if (field.place == Place::query) takeNamed(request_.query);
  if (field.place == Place::payload) texts.emplace_back(request_.body);
  if (field.place == Place::header && request_.header)
    if (const auto value = request_.header(field.query)) texts.emplace_back(*value);
  return texts;
}

void RestReader::read(const Field& field, const Texts& texts, std::string& out) {
  out = texts.front();
  members_.checkAllowed(field, members_.pathOf(field), out);
}

void RestReader::read(const Field& field, const Texts& texts, std::int64_t& out) const {
  const auto value = parseInteger(texts.front());
  if (!value || !isNarrowEnough(field, *value)) refuse(field, texts.front(), "an integer");
  out = *value;
}

void RestReader::read(const Field& field, const Texts& texts, bool& out) const {
  out = equalsIgnoringCase(texts.front(), "true");
  if (!out && !equalsIgnoringCase(texts.front(), "false"))
    refuse(field, texts.front(), "true or false");
}

void RestReader::read(const Field& field, const Texts& texts, double& out) const {
  const auto value = parseDecimal(texts.front());
  if (!value) refuse(field, texts.front(), "a number");
  out = *value;
}

void RestReader::read(const Field& field, const Texts& texts, Instant& out) const {
  if (const auto at = parseInstant(texts.front())) {
    out = *at;
    return;
  }
  const auto seconds = parseDecimal(texts.front());
  if (!seconds) refuse(field, texts.front(), "a time");
  out = instantOf(*seconds);
}

void RestReader::end() const {
  if (violation_) throw *violation_;
}

}  // namespace amilocal::wire
