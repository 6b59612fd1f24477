#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "amilocal/wire/field.h"
#include "amilocal/wire/json_writer.h"
#include "amilocal/wire/operation.h"

namespace amilocal::wire {

/// Visitor that puts each member of an answer of a JSON protocol at its place: into the JSON
/// object, a header line, or, as bytes, the body itself.
class RestWriter {
 public:
  explicit RestWriter(Answer& answer)
      : answer_(answer), members_(answer.body, JsonTimes::ofServices) {
    answer_.body += '{';
  }

  template <class T>
  void operator()(const Field& field, const T& member) {
    if (field.place == Place::body) return members_(field, member);
    place(field, member);
  }

  void end() {
    if (!answer_.isPayload) answer_.body += '}';
  }

 private:
  template <class T>
  void place(const Field& field, const std::optional<T>& member) {
    if (member) place(field, *member);
  }
  void place(const Field& field, const std::string& text) {
    if (field.place != Place::payload) return addHeader(field, text);
    answer_.isPayload = true;
    answer_.body = text;
  }
  void place(const Field& field, std::int64_t value) { addHeader(field, std::to_string(value)); }
  void place(const Field& field, bool value) { addHeader(field, value ? "true" : "false"); }
  void place(const Field& field, double value) { addHeader(field, doubleText(value)); }
  void place(const Field& field, Instant at) { addHeader(field, formatInstant(at)); }
  // A list or a structure stands in the body and nowhere else.
  template <class T>
  void place(const Field&, const std::vector<T>&) {}
  template <class T>
  requires std::is_class_v<T>
  void place(const Field&, const T&) {}

  void addHeader(const Field& field, std::string text) {
    if (field.place != Place::header) return;  // labels and parameters are of requests
    answer_.headers.emplace_back(field.query, std::move(text));
  }

  Answer& answer_;
  JsonWriter members_;
};

}  // namespace amilocal::wire
