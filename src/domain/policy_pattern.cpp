#include "domain/policy_pattern.h"

#include <algorithm>

#include "amilocal/core/text.h"

namespace amilocal::domain {
namespace {

constexpr int kArnParts = 6;

// The value of what stands between `${` and `}`.
std::optional<std::string> valueOf(std::string_view variable, const RequestFacts& facts) {
  if (variable == "*" || variable == "?" || variable == "$") return std::string(variable);
  const auto comma = variable.find(',');
  const auto* values = facts.find(trim(variable.substr(0, comma)));
  if (values != nullptr && values->size() == 1) return values->front();
  if (comma == std::string_view::npos) return std::nullopt;
  auto otherwise = trim(variable.substr(comma + 1));
  if (otherwise.size() < 2 || otherwise.front() != '\'' || otherwise.back() != '\'')
    return std::nullopt;
  return std::string(otherwise.substr(1, otherwise.size() - 2));
}

}  // namespace

PolicyPattern::PolicyPattern(std::string_view text) { appendText(text); }

void PolicyPattern::appendLiteral(std::string_view text) {
  for (const char c : text) pieces_.push_back({c, false});
}

void PolicyPattern::appendText(std::string_view text) {
  for (const char c : text) pieces_.push_back({c, c == '*' || c == '?'});
}

std::optional<PolicyPattern> PolicyPattern::resolve(std::string_view text,
                                                    const RequestFacts& facts) {
  PolicyPattern pattern;
  while (!text.empty()) {
    const auto begin = std::min(text.find("${"), text.size());
    pattern.appendText(text.substr(0, begin));
    text.remove_prefix(begin);
    const auto end = text.find('}');
    if (end == std::string_view::npos) {
      pattern.appendText(text);
      break;
    }
    const auto value = valueOf(text.substr(2, end - 2), facts);
    if (!value) return std::nullopt;
    pattern.appendLiteral(*value);
    text.remove_prefix(end + 1);
  }
  return pattern;
}

// Goes back to the last `*` where it can go no further, so the time is at worst the product of the
// two lengths.
bool PolicyPattern::match(const Piece* pattern, const Piece* end, std::string_view text) {
  const Piece* star = nullptr;
  std::size_t at = 0, starAt = 0;
  while (at < text.size()) {
    const bool isStar = pattern != end && pattern->isWild && pattern->c == '*';
    if (isStar) {
      star = pattern++;
      starAt = at;
    } else if (pattern != end && (pattern->isWild || pattern->c == text[at])) {
      ++pattern;
      ++at;
    } else if (star != nullptr) {
      pattern = star + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  return std::all_of(pattern, end, [](const Piece& p) { return p.isWild && p.c == '*'; });
}

bool PolicyPattern::matches(std::string_view text) const {
  return match(pieces_.data(), pieces_.data() + pieces_.size(), text);
}

bool PolicyPattern::matchesArn(std::string_view arn) const {
  const auto* from = pieces_.data();
  const auto* const end = from + pieces_.size();
  for (int part = 1; part <= kArnParts; ++part) {
    const bool isLast = part == kArnParts;
    const auto colon = isLast ? arn.size() : arn.find(':');
    const auto* const to =
        isLast ? end : std::find_if(from, end, [](const Piece& p) { return p.c == ':'; });
    if (colon == std::string_view::npos || (!isLast && to == end)) return false;
    if (!match(from, to, arn.substr(0, colon))) return false;
    if (isLast) return true;
    from = to + 1;
    arn.remove_prefix(colon + 1);
  }
  return false;
}

std::string PolicyPattern::literal() const {
  std::string text;
  for (const auto& piece : pieces_) text += piece.c;
  return text;
}

}  // namespace amilocal::domain
