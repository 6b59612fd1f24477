#include "amilocal/wire/xml_writer.h"

namespace amilocal::wire {

void appendEscaped(std::string& out, std::string_view text) {
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string_view replacement;
    switch (text[i]) {
      case '&':
        replacement = "&amp;";
        break;
      case '<':
        replacement = "&lt;";
        break;
      case '>':
        replacement = "&gt;";
        break;
      case '"':
        replacement = "&quot;";
        break;
      case '\r':
        replacement = "&#xD;";
        break;  // a parser would read a bare one as a line feed
      default:
        continue;
    }
    out += text.substr(begin, i - begin);
    out += replacement;
    begin = i + 1;
  }
  out += text.substr(begin);
}

}  // namespace amilocal::wire
