#include "services/ssm/parameter_filters.h"

#include <algorithm>
#include <span>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/errors/parameter_errors.h"
#include "amilocal/domain/parameter_rules.h"

namespace amilocal::ssm {
namespace {

using Texts = std::vector<std::string>;

Texts optionalText(const std::optional<std::string>& text) { return text ? Texts{*text} : Texts(); }

// A key of filters: its options, where it can be used, and what it looks at (AWS Systems Manager
// API Reference, ParameterStringFilter).
struct FilterKey {
  std::string_view key;
  std::string_view options;  // the first is what no option means
  bool describe, byPath;
  Texts (*texts)(const domain::Parameter&);
};
constexpr FilterKey kFilterKeys[] = {
    {"DataType", "Equals|BeginsWith", true, true,
     [](const domain::Parameter& p) { return Texts{p.dataType}; }},
    {"KeyId", "Equals|BeginsWith", true, true,
     [](const domain::Parameter& p) { return optionalText(p.keyId); }},
    {"Label", "Equals|BeginsWith", false, true,
     [](const domain::Parameter& p) { return p.labels; }},
    {"Name", "Equals|BeginsWith|Contains", true, false,
     [](const domain::Parameter& p) { return Texts{p.name}; }},
    {"Path", "OneLevel|Recursive", true, false,
     [](const domain::Parameter& p) { return Texts{p.name}; }},
    {"Tier", "Equals", true, false, [](const domain::Parameter& p) { return Texts{p.tier}; }},
    {"Type", "Equals|BeginsWith", true, true,
     [](const domain::Parameter& p) { return Texts{p.type}; }},
};
constexpr FilterKey kTagKey{"tag:", "Equals", true, false, nullptr};

const FilterKey* findKey(std::string_view key) {
  if (key.starts_with(kTagKey.key) && key.size() > kTagKey.key.size()) return &kTagKey;
  const auto* found = std::ranges::find(kFilterKeys, key, &FilterKey::key);
  return found == std::end(kFilterKeys) ? nullptr : found;
}

std::string optionOf(const ParameterStringFilter& filter, const FilterKey& key) {
  return filter.option.value_or(std::string(key.options.substr(0, key.options.find('|'))));
}

bool isAmong(std::string_view list, std::string_view word) {
  return ("|" + std::string(list) + "|").find("|" + std::string(word) + "|") != std::string::npos;
}

// A tag filter without values asks for the key alone.
bool matchesTag(const ParameterStringFilter& filter, const domain::Tags& tags) {
  const auto key = std::string_view(filter.key).substr(kTagKey.key.size());
  const auto tag = std::ranges::find(tags, key, &domain::Tag::key);
  return tag != tags.end() && (filter.values.empty() ||
                               std::ranges::find(filter.values, tag->value) != filter.values.end());
}

bool matchesText(std::string_view option, std::string_view text, std::string_view value) {
  if (option == "BeginsWith") return text.starts_with(value);
  if (option == "Contains") return text.find(value) != std::string_view::npos;
  if (option == "OneLevel") return domain::isBelowPath(text, value, false);
  if (option == "Recursive") return domain::isBelowPath(text, value, true);
  return text == value;
}

bool matches(const ParameterStringFilter& filter, const domain::Parameter& parameter,
             const domain::Tags& tags) {
  const auto& key = *findKey(filter.key);
  if (&key == &kTagKey) return matchesTag(filter, tags);
  const auto option = optionOf(filter, key);
  return std::ranges::any_of(key.texts(parameter), [&](const std::string& text) {
    return std::ranges::any_of(
        filter.values, [&](const std::string& value) { return matchesText(option, text, value); });
  });
}

}  // namespace

void checkParameterFilters(const std::vector<ParameterStringFilter>& filters, FilterUse use) {
  for (const auto& filter : filters) {
    const auto* key = findKey(filter.key);
    if (key == nullptr || !(use == FilterUse::describe ? key->describe : key->byPath))
      throw errors::invalidFilterKey(filter.key);
    const auto option = optionOf(filter, *key);
    if (!isAmong(key->options, option)) throw errors::invalidFilterOption(option, filter.key);
    if (filter.values.empty() && key != &kTagKey) throw errors::invalidFilterValue(filter.key);
  }
}

bool matchesFilters(const std::vector<ParameterStringFilter>& filters,
                    const domain::Parameter& parameter, const domain::Tags& tags) {
  return std::ranges::all_of(filters, [&](const ParameterStringFilter& filter) {
    return matches(filter, parameter, tags);
  });
}

domain::PageScope parameterPage(const std::optional<std::int64_t>& maxResults,
                                const std::optional<std::string>& nextToken, std::int64_t most) {
  const auto limit = maxResults.value_or(most);
  if (limit < 1 || limit > most) throw errors::pageSizeOutOfBounds(limit, most);
  try {
    auto scope = domain::pageScope({.maxResults = std::nullopt, .nextToken = nextToken});
    scope.limit = static_cast<std::size_t>(limit);
    return scope;
  } catch (const ApiError&) {
    throw errors::invalidSsmToken();  // the same fault in this service's words
  }
}

}  // namespace amilocal::ssm
