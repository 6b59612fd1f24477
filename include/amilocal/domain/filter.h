#pragma once

#include <algorithm>
#include <concepts>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/request_errors.h"
#include "amilocal/domain/tag.h"

namespace amilocal::domain {

/// One filter of a Describe request. Values are alternatives; filters must all match
/// (aws-facts/images.md section 4).
struct Filter {
  std::string name;
  std::vector<std::string> values;
  friend bool operator==(const Filter&, const Filter&) = default;
};

using Filters = std::vector<Filter>;

/// A row of a table of filters: its name and the texts of a subject that it compares. A subject
/// without the element answers an empty list, which no value matches.
template <class Subject>
struct FilterRow {
  std::string_view name;
  std::vector<std::string> (*texts)(const Subject&);
};

/// Is one of the texts matched by one of the patterns?
bool matchesAny(std::span<const std::string> patterns, std::span<const std::string> texts);

/// `tag:KEY` and `tag-key`, which every taggable resource has.
bool isTagFilter(std::string_view name);
/// The KEY of `tag:KEY`; empty for any other filter.
std::string_view tagKey(std::string_view name);
bool matchesTagFilter(const Filter& filter, const Tags& tags);

/// Throws FilterLimitExceeded for more than 200 values in all (errors.md section 2).
void checkFilterCount(const Filters& filters);

/// Does a resource take `tag:KEY` and `tag-key` filters?
enum class TagFilters { allowed, unknown };

/// Throws InvalidParameterValue `The filter 'x' is invalid` for a name that is not in the table.
template <class Subject>
void checkFilters(std::span<const FilterRow<Subject>> table, const Filters& filters,
                  TagFilters tagFilters) {
  checkFilterCount(filters);
  for (const auto& filter : filters) {
    if (tagFilters == TagFilters::allowed && isTagFilter(filter.name)) continue;
    if (std::ranges::find(table, filter.name, &FilterRow<Subject>::name) == table.end())
      throw errors::invalidFilter(filter.name);
  }
}

/// Do all filters match? `filters` must have been checked against the same table.
template <class Subject>
bool matches(std::span<const FilterRow<Subject>> table, const Filters& filters,
             const Subject& subject, const Tags& tags) {
  return std::ranges::all_of(filters, [&](const Filter& filter) {
    if (isTagFilter(filter.name)) return matchesTagFilter(filter, tags);
    const auto row = std::ranges::find(table, filter.name, &FilterRow<Subject>::name);
    return row != table.end() && matchesAny(filter.values, row->texts(subject));
  });
}

/// Helpers for rows: an element that may be absent, a truth value, a number.
inline std::vector<std::string> textsOf(const std::string& text) { return {text}; }
inline std::vector<std::string> textsOf(std::string_view text) { return {std::string(text)}; }
template <std::same_as<bool> T>
std::vector<std::string> textsOf(T value) {
  return {value ? "true" : "false"};
}
template <std::integral T>
requires(!std::same_as<T, bool>) std::vector<std::string> textsOf(T value) {
  return {std::to_string(value)};
}
template <class T>
std::vector<std::string> textsOf(const std::optional<T>& value) {
  if (!value) return {};
  return textsOf(*value);
}

}  // namespace amilocal::domain
