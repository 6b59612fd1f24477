#include "amilocal/wire/json_reader.h"

#include <nlohmann/json.hpp>

#include "amilocal/core/api_error.h"

namespace amilocal::wire {
namespace {

using nlohmann::json;

constexpr int kDeepest = 64;

const json& jsonOf(const void* value) { return *static_cast<const json*>(value); }

// The protocols' code for a body that is not what it should be (AWS JSON protocol).
[[noreturn]] void refuse(const char* message) { throw ApiError("SerializationException", message); }

}  // namespace

struct JsonDocument::Impl {
  json root;
};

JsonDocument::JsonDocument(std::string_view text) : impl_(std::make_unique<Impl>()) {
  bool tooDeep = false;
  impl_->root = json::parse(
      text,
      [&tooDeep](int depth, json::parse_event_t, json&) {
        tooDeep = tooDeep || depth > kDeepest;
        return !tooDeep;
      },
      false);
  if (tooDeep) refuse("The document nests too deeply");
  if (impl_->root.is_discarded()) refuse("The document is not well-formed JSON");
}

JsonDocument::~JsonDocument() = default;

JsonDocument::Value JsonDocument::root() const { return Value(&impl_->root); }

bool JsonDocument::Value::isNull() const { return jsonOf(value_).is_null(); }
bool JsonDocument::Value::isObject() const {
  return value_ != nullptr && jsonOf(value_).is_object();
}
bool JsonDocument::Value::isArray() const { return value_ != nullptr && jsonOf(value_).is_array(); }
bool JsonDocument::Value::isText() const { return value_ != nullptr && jsonOf(value_).is_string(); }

JsonDocument::Value JsonDocument::Value::member(std::string_view name) const {
  if (!isObject()) return Value(nullptr);
  const auto& object = jsonOf(value_);
  const auto found = object.find(name);
  return Value(found == object.end() ? nullptr : &*found);
}

std::vector<std::string> JsonDocument::Value::memberNames() const {
  std::vector<std::string> names;
  if (isObject())
    for (const auto& [name, value] : jsonOf(value_).items()) names.push_back(name);
  return names;
}

std::size_t JsonDocument::Value::size() const {
  if (!isArray()) refuse("Expected a list");
  return jsonOf(value_).size();
}

JsonDocument::Value JsonDocument::Value::at(std::size_t index) const {
  return Value(&jsonOf(value_).at(index));
}

std::string JsonDocument::Value::scalarText() const {
  if (isText()) return text();
  const bool isScalar =
      value_ != nullptr && (jsonOf(value_).is_number() || jsonOf(value_).is_boolean());
  return isScalar ? jsonOf(value_).dump() : std::string();
}

std::string JsonDocument::Value::text() const {
  if (!jsonOf(value_).is_string()) refuse("Expected a string");
  return jsonOf(value_).get<std::string>();
}

std::int64_t JsonDocument::Value::integer() const {
  if (!jsonOf(value_).is_number_integer()) refuse("Expected an integer");
  return jsonOf(value_).get<std::int64_t>();
}

double JsonDocument::Value::number() const {
  if (!jsonOf(value_).is_number()) refuse("Expected a number");
  return jsonOf(value_).get<double>();
}

bool JsonDocument::Value::boolean() const {
  if (!jsonOf(value_).is_boolean()) refuse("Expected true or false");
  return jsonOf(value_).get<bool>();
}

}  // namespace amilocal::wire
