#include "amilocal/core/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>

namespace amilocal {
namespace {

int hexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

enum class Plus { literal, space };

std::optional<std::string> decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hexDigit(text[i + 1]), low = hexDigit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool isUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

// The length of the well-formed UTF-8 sequence at the front; 0 when there is none or when it is a
// character that XML 1.0 cannot carry.
std::size_t xmlCharacterLength(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto isTail = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xc0) == 0x80; };
  const unsigned char first = byte(0);
  if (first < 0x80) return first >= 0x20 || first == '\t' || first == '\n' || first == '\r' ? 1 : 0;
  if (first >= 0xc2 && first <= 0xdf) return isTail(1) ? 2 : 0;
  if (first >= 0xe0 && first <= 0xef) {
    if (!isTail(1) || !isTail(2)) return 0;
    const unsigned code = ((first & 0xfU) << 12) | ((byte(1) & 0x3fU) << 6) | (byte(2) & 0x3fU);
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    return code < 0x800 || surrogate || code >= 0xfffe ? 0 : 3;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    if (!isTail(1) || !isTail(2) || !isTail(3)) return 0;
    const unsigned code = ((first & 0x7U) << 18) | ((byte(1) & 0x3fU) << 12) |
                          ((byte(2) & 0x3fU) << 6) | (byte(3) & 0x3fU);
    return code < 0x10000 || code > 0x10ffff ? 0 : 4;
  }
  return 0;
}

}  // namespace

std::optional<std::string> decodeForm(std::string_view text) { return decode(text, Plus::space); }

std::optional<std::string> decodePercent(std::string_view text) {
  return decode(text, Plus::literal);
}

std::string encodePercent(std::string_view text, std::string_view keep) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (isUnreserved(c) || keep.find(c) != std::string_view::npos) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 0xf];
    }
  }
  return out;
}

std::string encodeBase64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (k < count ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (std::size_t k = 0; k < 4; ++k)
      out += k <= count ? kBase64[(group >> (18 - 6 * k)) & 0x3f] : '=';
  }
  return out;
}

std::optional<std::string> decodeBase64(std::string_view text) {
  std::string out;
  std::uint32_t group = 0;
  int digits = 0, padding = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
    if (c == '=') {
      ++padding;
    } else {
      const auto value = kBase64.find(c);
      if (value == std::string_view::npos || padding > 0) return std::nullopt;
      group = group << 6 | static_cast<std::uint32_t>(value);
    }
    if (c == '=') group <<= 6;
    if (++digits % 4 != 0) continue;
    if (padding > 2) return std::nullopt;
    for (int k = 0; k < 3 - padding; ++k) out += static_cast<char>((group >> (16 - 8 * k)) & 0xff);
    group = 0;
  }
  if (digits % 4 != 0 || padding > 2) return std::nullopt;
  return out;
}

std::string encodeHex(std::span<const unsigned char> bytes) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    out += kHex[byte >> 4];
    out += kHex[byte & 0xf];
  }
  return out;
}

std::string encodeHex(std::string_view bytes) {
  return encodeHex({reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()});
}

std::optional<std::string> decodeHex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hexDigit(text[i]), low = hexDigit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

namespace {

// Patterns without `?` need one point of return: after a mismatch the last `*` takes one more
// character. This is what nearly every filter is, and it makes nothing on the heap.
bool matchesStars(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, afterStar = std::string_view::npos, retry = 0;
  while (t < text.size() || p < pattern.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      afterStar = ++p;
      retry = t;
      continue;
    }
    const bool escaped = p + 1 < pattern.size() && pattern[p] == '\\';
    const std::size_t at = p + (escaped ? 1 : 0);
    if (t < text.size() && at < pattern.size() && pattern[at] == text[t]) {
      p = at + 1;
      ++t;
      continue;
    }
    if (afterStar == std::string_view::npos || retry >= text.size()) return false;
    p = afterStar;
    t = ++retry;
  }
  return true;
}

// A `?` may stand for nothing, so there are many points of return: rows of what can be reached,
// which no pattern makes exponential.
bool matchesByRows(std::string_view pattern, std::string_view text) {
  std::vector<char> reached(text.size() + 1, 0), following(text.size() + 1, 0);
  reached[0] = 1;
  for (std::size_t p = 0; p < pattern.size(); ++p) {
    const bool escaped = pattern[p] == '\\' && p + 1 < pattern.size();
    const char c = escaped ? pattern[++p] : pattern[p];
    std::ranges::fill(following, 0);
    bool any = false;
    for (std::size_t t = 0; t <= text.size(); ++t) {
      if (!escaped && c == '*') {
        following[t] = reached[t] || (t > 0 && following[t - 1]);
      } else if (!escaped && c == '?') {
        following[t] = reached[t] || (t > 0 && reached[t - 1]);
      } else {
        following[t] = t > 0 && reached[t - 1] && text[t - 1] == c;
      }
      any = any || following[t];
    }
    if (!any) return false;
    std::swap(reached, following);
  }
  return reached[text.size()] != 0;
}

}  // namespace

bool matchesPattern(std::string_view pattern, std::string_view text) {
  return pattern.find('?') == std::string_view::npos ? matchesStars(pattern, text)
                                                     : matchesByRows(pattern, text);
}

bool isPattern(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '*' || text[i] == '?') return true;
    if (text[i] == '\\') ++i;
  }
  return false;
}

bool isPrefixPattern(std::string_view text) {
  return isPattern(text) && text.back() == '*' && !isPattern(text.substr(0, text.size() - 1));
}

std::string literalPrefix(std::string_view pattern) {
  std::string prefix;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '*' || pattern[i] == '?') break;
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    prefix += pattern[i];
  }
  return prefix;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string out;
  for (const auto& part : parts) {
    if (!out.empty() || &part != parts.data()) out += separator;
    out += part;
  }
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string toLower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool isDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool isXmlText(std::string_view text) {
  while (!text.empty()) {
    const auto length = xmlCharacterLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::optional<std::int64_t> parseInteger(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

std::optional<double> parseDecimal(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  if (!std::isfinite(value)) return std::nullopt;
  return value;
}

std::string groupThousands(std::int64_t number) {
  std::string text = std::to_string(number);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = text.size(); at > first + 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string nearest(std::string_view text, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t bestDistance = std::max<std::size_t>(2, text.size() / 3) + 1;
  for (const auto candidate : candidates) {
    const auto distance = editDistance(text, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return std::string(best);
}

}  // namespace amilocal
