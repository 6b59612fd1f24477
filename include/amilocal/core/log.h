#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace amilocal::log {

/// One named value of an event.
struct Field {
  using Value = std::variant<std::string_view, std::int64_t, double, bool>;

  Field(std::string_view k, std::string_view v) : key(k), value(v) {}
  Field(std::string_view k, const std::string& v) : key(k), value(std::string_view(v)) {}
  Field(std::string_view k, const char* v) : key(k), value(std::string_view(v)) {}
  Field(std::string_view k, bool v) : key(k), value(v) {}
  Field(std::string_view k, double v) : key(k), value(v) {}
  template <std::integral T>
  requires(!std::same_as<T, bool>) Field(std::string_view k, T v)
      : key(k), value(static_cast<std::int64_t>(v)) {}

  std::string_view key;
  Value value;
};

using Fields = std::initializer_list<Field>;

enum class Format { text, json };
enum class Level { debug, info, warn, error, off };

/// Sets form and threshold once, at start. Lines go to standard error.
void configure(Format format, Level threshold);

/// Would an event of this level be written? For callers that must build expensive fields.
bool isOn(Level level);

/// A log line is an event's name, dotted, and its fields: `request.done operation=CopyImage …`.
void debug(std::string_view event, Fields fields = {});
void info(std::string_view event, Fields fields = {});
void warn(std::string_view event, Fields fields = {});
void error(std::string_view event, Fields fields = {});

/// A line for people, without level and fields: the banner and `Ready.`; the JSON form wraps it.
void say(std::string_view text);

/// Writes out what is buffered.
void flush();

}  // namespace amilocal::log
