#include "amilocal/domain/filter.h"

#include "amilocal/core/text.h"

namespace amilocal::domain {
namespace {

constexpr std::size_t kFilterValuesMax = 200;
constexpr std::string_view kTagPrefix = "tag:", kTagKey = "tag-key";

}  // namespace

bool matchesAny(std::span<const std::string> patterns, std::span<const std::string> texts) {
  for (const auto& text : texts)
    for (const auto& pattern : patterns)
      if (matchesPattern(pattern, text)) return true;
  return false;
}

bool isTagFilter(std::string_view name) { return name == kTagKey || !tagKey(name).empty(); }

std::string_view tagKey(std::string_view name) {
  return name.starts_with(kTagPrefix) ? name.substr(kTagPrefix.size()) : std::string_view();
}

bool matchesTagFilter(const Filter& filter, const Tags& tags) {
  const auto key = tagKey(filter.name);
  std::vector<std::string> texts;
  for (const auto& tag : tags) {
    if (filter.name == kTagKey) texts.push_back(tag.key);
    if (!key.empty() && key == tag.key) texts.push_back(tag.value);
  }
  return matchesAny(filter.values, texts);
}

void checkFilterCount(const Filters& filters) {
  std::size_t count = 0;
  for (const auto& filter : filters) count += filter.values.size();
  if (count > kFilterValuesMax) throw errors::filterLimitExceeded();
}

}  // namespace amilocal::domain
