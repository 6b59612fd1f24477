#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/domain/state_reason.h"
#include "amilocal/wire/json_reader.h"

namespace amilocal::control {

/// The JSON object that a request carries. An empty body is an empty object.
class Body {
 public:
  /// Throws ApiError when the text is no JSON object or has a key that is not in `known`.
  Body(std::string_view text, std::span<const std::string_view> known);

  bool has(std::string_view key) const { return document_.root().member(key).isThere(); }
  wire::JsonDocument::Value member(std::string_view key) const {
    return document_.root().member(key);
  }

  /// Empty when the key is absent; throws ApiError when it is no string.
  std::optional<std::string> text(std::string_view key) const;

  /// False when the key is absent; throws ApiError when it is there and not `true`.
  bool isTrue(std::string_view key) const;

 private:
  wire::JsonDocument document_;
};

/// A string, or a refusal that names the key.
std::string textOf(wire::JsonDocument::Value value, std::string_view key,
                   std::string_view expected);

/// A text that an answer of AWS can carry: 1 to 1,024 bytes without control characters.
std::string sentenceOf(wire::JsonDocument::Value value, std::string_view key);

/// A reason of a failure: a text, or an object with `code` and `message`.
domain::StateReason reasonOf(wire::JsonDocument::Value value, std::string_view key,
                             std::string_view usualCode);

/// For routes that take no body: throws ApiError for anything but an empty object.
void refuseBody(std::string_view text);

/// Throws ApiError when `value`, an object, has a key that is not in `known`.
void checkKeys(wire::JsonDocument::Value value, std::span<const std::string_view> known);

}  // namespace amilocal::control
