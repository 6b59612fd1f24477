#include "amilocal/wire/xml_writer.h"

#include <algorithm>
#include <array>

namespace amilocal::wire {
namespace {

/// What stands for a character; empty for one that stands for itself.
constexpr std::string_view replacementOf(char c) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\r':
      return "&#xD;";  // a parser would read a bare one as a line feed
    default:
      return "";
  }
}

constexpr auto kIsReplaced = [] {
  std::array<bool, 256> isReplaced{};
  for (std::size_t i = 0; i < isReplaced.size(); ++i)
    isReplaced[i] = !replacementOf(static_cast<char>(i)).empty();
  return isReplaced;
}();

/// How much of the text stands for itself, from its beginning.
std::size_t plainPart(std::string_view text) {
  const auto isReplaced = [](char c) { return kIsReplaced[static_cast<unsigned char>(c)]; };
  return static_cast<std::size_t>(std::ranges::find_if(text, isReplaced) - text.begin());
}

/// Appends all parts with one look at the capacity: elements are short, and many.
template <class... Parts>
void append(std::string& out, Parts... parts) {
  auto at = out.size();
  out.resize(at + (parts.size() + ...));
  ((at += parts.copy(out.data() + at, parts.size())), ...);
}

}  // namespace

void appendEscaped(std::string& out, std::string_view text) {
  while (true) {
    const auto plain = plainPart(text);
    out += text.substr(0, plain);
    if (plain == text.size()) return;
    out += replacementOf(text[plain]);
    text.remove_prefix(plain + 1);
  }
}

void appendElement(std::string& out, std::string_view element, std::string_view text) {
  constexpr std::string_view kOpen = "<", kOpenEnd = "</", kClose = ">";
  if (plainPart(text) == text.size())
    return append(out, kOpen, element, kClose, text, kOpenEnd, element, kClose);
  append(out, kOpen, element, kClose);
  appendEscaped(out, text);
  append(out, kOpenEnd, element, kClose);
}

}  // namespace amilocal::wire
