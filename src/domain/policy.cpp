#include "amilocal/domain/policy.h"

#include <algorithm>

#include "amilocal/core/text.h"
#include "domain/policy_conditions.h"
#include "domain/policy_pattern.h"

namespace amilocal::domain {
namespace {

bool hasAction(const PolicyStatement& statement, const std::string& action) {
  const auto wanted = toLower(action);
  const bool any = std::ranges::any_of(statement.actions, [&](const std::string& pattern) {
    return PolicyPattern(toLower(pattern)).matches(wanted);
  });
  return any != statement.isNotAction;
}

bool hasResource(const PolicyStatement& statement, const AccessQuestion& question,
                 Variables variables) {
  if (statement.resources.empty()) return true;
  const bool any = std::ranges::any_of(statement.resources, [&](const std::string& text) {
    const auto pattern = variables == Variables::literal
                             ? std::optional(PolicyPattern(text))
                             : PolicyPattern::resolve(text, question.facts);
    return pattern && pattern->matches(question.resource);
  });
  return any != statement.isNotResource;
}

Verdict stronger(Verdict a, Verdict b) { return std::max(a, b); }

Verdict verdictOf(Effect effect) {
  return effect == Effect::deny ? Verdict::denied : Verdict::allowed;
}

// The name of the caller that a statement has; empty when it has none.
std::string nameMet(const PolicyStatement& statement, const Principal& who) {
  for (const auto& name : who.names)
    for (const auto& [kind, wanted] : statement.principals)
      if ((kind == who.kind && wanted == name) || (kind == "*" && wanted == "*") ||
          (kind == who.kind && wanted == "*"))
        return wanted == "*" ? wanted : name;
  return {};
}

}  // namespace

void RequestFacts::put(std::string_view key, std::string value) {
  values_[toLower(key)] = {std::move(value)};
}

void RequestFacts::add(std::string_view key, std::string value) {
  values_[toLower(key)].push_back(std::move(value));
}

const std::vector<std::string>* RequestFacts::find(std::string_view key) const {
  const auto found = values_.find(toLower(key));
  return found == values_.end() ? nullptr : &found->second;
}

bool Policy::applies(const PolicyStatement& statement, const AccessQuestion& question) const {
  const auto variables = hasVariables_ ? Variables::resolved : Variables::literal;
  return hasAction(statement, question.action) && hasResource(statement, question, variables) &&
         std::ranges::all_of(statement.conditions, [&](const PolicyCondition& condition) {
           return isMet(condition, question.facts, variables);
         });
}

Verdict Policy::verdict(const AccessQuestion& question) const {
  auto verdict = Verdict::silent;
  for (const auto& statement : statements_)
    if (applies(statement, question)) verdict = stronger(verdict, verdictOf(statement.effect));
  return verdict;
}

Verdict Policy::verdict(const AccessQuestion& question, const Principal& who,
                        std::string& by) const {
  auto verdict = Verdict::silent;
  auto exactness = who.names.size();
  for (const auto& statement : statements_) {
    const auto name = nameMet(statement, who);
    if (name.empty() != statement.isNotPrincipal || !applies(statement, question)) continue;
    const auto own = verdictOf(statement.effect);
    const auto place =
        static_cast<std::size_t>(std::ranges::find(who.names, name) - who.names.begin());
    if (stronger(verdict, own) != verdict || (own == verdict && place < exactness)) {
      by = name;
      exactness = place;
    }
    verdict = stronger(verdict, own);
  }
  return verdict;
}

}  // namespace amilocal::domain
