#include "amilocal/domain/tag_filters.h"

namespace amilocal::domain {
namespace {

constexpr FilterRow<TagEntry> kTagFilters[] = {
    {"key", [](const TagEntry& e) { return textsOf(e.key); }},
    {"resource-id", [](const TagEntry& e) { return textsOf(e.resourceId); }},
    {"resource-type", [](const TagEntry& e) { return textsOf(e.resourceType); }},
    {"value", [](const TagEntry& e) { return textsOf(e.value); }},
};
static_assert(std::ranges::is_sorted(kTagFilters, {}, &FilterRow<TagEntry>::name));

constexpr std::span<const FilterRow<TagEntry>> kTable = kTagFilters;

}  // namespace

void checkTagEntryFilters(const Filters& filters) {
  for (const auto& filter : filters)
    if (filter.name == "tag-key") throw errors::invalidFilter(filter.name);
  checkFilters(kTable, filters, TagFilters::allowed);
}

bool matchesTagEntry(const Filters& filters, const TagEntry& entry) {
  return matches(kTable, filters, entry, {{entry.key, entry.value}});
}

}  // namespace amilocal::domain
