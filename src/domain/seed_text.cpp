#include "seed_text.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "amilocal/core/hash.h"

namespace amilocal::domain::seed {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

std::string digits(std::int64_t value, std::size_t width) {
  auto text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

// The day that names speak of, and the instant within it.
Instant namedAt(const Release& release) {
  return release.madeAt() - days(release.family().namedDaysAgo);
}

std::string yearOf(const Release& release) {
  const std::chrono::year_month_day date(std::chrono::floor<days>(namedAt(release)));
  return digits(static_cast<int>(date.year()), 4);
}

std::string monthOf(const Release& release) {
  const std::chrono::year_month_day date(std::chrono::floor<days>(namedAt(release)));
  return digits(static_cast<unsigned>(date.month()), 2);
}

std::string dayOf(const Release& release) {
  const std::chrono::year_month_day date(std::chrono::floor<days>(namedAt(release)));
  return digits(static_cast<unsigned>(date.day()), 2);
}

std::string timeOf(const Release& release) {
  const auto at = release.madeAt();
  const std::chrono::hh_mm_ss time(at - std::chrono::floor<days>(at));
  return digits(time.hours().count(), 2) + digits(time.minutes().count(), 2);
}

// Builds of one release differ by seconds; EC2 Image Builder writes their end into the name.
std::string stampOf(const Release& release) {
  const auto at = release.madeAt() + release.variant.delay;
  auto text = formatInstant(at);
  std::ranges::replace(text, ':', '-');
  const auto milliseconds = stableHash(text + std::to_string(release.variant.number)) % 1000;
  return text.substr(0, text.find('.') + 1) + digits(static_cast<std::int64_t>(milliseconds), 3) +
         "Z";
}

// The same for all variants of a release, as the commit is that they were made from.
std::string commitOf(const Release& release, int width) {
  return stableHex("commit:" + release.family().key + ":" + std::to_string(release.number), width);
}

// For what has another number in each Region: the kernels of paravirtual images.
std::string placeOf(const Release& release) {
  return stableHex("place:" + std::string(release.region.name), 8);
}

bool isArm(const Release& release) { return release.variant.architecture.starts_with("arm64"); }

struct BuiltIn {
  std::string_view word;
  std::string (*text)(const Release&);
};

constexpr BuiltIn kBuiltIn[] = {
    // The architecture as EC2 calls it, as Debian does, as GNU does.
    {"arch", [](const Release& r) { return r.variant.architecture; }},
    {"deb", [](const Release& r) { return std::string(isArm(r) ? "arm64" : "amd64"); }},
    {"gnu", [](const Release& r) { return std::string(isArm(r) ? "aarch64" : "x86_64"); }},
    {"region", [](const Release& r) { return std::string(r.region.name); }},
    {"ymd", [](const Release& r) { return yearOf(r) + monthOf(r) + dayOf(r); }},
    {"y", yearOf},
    {"yy", [](const Release& r) { return yearOf(r).substr(2); }},
    {"m", monthOf},
    {"d", dayOf},
    {"hm", timeOf},
    {"stamp", stampOf},
    {"hex8", [](const Release& r) { return commitOf(r, 8); }},
    {"hex12", [](const Release& r) { return commitOf(r, 12); }},
    {"place8", placeOf},
};

std::int64_t floorDivide(std::int64_t value, std::int64_t by) {
  return value / by - (value % by < 0 ? 1 : 0);
}

std::string wordText(std::string_view word, const Release& release, std::string_view name) {
  if (word == "name") return std::string(name);
  for (const auto& [key, text] : release.row().words)
    if (key == word) return text;
  for (const auto& counter : release.family().counters)
    if (counter.name == word)
      return counterText(counter, std::chrono::floor<days>(namedAt(release)), release.variant.rank);
  for (const auto& builtIn : kBuiltIn)
    if (builtIn.word == word) return builtIn.text(release);
  throw std::logic_error("seed family " + release.family().key + " has no word {" +
                         std::string(word) + "}");
}

}  // namespace

std::string counterText(const Counter& counter, sys_days day, int rank) {
  const auto passed = (day - counter.at).count();
  const auto periods = floorDivide(passed, counter.everyDays);
  auto value = counter.start;
  if (counter.unitDays > 0)
    value += (passed - periods * counter.everyDays) / counter.unitDays;
  else
    value += periods * counter.step;
  if (counter.ranked) value -= rank;
  value = std::clamp(value, counter.least, counter.most);
  if (counter.words.empty()) return std::to_string(value);
  const auto count = static_cast<std::int64_t>(counter.words.size());
  return counter.words[static_cast<std::size_t>(value - floorDivide(value, count) * count)];
}

std::string fillIn(std::string_view text, const Release& release, std::string_view name) {
  std::string filled;
  filled.reserve(text.size() + 16);
  while (true) {
    const auto open = text.find('{');
    filled += text.substr(0, open);
    if (open == std::string_view::npos) return filled;
    const auto close = text.find('}', open);
    filled += wordText(text.substr(open + 1, close - open - 1), release, name);
    text.remove_prefix(close + 1);
  }
}

}  // namespace amilocal::domain::seed
