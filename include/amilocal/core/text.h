#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace amilocal {

/// Decodes `%41` and, as forms do, `+`. Empty when a percent sign is not followed by two
/// hexadecimal digits.
std::optional<std::string> decodeForm(std::string_view text);

/// The same for paths, where `+` is a plus sign.
std::optional<std::string> decodePercent(std::string_view text);

/// RFC 3986 percent-coding of everything but unreserved characters; `keep` names further
/// characters to leave as they are (`/` in a path).
std::string encodePercent(std::string_view text, std::string_view keep = "");

std::string encodeBase64(std::string_view bytes);
/// Accepts padding and white space between groups, as AWS does. Empty when malformed.
std::optional<std::string> decodeBase64(std::string_view text);

std::string encodeHex(std::span<const unsigned char> bytes);
std::string encodeHex(std::string_view bytes);
/// Digits of either case, two for each byte; empty when malformed.
std::optional<std::string> decodeHex(std::string_view text);

/// EC2's filter patterns: `*` is any run of characters, `?` is one character or none, and a
/// backslash makes the next character literal (aws-facts/images.md section 4).
bool matchesPattern(std::string_view pattern, std::string_view text);

/// Does the text contain an unescaped `*` or `?`?
bool isPattern(std::string_view text);

/// Is it a literal text with one `*` behind it, and no other wildcard?
bool isPrefixPattern(std::string_view text);

/// The literal text at the start of a pattern, up to its first wildcard, escapes resolved.
std::string literalPrefix(std::string_view pattern);

/// The parts are views of the text, which must outlive them.
std::vector<std::string_view> split(std::string_view text, char separator);
std::vector<std::string_view> split(std::same_as<std::string> auto&& text, char) = delete;
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string_view trim(std::string_view text);
std::string toLower(std::string_view text);
bool equalsIgnoringCase(std::string_view a, std::string_view b);
bool isDigits(std::string_view text);

/// Well-formed UTF-8 without NUL and without control characters that XML 1.0 cannot carry?
bool isXmlText(std::string_view text);

/// Decimal integer with an optional minus sign and nothing else; empty when malformed or too big.
std::optional<std::int64_t> parseInteger(std::string_view text);
std::optional<double> parseDecimal(std::string_view text);

/// `1,541,312,685,382`: thousands separated by commas, as EC2 writes the time of a copy into the
/// description of its snapshots (aws-facts/images.md section 7, CopyImage).
std::string groupThousands(std::int64_t number);

/// How many single-character edits make `a` into `b`: for "did you mean".
std::size_t editDistance(std::string_view a, std::string_view b);

/// The candidate that `text` was probably meant to be; empty when none is near.
std::string nearest(std::string_view text, std::span<const std::string_view> candidates);

}  // namespace amilocal
