#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace amilocal {

/// The resolution of every time in the project. EC2 prints milliseconds and never more.
using Duration = std::chrono::milliseconds;

/// A point in time, UTC.
using Instant = std::chrono::sys_time<Duration>;

/// `2026-02-24T06:46:54.000Z`, the form of EC2's answers (aws-facts/images.md 1.1, creationDate).
std::string formatInstant(Instant at);

/// `2025-02-17T20:22:19Z`, the form without milliseconds (images.md 1.1, lastLaunchedTime).
std::string formatInstantSeconds(Instant at);

/// Reads the ISO 8601 forms that clients send: a date alone, or date and time with `T` or a blank,
/// optional seconds, an optional fraction, and `Z`, an offset, or nothing (UTC). Empty when `text`
/// has none of these forms or names no real date.
std::optional<Instant> parseInstant(std::string_view text);

/// Reads `90`, `90s`, `500ms`, `5m`, `24h`, `7d` and sums of them such as `1h30m`; a bare number
/// is seconds. Empty when the text is none of these, is negative or passes 100 years.
std::optional<Duration> parseDuration(std::string_view text);

/// `1d2h`, `1m30s`, `500ms`, `0s`: the shortest text that parseDuration() reads back.
std::string formatDuration(Duration duration);

/// `at` without its milliseconds: EC2 stores most dates by the second.
constexpr Instant wholeSeconds(Instant at) { return std::chrono::floor<std::chrono::seconds>(at); }

/// The same date and time of day some years later; the 28th of February stands for a 29th that is
/// not there.
Instant yearsAfter(Instant at, int years);

}  // namespace amilocal
