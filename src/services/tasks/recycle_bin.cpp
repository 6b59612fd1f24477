#include "services/ec2/recycle_bin.h"
#include "amilocal/catalog/catalog.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {

// A rule that was asked to fail stays pending for ever and catches nothing: AWS knows no failure.
void finishCreateRetentionRule(RequestContext& ctx, const domain::Task& task) {
  auto rule = ctx.catalog.retentionRules().find(task.subject);
  if (!rule || task.failure) return;
  ctx.record(rule->id, domain::toString(rule->status),
             domain::toString(domain::RuleStatus::available));
  rule->status = domain::RuleStatus::available;
  ctx.catalog.retentionRules().update(*rule);
}

void finishUnlockRetentionRule(RequestContext& ctx, const domain::Task& task) {
  auto rule = ctx.catalog.retentionRules().find(task.subject);
  if (!rule || rule->lockState != domain::RuleLock::pending_unlock) return;
  rule->lockState = domain::RuleLock::unlocked;
  rule->lockEndsAt.reset();
  ctx.catalog.retentionRules().update(*rule);
}

void finishEmptyRecycleBin(RequestContext& ctx, const domain::Task& task) {
  if (const auto entry = ctx.catalog.recycleBin().find(task.subject)) ec2::expire(ctx, *entry);
}

}  // namespace amilocal::services
