#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/wire/field.h"

namespace amilocal::wire {

/// A parsed JSON text, without the library's header. Views into it live as long as the document.
class JsonDocument {
 public:
  /// One value of the document; an absent member is a value that is not there.
  class Value {
   public:
    Value() = default;  ///< one that is not there
    bool isThere() const { return value_ != nullptr; }
    bool isNull() const;
    bool isObject() const;
    bool isArray() const;
    bool isText() const;
    Value member(std::string_view name) const;  ///< not there when absent or not an object
    std::vector<std::string> memberNames() const;
    std::size_t size() const;
    Value at(std::size_t index) const;

    /// A text, a number or a truth value as a text; empty for a list, an object and null.
    std::string scalarText() const;

    /// Each throws ApiError SerializationException when the value is of another type.
    std::string text() const;
    std::int64_t integer() const;
    double number() const;
    bool boolean() const;

   private:
    friend class JsonDocument;
    explicit Value(const void* value) : value_(value) {}
    const void* value_ = nullptr;
  };

  /// Throws ApiError SerializationException when `text` is not JSON or nests deeper than 64.
  explicit JsonDocument(std::string_view text);
  ~JsonDocument();
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  Value root() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Visitor that fills a shape from a JSON object, under the model's names.
class JsonReader {
 public:
  explicit JsonReader(JsonDocument::Value object) : object_(object) {}

  template <class T>
  void operator()(const Field& field, T& member) {
    const auto value = object_.member(field.name);
    if (value.isThere() && !value.isNull()) read(value, member);
  }

 private:
  static void read(JsonDocument::Value value, std::string& out) { out = value.text(); }
  static void read(JsonDocument::Value value, bool& out) { out = value.boolean(); }
  static void read(JsonDocument::Value value, std::int64_t& out) { out = value.integer(); }
  static void read(JsonDocument::Value value, double& out) { out = value.number(); }
  static void read(JsonDocument::Value value, Instant& out) {
    out = Instant{Duration{value.integer()}};
  }
  template <class T>
  static void read(JsonDocument::Value value, std::optional<T>& out) {
    read(value, out.emplace());
  }
  template <class T>
  static void read(JsonDocument::Value value, std::vector<T>& out) {
    for (std::size_t i = 0; i < value.size(); ++i) read(value.at(i), out.emplace_back());
  }
  static void read(JsonDocument::Value value, std::map<std::string, std::string>& out) {
    for (const auto& name : value.memberNames()) out[name] = value.member(name).text();
  }
  template <class T>
  requires std::is_class_v<T>
  static void read(JsonDocument::Value value, T& out) {
    JsonReader inner(value);
    describe(inner, out);
  }

  JsonDocument::Value object_;
};

template <class Shape>
void fromJson(std::string_view text, Shape& shape) {
  const JsonDocument document(text);
  JsonReader reader(document.root());
  describe(reader, shape);
}

}  // namespace amilocal::wire
