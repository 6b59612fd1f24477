#include "amilocal/domain/usage_rules.h"

#include <algorithm>
#include <span>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/usage_errors.h"

namespace amilocal::domain {
namespace {

constexpr std::string_view kReportTypes[] = {kInstanceType, kLaunchTemplateType};
constexpr std::string_view kReferenceTypes[] = {kInstanceType, kLaunchTemplateType, kParameterType,
                                                kImageRecipeType, kContainerRecipeType};

constexpr InstanceState kAllStates[] = {InstanceState::pending,       InstanceState::running,
                                        InstanceState::shutting_down, InstanceState::terminated,
                                        InstanceState::stopping,      InstanceState::stopped};

// What a kind of question knows: its types, its depth, and whether it asks for states.
struct Question {
  std::span<const std::string_view> types;
  std::int64_t depth;
  bool asksForStates;
};
constexpr Question kReport{kReportTypes, kReportDepth, false};
constexpr Question kReferences{kReferenceTypes, kReferenceDepth, true};

UsageScope defaultScope(std::string_view type, const Question& question) {
  UsageScope scope{.type = std::string(type), .versionDepth = question.depth, .states = {}};
  scope.states.assign(std::begin(kAllStates), std::end(kAllStates));
  return scope;
}

void readDepth(const UsageOption& option, UsageScope& scope) {
  if (option.values.size() != 1)
    throw errors::invalidOptionValue(join(option.values, ", "), option.name);
  const auto depth = parseInteger(option.values.front());
  if (!depth || *depth < 1 || *depth > kDepthMax)
    throw errors::invalidOptionValue(option.values.front(), option.name);
  scope.versionDepth = *depth;
}

void readStates(const UsageOption& option, UsageScope& scope) {
  scope.states.clear();
  for (const auto& value : option.values) {
    const auto state = parseInstanceState(value);
    if (!state) throw errors::invalidOptionValue(value, option.name);
    scope.states.push_back(*state);
  }
  if (scope.states.empty()) throw errors::invalidOptionValue("", option.name);
}

UsageScope scopeOf(const UsageType& given, const Question& question) {
  auto scope = defaultScope(given.type, question);
  for (const auto& option : given.options) {
    if (option.name == "version-depth" && given.type == kLaunchTemplateType)
      readDepth(option, scope);
    else if (option.name == "state-name" && given.type == kInstanceType && question.asksForStates)
      readStates(option, scope);
    else
      throw errors::unknownResourceOption(option.name, given.type);
  }
  return scope;
}

std::vector<UsageScope> scopesOf(const std::vector<UsageType>& types, const Question& question) {
  std::vector<UsageScope> scopes;
  for (const auto& given : types) {
    if (std::ranges::find(question.types, given.type) == question.types.end())
      throw errors::unknownResourceType(given.type);
    if (std::ranges::find(scopes, given.type, &UsageScope::type) != scopes.end())
      throw errors::repeatedResourceType(given.type);
    scopes.push_back(scopeOf(given, question));
  }
  return scopes;
}

}  // namespace

std::vector<UsageScope> reportScopes(const std::vector<UsageType>& types) {
  return scopesOf(types, kReport);
}

std::vector<UsageScope> referenceScopes(const std::vector<UsageType>& types, bool all) {
  if (types.empty() && !all) throw errors::noResourceTypes();
  auto scopes = scopesOf(types, kReferences);
  if (!all) return scopes;
  for (const auto type : kReferenceTypes)
    if (std::ranges::find(scopes, type, &UsageScope::type) == scopes.end())
      scopes.push_back(defaultScope(type, kReferences));
  return scopes;
}

Freshness freshnessOf(UsageDelay delay, Instant now) {
  if (delay == UsageDelay::none) return {now, now};
  return {now - std::chrono::hours{24}, now - std::chrono::hours{72}};
}

}  // namespace amilocal::domain
