#pragma once

#include <cstdint>
#include <map>
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

/// `1763640000` or `1763640000.25`: seconds since 1970, as the JSON protocols write a time.
std::string epochSecondsText(Instant at);

/// Who reads the JSON: ourselves, or clients.
enum class JsonTimes {
  ofTokens,    ///< an answer kept for a client token: milliseconds since 1970
  ofServices,  ///< as each member's `time` says
};

/// Visitor that appends a shape's members to a JSON object, under the model's names.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out, JsonTimes times = JsonTimes::ofTokens)
      : out_(out), times_(times) {}

  template <class T>
  void operator()(const Field& field, const std::optional<T>& member) {
    if (member) append(field, *member);
  }
  template <class T>
  void operator()(const Field& field, const std::vector<T>& list) {
    if (!list.empty() || field.presence == ListPresence::sent) append(field, list);
  }
  void operator()(const Field& field, const std::map<std::string, std::string>& texts) {
    if (!texts.empty() || field.presence == ListPresence::sent) append(field, texts);
  }
  template <class T>
  void operator()(const Field& field, const T& member) {
    append(field, member);
  }

 private:
  template <class T>
  void append(const Field& field, const T& member) {
    if (!first_) out_ += ',';
    first_ = false;
    appendJsonString(out_, field.name);
    out_ += ':';
    write(field, member);
  }
  void write(const Field&, const std::string& text) { appendJsonString(out_, text); }
  void write(const Field&, bool value) { out_ += value ? "true" : "false"; }
  void write(const Field&, std::int64_t value) { out_ += std::to_string(value); }
  void write(const Field&, double value) { out_ += doubleText(value); }
  void write(const Field& field, Instant at) {
    if (times_ == JsonTimes::ofTokens)
      out_ += std::to_string(at.time_since_epoch().count());
    else if (field.time == TimeForm::iso)
      appendJsonString(out_, formatInstant(at));
    else
      out_ += epochSecondsText(at);
  }
  template <class T>
  void write(const Field& field, const std::vector<T>& list) {
    out_ += '[';
    bool first = true;
    for (const auto& member : list) {
      if (!first) out_ += ',';
      first = false;
      write(field, member);
    }
    out_ += ']';
  }
  void write(const Field&, const std::map<std::string, std::string>& texts) {
    out_ += '{';
    bool first = true;
    for (const auto& [name, text] : texts) {
      if (!first) out_ += ',';
      first = false;
      appendJsonString(out_, name);
      out_ += ':';
      appendJsonString(out_, text);
    }
    out_ += '}';
  }
  template <class T>
  requires std::is_class_v<T>
  void write(const Field&, const T& shape) {
    out_ += '{';
    JsonWriter inner(out_, times_);
    describe(inner, shape);
    out_ += '}';
  }

  std::string& out_;
  JsonTimes times_;
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

/// The members of `over` in the place of those of `base`, both objects; what is null or an empty
/// list in `over` leaves the base's member as it is. Throws ApiError SerializationException when
/// one of them is no JSON object.
std::string overlayJson(std::string_view base, std::string_view over);

}  // namespace amilocal::wire
