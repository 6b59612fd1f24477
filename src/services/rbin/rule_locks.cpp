#include "amilocal/catalog/catalog.h"
#include "rbin/handlers.gen.h"
#include "services/rbin/rule_wire.h"

namespace amilocal::rbin {

LockRuleResponse lockRule(RequestContext& ctx, const LockRuleRequest& request) {
  const auto rule = domain::lockedRule(requireRule(ctx, request.identifier),
                                       request.lockConfiguration.unlockDelay.unlockDelayValue);
  ctx.catalog.retentionRules().update(rule);
  return ruleAs<LockRuleResponse>(rule);
}

// The rule stays as it is until the delay is over.
GetRuleResponse unlockRule(RequestContext& ctx, const RuleRequest& request) {
  const auto rule = domain::unlockingRule(requireRule(ctx, request.identifier), ctx.now);
  ctx.catalog.retentionRules().update(rule);
  ctx.scheduleAt(domain::TaskKind::unlock_retention_rule, rule.id, *rule.lockEndsAt);
  return ruleAs<GetRuleResponse>(rule);
}

}  // namespace amilocal::rbin
