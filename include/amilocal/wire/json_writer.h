#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/wire/field.h"
#include "amilocal/wire/scalar_text.h"

namespace amilocal::wire {

/// Appends `text` as a JSON string. Bytes that are not UTF-8 are replaced by U+FFFD.
void appendJsonString(std::string& out, std::string_view text);

/// Visitor that appends a shape's members to a JSON object, under the model's names. Times are
/// milliseconds since 1970. An answer kept for a client token has this form.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  template <class T>
  void operator()(const Field& field, const std::optional<T>& member) {
    if (member) (*this)(field, *member);
  }
  template <class T>
  void operator()(const Field& field, const T& member) {
    if (!first_) out_ += ',';
    first_ = false;
    appendJsonString(out_, field.name);
    out_ += ':';
    write(member);
  }

 private:
  void write(const std::string& text) { appendJsonString(out_, text); }
  void write(bool value) { out_ += value ? "true" : "false"; }
  void write(std::int64_t value) { out_ += std::to_string(value); }
  void write(double value) { out_ += doubleText(value); }
  void write(Instant at) { out_ += std::to_string(at.time_since_epoch().count()); }
  template <class T>
  void write(const std::vector<T>& list) {
    out_ += '[';
    bool first = true;
    for (const auto& member : list) {
      if (!first) out_ += ',';
      first = false;
      write(member);
    }
    out_ += ']';
  }
  template <class T>
  requires std::is_class_v<T>
  void write(const T& shape) {
    out_ += '{';
    JsonWriter inner(out_);
    describe(inner, shape);
    out_ += '}';
  }

  std::string& out_;
  bool first_ = true;
};

/// A whole shape as a JSON object.
template <class Shape>
std::string toJson(const Shape& shape) {
  std::string out = "{";
  JsonWriter writer(out);
  describe(writer, shape);
  out += '}';
  return out;
}

}  // namespace amilocal::wire
