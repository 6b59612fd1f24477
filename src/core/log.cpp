#include "amilocal/core/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <memory>

#include "amilocal/core/clock.h"

namespace amilocal::log {
namespace {

std::atomic<Format> format{Format::text};
std::atomic<Level> threshold{Level::info};

spdlog::logger& sink() {
  static const auto logger = [] {
    auto made = std::make_shared<spdlog::logger>("amilocal",
                                                 std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%v");
    made->flush_on(spdlog::level::trace);
    return made;
  }();
  return *logger;
}

void appendJsonText(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 0xf];
    } else {
      out += c;
    }
  }
  out += '"';
}

bool isPlain(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text)
    if (c <= ' ' || c == '"' || c == '=' || c == '\\' || c == 0x7f) return false;
  return true;
}

void appendValue(std::string& out, const Field::Value& value, bool json) {
  if (const auto* text = std::get_if<std::string_view>(&value)) {
    if (json || !isPlain(*text)) return appendJsonText(out, *text);
    out += *text;
  } else if (const auto* number = std::get_if<std::int64_t>(&value)) {
    out += std::to_string(*number);
  } else if (const auto* decimal = std::get_if<double>(&value)) {
    out += std::to_string(*decimal);
  } else {
    out += std::get<bool>(value) ? "true" : "false";
  }
}

std::string_view nameOf(Level level) {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warn:
      return "warn";
    default:
      return "error";
  }
}

void write(Level level, std::string_view event, Fields fields) {
  if (!isOn(level)) return;
  const bool json = format.load() == Format::json;
  std::string line;
  line.reserve(160);
  // The log has the machine's time: the emulated clock may be years away.
  const auto at = formatInstant(SystemClock{}.now());
  if (json) {
    line += "{\"at\":\"" + at + "\",\"level\":\"" + std::string(nameOf(level)) + "\",\"event\":";
    appendJsonText(line, event);
    for (const auto& field : fields) {
      line += ',';
      appendJsonText(line, field.key);
      line += ':';
      appendValue(line, field.value, true);
    }
    line += '}';
  } else {
    line += at + ' ';
    line += nameOf(level);
    line += ' ';
    line += event;
    for (const auto& field : fields) {
      line += ' ';
      line += field.key;
      line += '=';
      appendValue(line, field.value, false);
    }
  }
  sink().info(std::string_view(line));
}

}  // namespace

void configure(Format newFormat, Level newThreshold) {
  format.store(newFormat);
  threshold.store(newThreshold);
}

bool isOn(Level level) { return level >= threshold.load(std::memory_order_relaxed); }

void debug(std::string_view event, Fields fields) { write(Level::debug, event, fields); }
void info(std::string_view event, Fields fields) { write(Level::info, event, fields); }
void warn(std::string_view event, Fields fields) { write(Level::warn, event, fields); }
void error(std::string_view event, Fields fields) { write(Level::error, event, fields); }

void say(std::string_view text) {
  if (threshold.load() == Level::off) return;
  if (format.load() == Format::text) return sink().info(text);
  std::string line = "{\"event\":\"say\",\"text\":";
  appendJsonText(line, text);
  sink().info(std::string_view(line + "}"));
}

void flush() { sink().flush(); }

}  // namespace amilocal::log
