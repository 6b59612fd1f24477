#include "amilocal/domain/bucket.h"

#include "amilocal/core/text.h"

namespace amilocal::domain {

std::string pairsText(const Tags& pairs) {
  std::string text;
  for (const auto& [name, value] : pairs) {
    if (!text.empty()) text += '&';
    ((text += encodePercent(name)) += '=') += encodePercent(value);
  }
  return text;
}

Tags pairsOf(std::string_view text) {
  Tags pairs;
  for (const auto part : split(text, '&')) {
    if (part.empty()) continue;
    const auto equals = part.find('=');
    const auto value = equals == std::string_view::npos ? "" : part.substr(equals + 1);
    pairs.push_back(
        {decodeForm(part.substr(0, equals)).value_or(""), decodeForm(value).value_or("")});
  }
  return pairs;
}

}  // namespace amilocal::domain
