#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/core/api_error.h"
#include "amilocal/core/instant.h"
#include "amilocal/wire/field.h"
#include "amilocal/wire/json_reader.h"
#include "amilocal/wire/rest_request.h"

namespace amilocal::wire {

/// Visitor that fills a shape from a JSON object as the services read it: unknown members are
/// passed over, `null` is absent, and a member against the model is refused in AWS's common words
/// (errors::constraintViolation). Malformed values come first, then what is missing.
class JsonMembers {
 public:
  JsonMembers(JsonDocument::Value object, std::optional<ApiError>& violation, std::string path = {})
      : object_(object), violation_(violation), path_(std::move(path)) {}

  template <class T>
  void operator()(const Field& field, T& member) {
    const auto value = object_.member(field.name);
    if (value.isThere() && !value.isNull()) return read(field, pathOf(field), value, member);
    if (field.required) noteMissing(field);
  }

  /// From now on members are taken from this object.
  void enter(JsonDocument::Value object) { object_ = object; }

  void noteMissing(const Field& field);
  std::string pathOf(const Field& field) const;
  /// Remembers the first value that is none of the enumeration's.
  void checkAllowed(const Field& field, const std::string& path, std::string_view text);

 private:
  using Value = JsonDocument::Value;

  void read(const Field& field, const std::string& path, Value value, std::string& out);
  void read(const Field& field, const std::string& path, Value value, std::int64_t& out);
  void read(const Field& field, const std::string& path, Value value, Instant& out);
  void read(const Field&, const std::string&, Value value, bool& out) { out = value.boolean(); }
  void read(const Field&, const std::string&, Value value, double& out) { out = value.number(); }
  template <class T>
  void read(const Field& field, const std::string& path, Value value, std::optional<T>& out) {
    read(field, path, value, out.emplace());
  }
  template <class T>
  void read(const Field& field, const std::string& path, Value value, std::vector<T>& out) {
    for (std::size_t i = 0; i < value.size(); ++i)
      read(field, path + "." + std::to_string(i + 1) + ".member", value.at(i), out.emplace_back());
  }
  void read(const Field&, const std::string&, Value value,
            std::map<std::string, std::string>& out) {
    requireObject(value);
    for (const auto& name : value.memberNames()) out[name] = value.member(name).text();
  }
  template <class T>
  requires std::is_class_v<T>
  void read(const Field&, const std::string& path, Value value, T& out) {
    requireObject(value);
    JsonMembers inner(value, violation_, path);
    describe(inner, out);
  }

  static void requireObject(Value value);

  JsonDocument::Value object_;
  std::optional<ApiError>& violation_;
  std::string path_;
};

/// Visitor that fills a request of a JSON protocol: each member from its place. The body is parsed
/// when the first member asks for it, so that a payload is never taken for JSON.
class RestReader {
 public:
  explicit RestReader(const RestRequest& request)
      : request_(request), members_(JsonDocument::Value(), violation_) {}

  template <class T>
  void operator()(const Field& field, T& member) {
    if (field.place == Place::body) return bodyMembers()(field, member);
    const auto texts = textsOf(field);
    if (!texts.empty()) return read(field, texts, member);
    if (field.required) members_.noteMissing(field);
  }

  /// Throws what was found missing or not allowed.
  void end() const;

 private:
  using Texts = std::vector<std::string>;

  JsonMembers& bodyMembers();
  Texts textsOf(const Field& field) const;

  void read(const Field& field, const Texts& texts, std::string& out);
  void read(const Field& field, const Texts& texts, std::int64_t& out) const;
  void read(const Field& field, const Texts& texts, bool& out) const;
  void read(const Field& field, const Texts& texts, double& out) const;
  void read(const Field& field, const Texts& texts, Instant& out) const;
  template <class T>
  void read(const Field& field, const Texts& texts, std::optional<T>& out) {
    read(field, texts, out.emplace());
  }
  template <class T>
  void read(const Field& field, const Texts& texts, std::vector<T>& out) {
    for (const auto& text : texts) read(field, {text}, out.emplace_back());
  }
  // A structure stands in the body and nowhere else.
  template <class T>
  requires std::is_class_v<T>
  void read(const Field&, const Texts&, T&) const {}

  const RestRequest& request_;
  std::optional<JsonDocument> body_;
  std::optional<ApiError> violation_;
  JsonMembers members_;
};

/// Fills `request`. Throws ApiError SerializationException or ValidationException.
template <class Request>
void readRest(const RestRequest& source, Request& request) {
  RestReader reader(source);
  describe(reader, request);
  reader.end();
}

}  // namespace amilocal::wire
