#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/recycle_bin_errors.h"
#include "amilocal/domain/page.h"
#include "rbin/handlers.gen.h"
#include "services/rbin/rule_wire.h"

namespace amilocal::rbin {
namespace {

constexpr int kRulesInPageMax = 1000, kIdentifierSize = 11;

std::string newIdentifier(RequestContext& ctx) {
  auto& rules = ctx.catalog.retentionRules();
  auto id = ctx.ids.nextToken(kIdentifierSize);
  while (rules.find(id)) id = ctx.ids.nextToken(kIdentifierSize);
  return id;
}

// Every tag asked for must be one of the rule's.
bool hasAll(const domain::RuleTags& present, const domain::RuleTags& wanted) {
  return std::ranges::all_of(wanted, [&](const domain::RuleTag& tag) {
    return std::ranges::find(present, tag) != present.end();
  });
}

bool isWanted(const domain::RetentionRule& rule, const ListRulesRequest& request) {
  return hasAll(rule.resourceTags, ruleTagsOf(request.resourceTags)) &&
         hasAll(rule.excludedTags, ruleTagsOf(request.excludeResourceTags)) &&
         (!request.lockState || lockStateOf(rule) == request.lockState);
}

domain::PageScope pageOf(const ListRulesRequest& request) {
  const auto& most = request.maxResults;
  if (most && *most < 1)
    throw errors::constraintViolation("'" + std::to_string(*most) + "' at 'maxResults'",
                                      "Member must have value greater than or equal to 1");
  if (most && *most > kRulesInPageMax)
    throw errors::constraintViolation("'" + std::to_string(*most) + "' at 'maxResults'",
                                      "Member must have value less than or equal to 1000");
  try {
    return domain::pageScope({most, request.nextToken}, 1, kRulesInPageMax);
  } catch (const ApiError&) {
    throw errors::invalidRulePageToken();
  }
}

}  // namespace

CreateRuleResponse createRule(RequestContext& ctx, const CreateRuleRequest& request) {
  domain::RetentionRule rule;
  rule.account = ctx.account();
  rule.region = ctx.region();
  rule.resourceType = *domain::parseBinResource(request.resourceType);
  rule.retentionDays = request.retentionPeriod.retentionPeriodValue;
  rule.description = request.description;
  rule.resourceTags = ruleTagsOf(request.resourceTags);
  rule.excludedTags = ruleTagsOf(request.excludeResourceTags);
  rule.tags = tagsOf(request.tags);
  domain::checkRule(rule);
  if (rule.tags.size() > domain::kRuleTagsMax)
    throw errors::ruleQuotaExceeded("A rule can have up to 50 tags.");
  if (request.lockConfiguration)
    rule = domain::lockedRule(std::move(rule),
                              request.lockConfiguration->unlockDelay.unlockDelayValue);
  auto& rules = ctx.catalog.retentionRules();
  if (rules.count(ctx.account(), ctx.region()) >= static_cast<std::int64_t>(domain::kRulesMax))
    throw errors::ruleQuotaExceeded("The quota of retention rules in this Region is reached.");
  rule.id = newIdentifier(ctx);
  rules.insert(rule);
  ctx.record(rule.id, "", domain::toString(rule.status));
  ctx.schedule(domain::TaskKind::create_retention_rule, rule.id, 0);
  return ruleAs<CreateRuleResponse>(rule);
}

GetRuleResponse getRule(RequestContext& ctx, const RuleRequest& request) {
  return ruleAs<GetRuleResponse>(requireRule(ctx, request.identifier));
}

ListRulesResponse listRules(RequestContext& ctx, const ListRulesRequest& request) {
  const auto page = pageOf(request);
  ListRulesResponse response;
  const auto type = *domain::parseBinResource(request.resourceType);
  for (const auto& rule : ctx.catalog.retentionRules().list(ctx.account(), ctx.region(), type)) {
    if (rule.id <= page.after || !isWanted(rule, request)) continue;
    if (page.limit && response.rules.size() == *page.limit) {
      response.nextToken = domain::encodePageToken(*response.rules.back().identifier);
      break;
    }
    response.rules.push_back(ruleAs<RuleSummary>(rule));
  }
  return response;
}

// What is in the bin already keeps its time: a changed period is for what is deleted from now on
// (Amazon EBS User Guide, "Update Recycle Bin retention rules").
UpdateRuleResponse updateRule(RequestContext& ctx, const UpdateRuleRequest& request) {
  auto rule = requireRule(ctx, request.identifier);
  domain::checkNotLocked(rule);
  if (request.resourceType && *request.resourceType != domain::toString(rule.resourceType))
    throw errors::invalidRule("The resource type of a rule cannot be changed.");
  if (request.retentionPeriod) rule.retentionDays = request.retentionPeriod->retentionPeriodValue;
  if (request.description) rule.description = request.description;
  if (request.resourceTags) rule.resourceTags = ruleTagsOf(*request.resourceTags);
  if (request.excludeResourceTags) rule.excludedTags = ruleTagsOf(*request.excludeResourceTags);
  domain::checkRule(rule);
  ctx.catalog.retentionRules().update(rule);
  return ruleAs<UpdateRuleResponse>(rule);
}

// What is in the bin stays there for its time.
EmptyResponse deleteRule(RequestContext& ctx, const RuleRequest& request) {
  const auto rule = requireRule(ctx, request.identifier);
  domain::checkNotLocked(rule);
  ctx.catalog.retentionRules().remove(rule.id);
  ctx.catalog.tasks().removeFor(rule.id);
  ctx.record(rule.id, domain::toString(rule.status), "deleted");
  return {};
}

}  // namespace amilocal::rbin
