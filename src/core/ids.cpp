#include "amilocal/core/ids.h"

#include <algorithm>
#include <array>

namespace amilocal {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

bool isLowerHex(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

void appendHex(std::string& out, std::uint64_t bits, int digits) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out += kHex[(bits >> shift) & 0xf];
}

}  // namespace

bool isResourceId(std::string_view prefix, std::string_view text) {
  if (text.size() < prefix.size() + 1 || !text.starts_with(prefix)) return false;
  if (text[prefix.size()] != '-') return false;
  const auto digits = text.substr(prefix.size() + 1);
  return (digits.size() == 8 || digits.size() == 17) && isLowerHex(digits);
}

IdSource::IdSource() {
  std::random_device device;
  std::seed_seq seed{device(), device(), device(), device()};
  random_.seed(seed);
}

IdSource::IdSource(std::uint64_t seed) : random_(seed), isSeeded_(true) {}

void IdSource::moveOn() { neighbourhood_.reset(); }

std::uint64_t IdSource::nextDigits() {
  constexpr std::uint64_t kBegin = 0xfff0'0000'0000'0000;
  const auto digits = random_();
  if (isSeeded_) return digits;
  if (!neighbourhood_) neighbourhood_ = digits & kBegin;
  return *neighbourhood_ | (digits & ~kBegin);
}

std::string IdSource::nextText(std::string_view prefix) {
  std::string text;
  text.reserve(prefix.size() + 18);
  text += prefix;
  text += "-0";
  appendHex(text, nextDigits(), 16);
  return text;
}

std::string IdSource::nextUuid() {
  // Version 4, variant 1 (RFC 4122).
  const auto high = (random_() & 0xffffffffffff0fffULL) | 0x4000ULL;
  const auto low = (random_() & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
  std::string hex;
  appendHex(hex, high, 16);
  appendHex(hex, low, 16);
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

std::string IdSource::nextToken(int count) {
  constexpr std::string_view kLetters = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string text;
  for (int i = 0; i < count; ++i) text += kLetters[random_() % kLetters.size()];
  return text;
}

}  // namespace amilocal
