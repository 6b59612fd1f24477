#include "amilocal/domain/recycle_bin.h"

#include <algorithm>

#include "amilocal/domain/region.h"
#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<BinResource> kBinResources[] = {
    {BinResource::snapshot, "EBS_SNAPSHOT"},
    {BinResource::image, "EC2_IMAGE"},
    {BinResource::volume, "EBS_VOLUME"},
};
constexpr Named<RuleStatus> kRuleStatuses[] = {
    {RuleStatus::pending, "pending"},
    {RuleStatus::available, "available"},
};
constexpr Named<RuleLock> kRuleLocks[] = {
    {RuleLock::locked, "locked"},
    {RuleLock::pending_unlock, "pending_unlock"},
    {RuleLock::unlocked, "unlocked"},
};

bool fitsAny(const RuleTags& wanted, const Tags& tags) {
  return std::ranges::any_of(wanted, [&](const RuleTag& want) {
    return std::ranges::any_of(tags, [&](const Tag& tag) {
      return tag.key == want.key && (!want.value || tag.value == *want.value);
    });
  });
}

bool catches(const RetentionRule& rule, const Tags& tags) {
  if (rule.status != RuleStatus::available) return false;
  if (!rule.resourceTags.empty()) return fitsAny(rule.resourceTags, tags);
  return !fitsAny(rule.excludedTags, tags);
}

}  // namespace

std::string_view toString(BinResource resource) { return nameOf(kBinResources, resource); }
std::optional<BinResource> parseBinResource(std::string_view text) {
  return valueOf(kBinResources, text);
}
std::string_view toString(RuleStatus status) { return nameOf(kRuleStatuses, status); }
std::optional<RuleStatus> parseRuleStatus(std::string_view text) {
  return valueOf(kRuleStatuses, text);
}
std::string_view toString(RuleLock state) { return nameOf(kRuleLocks, state); }
std::optional<RuleLock> parseRuleLock(std::string_view text) { return valueOf(kRuleLocks, text); }

std::string arnOf(const RetentionRule& rule) {
  return "arn:" + std::string(partitionOf(rule.region)) + ":rbin:" + rule.region + ":" +
         rule.account + ":rule/" + rule.id;
}

Tag binTag() { return {"aws:recycle-bin:resource-in-bin", "true"}; }

std::optional<Instant> binExit(const std::vector<RetentionRule>& rules, const Tags& tags,
                               Instant now) {
  std::optional<Instant> exit;
  for (const auto& rule : rules) {
    if (!catches(rule, tags)) continue;
    const Instant end = now + std::chrono::days{rule.retentionDays};
    exit = std::max(exit.value_or(end), end);
  }
  return exit;
}

}  // namespace amilocal::domain
