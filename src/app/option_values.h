#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/domain/limits.h"
#include "amilocal/domain/organization.h"

/// Values of options from text. Each throws BadValue for what it cannot read.
namespace amilocal::option {

std::string nonEmpty(std::string_view text, std::string_view what);

/// `true`, `yes`, `on`, `1`, or their opposites.
bool readSwitch(std::string_view text);

/// A whole number from `least` to `most`.
std::int64_t readNumber(std::string_view text, std::string_view what, std::int64_t least,
                        std::int64_t most);
std::uint64_t readSeed(std::string_view text);

/// `65536`, `64k`, `16m`, `1g`, also `64KiB`: a number of bytes, 1 to 1 TiB.
std::uint64_t readBytes(std::string_view text);

/// `30s`, `500ms`, `2m`; a bare number is seconds.
Duration readDuration(std::string_view text);
/// The same, and not zero.
Duration readTimeout(std::string_view text);

std::string readRegion(std::string_view text);
/// `all`, or names separated by commas; an empty text is none.
std::vector<std::string> readRegions(std::string_view text);

/// `NAME=VALUE`, or several separated by commas: quotas by their names (domain/limits.h).
void readQuotas(std::string_view text, domain::LimitValues& quotas);
/// Adds texts separated by commas to a list.
void readList(std::string_view text, std::vector<std::string>& list);
/// `id=DIGITS;name=TEXT;organization=o-ID;unit=ou-ID/ou-ID`, several separated by commas; all but
/// the id may be left out.
std::vector<domain::Account> readAccounts(std::string_view text);

[[noreturn]] void refuseChoice(std::string_view text, std::span<const std::string_view> choices);

/// One of a few words.
template <class T>
struct Choice {
  std::string_view name;
  T value;
};
template <class T, std::size_t n>
T readChoice(std::string_view text, const Choice<T> (&choices)[n]) {
  std::vector<std::string_view> names;
  for (const auto& choice : choices) {
    if (choice.name == text) return choice.value;
    names.push_back(choice.name);
  }
  refuseChoice(text, names);
}

}  // namespace amilocal::option
