#include "domain/policy_conditions.h"

#include <algorithm>
#include <iterator>

#include "amilocal/core/instant.h"
#include "amilocal/core/ip_address.h"
#include "amilocal/core/text.h"
#include "domain/policy_pattern.h"

namespace amilocal::domain {
namespace {

// Does one value of the request fit one value of the policy?
using Fits = bool (*)(std::string_view value, const PolicyPattern& wanted);

bool isSame(std::string_view value, const PolicyPattern& wanted) {
  return value == wanted.literal();
}
bool isSameIgnoringCase(std::string_view value, const PolicyPattern& wanted) {
  return equalsIgnoringCase(value, wanted.literal());
}
bool isLike(std::string_view value, const PolicyPattern& wanted) { return wanted.matches(value); }
bool isArnLike(std::string_view value, const PolicyPattern& wanted) {
  return wanted.matchesArn(value);
}

template <class Compare>
bool compareNumbers(std::string_view value, const PolicyPattern& wanted) {
  const auto left = parseDecimal(value), right = parseDecimal(wanted.literal());
  return left && right && Compare()(*left, *right);
}

// ISO 8601, or seconds since 1970.
std::optional<Instant> instantOf(std::string_view text) {
  if (isDigits(text) && text.size() > 4)
    if (const auto seconds = parseInteger(text)) return Instant{std::chrono::seconds{*seconds}};
  return parseInstant(text);
}

template <class Compare>
bool compareDates(std::string_view value, const PolicyPattern& wanted) {
  const auto left = instantOf(value), right = instantOf(wanted.literal());
  return left && right && Compare()(*left, *right);
}

bool isInNetwork(std::string_view value, const PolicyPattern& wanted) {
  const auto network = wanted.literal();
  const auto slash = network.find('/');
  if (network.find(':') != std::string::npos) {
    const auto size = slash == std::string::npos ? "/128" : network.substr(slash);
    const auto own = canonicalIpv6Block(std::string(value) + size);
    return own && own == canonicalIpv6Block(network.substr(0, slash) + size);
  }
  const auto block = Ipv4Block::parse(slash == std::string::npos ? network + "/32" : network);
  const auto address = parseIpv4(value);
  return block && address && block->contains(*address);
}

struct Operator {
  std::string_view name;  ///< in small letters
  Fits fits;
  bool isNegated = false;
};
constexpr Operator kOperators[] = {
    {"arnequals", isArnLike},
    {"arnlike", isArnLike},
    {"arnnotequals", isArnLike, true},
    {"arnnotlike", isArnLike, true},
    {"binaryequals", isSame},
    {"bool", isSameIgnoringCase},
    {"dateequals", compareDates<std::equal_to<>>},
    {"dategreaterthan", compareDates<std::greater<>>},
    {"dategreaterthanequals", compareDates<std::greater_equal<>>},
    {"datelessthan", compareDates<std::less<>>},
    {"datelessthanequals", compareDates<std::less_equal<>>},
    {"datenotequals", compareDates<std::equal_to<>>, true},
    {"ipaddress", isInNetwork},
    {"notipaddress", isInNetwork, true},
    {"null", nullptr},
    {"numericequals", compareNumbers<std::equal_to<>>},
    {"numericgreaterthan", compareNumbers<std::greater<>>},
    {"numericgreaterthanequals", compareNumbers<std::greater_equal<>>},
    {"numericlessthan", compareNumbers<std::less<>>},
    {"numericlessthanequals", compareNumbers<std::less_equal<>>},
    {"numericnotequals", compareNumbers<std::equal_to<>>, true},
    {"stringequals", isSame},
    {"stringequalsignorecase", isSameIgnoringCase},
    {"stringlike", isLike},
    {"stringnotequals", isSame, true},
    {"stringnotequalsignorecase", isSameIgnoringCase, true},
    {"stringnotlike", isLike, true},
};
static_assert(std::ranges::is_sorted(kOperators, {}, &Operator::name));

const Operator* findOperator(std::string_view name) {
  const auto* found = std::ranges::find(kOperators, name, &Operator::name);
  return found == std::end(kOperators) ? nullptr : found;
}

std::vector<PolicyPattern> wantedOf(const PolicyCondition& condition, const RequestFacts& facts,
                                    Variables variables) {
  std::vector<PolicyPattern> wanted;
  for (const auto& value : condition.values) {
    if (variables == Variables::literal) {
      wanted.emplace_back(value);
    } else if (auto resolved = PolicyPattern::resolve(value, facts)) {
      wanted.push_back(*std::move(resolved));
    }
  }
  return wanted;
}

bool isNullMet(const PolicyCondition& condition, const RequestFacts& facts) {
  const bool isThere = facts.find(condition.key) != nullptr;
  return std::ranges::any_of(condition.values, [&](const std::string& value) {
    return equalsIgnoringCase(value, "true") != isThere;
  });
}

}  // namespace

PolicyCondition readConditionOperator(std::string_view text) {
  constexpr std::string_view kAll = "forallvalues:", kAny = "foranyvalue:", kIfExists = "ifexists";
  PolicyCondition condition;
  condition.operation = toLower(text);
  auto& name = condition.operation;
  if (name.starts_with(kAll)) {
    condition.set = PolicyCondition::Set::forAllValues;
    name.erase(0, kAll.size());
  } else if (name.starts_with(kAny)) {
    condition.set = PolicyCondition::Set::forAnyValue;
    name.erase(0, kAny.size());
  }
  if (name.ends_with(kIfExists)) {
    condition.ifExists = true;
    name.erase(name.size() - kIfExists.size());
  }
  if (findOperator(name) == nullptr) name.clear();
  return condition;
}

bool isMet(const PolicyCondition& condition, const RequestFacts& facts, Variables variables) {
  using Set = PolicyCondition::Set;
  const auto* row = findOperator(condition.operation);
  if (row == nullptr) return false;
  if (row->fits == nullptr) return isNullMet(condition, facts);
  const auto* values = facts.find(condition.key);
  if (values == nullptr) {
    if (condition.ifExists || condition.set == Set::forAllValues) return true;
    return row->isNegated && condition.set == Set::none;
  }
  const auto wanted = wantedOf(condition, facts, variables);
  const auto fits = [&](const std::string& value) {
    const bool any = std::ranges::any_of(
        wanted, [&](const PolicyPattern& pattern) { return row->fits(value, pattern); });
    return any != row->isNegated;
  };
  const bool needsAll =
      condition.set == Set::forAllValues || (condition.set == Set::none && row->isNegated);
  return needsAll ? std::ranges::all_of(*values, fits) : std::ranges::any_of(*values, fits);
}

}  // namespace amilocal::domain
