#include "services/rbin/rule_wire.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/recycle_bin_errors.h"

namespace amilocal::rbin {
namespace {

constexpr const char* kDays = "DAYS";

}  // namespace

domain::RuleTags ruleTagsOf(const std::vector<ResourceTag>& tags) {
  domain::RuleTags values;
  for (const auto& tag : tags) values.push_back({tag.resourceTagKey, tag.resourceTagValue});
  return values;
}

domain::Tags tagsOf(const std::vector<Tag>& tags) {
  domain::Tags values;
  for (const auto& tag : tags) values.push_back({tag.key, tag.value});
  return values;
}

std::vector<ResourceTag> toWire(const domain::RuleTags& tags) {
  std::vector<ResourceTag> shapes;
  for (const auto& tag : tags)
    shapes.push_back({.resourceTagKey = tag.key, .resourceTagValue = tag.value});
  return shapes;
}

std::vector<Tag> toWire(const domain::Tags& tags) {
  std::vector<Tag> shapes;
  for (const auto& tag : tags) shapes.push_back({.key = tag.key, .value = tag.value});
  return shapes;
}

RetentionPeriod periodOf(const domain::RetentionRule& rule) {
  return {.retentionPeriodValue = rule.retentionDays, .retentionPeriodUnit = kDays};
}

std::optional<LockConfiguration> lockOf(const domain::RetentionRule& rule) {
  if (!rule.unlockDelayDays) return std::nullopt;
  return LockConfiguration{
      .unlockDelay = {.unlockDelayValue = *rule.unlockDelayDays, .unlockDelayUnit = kDays}};
}

std::optional<std::string> lockStateOf(const domain::RetentionRule& rule) {
  if (!rule.lockState) return std::nullopt;
  return std::string(domain::toString(*rule.lockState));
}

domain::RetentionRule requireRule(RequestContext& ctx, std::string_view identifier) {
  domain::checkRuleIdentifier(identifier);
  auto rule = ctx.catalog.retentionRules().find(std::string(identifier));
  if (!rule || rule->account != ctx.account() || rule->region != ctx.region())
    throw errors::ruleNotFound(identifier);
  return *std::move(rule);
}

domain::RetentionRule requireRuleByArn(RequestContext& ctx, std::string_view arn) {
  domain::checkRuleArn(arn);
  const auto identifier = arn.substr(arn.rfind('/') + 1);
  auto rule = ctx.catalog.retentionRules().find(std::string(identifier));
  if (!rule || domain::arnOf(*rule) != arn || rule->account != ctx.account() ||
      rule->region != ctx.region())
    throw errors::ruleNotFound(arn);
  return *std::move(rule);
}

}  // namespace amilocal::rbin
