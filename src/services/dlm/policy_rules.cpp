#include "services/dlm/policy_rules.h"

#include <algorithm>
#include <set>

#include "amilocal/core/text.h"
#include "amilocal/domain/errors/lifecycle_errors.h"
#include "amilocal/domain/region.h"
#include "amilocal/wire/json_reader.h"
#include "dlm/describe.gen.h"

namespace amilocal::dlm {
namespace {

constexpr std::size_t kTargetTagsMax = 50, kSchedulesMax = 4, kCopyRulesMax = 3, kTagsMax = 45;
constexpr std::size_t kDescriptionMax = 500;
constexpr std::int64_t kRetainCountMax = 1000, kRetainYearsMax = 100, kDeprecateYearsMax = 10;

void refuseIf(bool given, const std::string& text) {
  if (given) throw errors::invalidPolicy(text);
}

// Members that policies of other kinds have.
void refuseForeign(const PolicyDetails& details) {
  const std::string kForDefault = " is for default policies only";
  refuseIf(details.eventSource.has_value(), "EventSource is for event-based policies only");
  refuseIf(!details.actions.empty(), "Actions are for event-based policies only");
  if (details.policyLanguage == "SIMPLIFIED") throw errors::policyNotEmulated("default policies");
  refuseIf(details.resourceType.has_value(), "ResourceType" + kForDefault);
  refuseIf(details.createInterval.has_value(), "CreateInterval" + kForDefault);
  refuseIf(details.retainInterval.has_value(), "RetainInterval" + kForDefault);
  refuseIf(details.copyTags.has_value(), "CopyTags of PolicyDetails" + kForDefault);
  refuseIf(!details.crossRegionCopyTargets.empty(), "CrossRegionCopyTargets" + kForDefault);
  refuseIf(details.extendDeletion.has_value(), "ExtendDeletion" + kForDefault);
  refuseIf(details.exclusions.has_value(), "Exclusions" + kForDefault);
  if (!details.parameters) return;
  refuseIf(details.parameters->excludeBootVolume.has_value(),
           "ExcludeBootVolume is for snapshot policies only");
  refuseIf(!details.parameters->excludeDataVolumeTags.empty(),
           "ExcludeDataVolumeTags are for snapshot policies only");
}

void refuseForeign(const Schedule& schedule) {
  const std::string kForSnapshots = " is for snapshot policies only";
  refuseIf(schedule.fastRestoreRule.has_value(), "FastRestoreRule" + kForSnapshots);
  refuseIf(!schedule.shareRules.empty(), "ShareRules" + kForSnapshots);
  refuseIf(schedule.archiveRule.has_value(), "ArchiveRule" + kForSnapshots);
  refuseIf(schedule.createRule->location && *schedule.createRule->location != "CLOUD",
           "CreateRule.Location" + kForSnapshots);
  refuseIf(!schedule.createRule->scripts.empty(), "CreateRule.Scripts" + kForSnapshots);
}

// A period as the end of it, to compare one with another.
Instant endOf(std::int64_t count, const std::optional<std::string>& unit) {
  return domain::afterPeriod(Instant{}, count, unit.value_or("DAYS"));
}

void checkPeriod(const std::string& rule, const std::optional<std::int64_t>& interval,
                 const std::optional<std::string>& unit, std::int64_t yearsMax) {
  refuseIf(!interval || !unit, rule + " needs Interval and IntervalUnit");
  refuseIf(*interval < 1 || endOf(*interval, unit) > endOf(yearsMax, "YEARS"),
           rule + ".Interval is out of bounds");
}

void checkRetention(const Schedule& schedule) {
  refuseIf(!schedule.retainRule, "Schedule needs RetainRule");
  const auto& retain = *schedule.retainRule;
  refuseIf(retain.count && retain.interval, "RetainRule has either Count or Interval");
  if (!retain.count)
    return checkPeriod("RetainRule", retain.interval, retain.intervalUnit, kRetainYearsMax);
  refuseIf(*retain.count < 1 || *retain.count > kRetainCountMax,
           "RetainRule.Count must be 1 to 1000");
}

// By count where images are kept by count, by age where by age, and not later than they go.
void checkDeprecation(const Schedule& schedule) {
  if (!schedule.deprecateRule) return;
  const auto& rule = *schedule.deprecateRule;
  const auto& retain = *schedule.retainRule;
  refuseIf(rule.count && rule.interval, "DeprecateRule has either Count or Interval");
  if (rule.count) {
    refuseIf(!retain.count, "DeprecateRule.Count needs RetainRule.Count");
    refuseIf(*rule.count < 1 || *rule.count > *retain.count,
             "DeprecateRule.Count must be at most RetainRule.Count");
    return;
  }
  checkPeriod("DeprecateRule", rule.interval, rule.intervalUnit, kDeprecateYearsMax);
  refuseIf(retain.interval && endOf(*rule.interval, rule.intervalUnit) >
                                  endOf(*retain.interval, retain.intervalUnit),
           "DeprecateRule must be at most as long as RetainRule");
}

void checkCopyRule(const RequestContext& ctx, const CrossRegionCopyRule& rule) {
  refuseIf(rule.target.has_value(), "Target is for snapshot policies; use TargetRegion");
  refuseIf(!rule.targetRegion, "CrossRegionCopyRule needs TargetRegion");
  refuseIf(domain::findRegion(*rule.targetRegion) == nullptr,
           "There is no Region " + *rule.targetRegion);
  refuseIf(*rule.targetRegion == ctx.region(), "TargetRegion must be another Region");
  refuseIf(rule.cmkArn && !rule.encrypted, "CmkArn needs Encrypted");
  refuseIf(!rule.retainRule, "CrossRegionCopyRule needs RetainRule");
  const auto& retain = *rule.retainRule;
  checkPeriod("RetainRule", retain.interval, retain.intervalUnit, kRetainYearsMax);
  if (!rule.deprecateRule) return;
  const auto& deprecate = *rule.deprecateRule;
  checkPeriod("DeprecateRule", deprecate.interval, deprecate.intervalUnit, kDeprecateYearsMax);
  refuseIf(endOf(*deprecate.interval, deprecate.intervalUnit) >
               endOf(*retain.interval, retain.intervalUnit),
           "DeprecateRule must be at most as long as RetainRule");
}

void checkTags(const Schedule& schedule) {
  refuseIf(schedule.tagsToAdd.size() > kTagsMax, "TagsToAdd can have up to 45 tags");
  refuseIf(schedule.variableTags.size() > kTagsMax, "VariableTags can have up to 45 tags");
  std::set<std::string> keys;
  for (const auto* list : {&schedule.tagsToAdd, &schedule.variableTags})
    for (const auto& tag : *list) {
      refuseIf(tag.key.empty() || tag.key.starts_with("aws:"), "Tag keys can't begin with aws:");
      refuseIf(!keys.insert(tag.key).second, "The tag key " + tag.key + " is given twice");
    }
  for (const auto& tag : schedule.variableTags)
    refuseIf(tag.value != "$(instance-id)" && tag.value != "$(timestamp)",
             "The value of a variable tag is $(instance-id) or $(timestamp)");
}

void checkSchedule(const RequestContext& ctx, const Schedule& schedule) {
  refuseIf(!schedule.createRule, "Schedule needs CreateRule");
  refuseForeign(schedule);
  refuseIf(!domain::isCreationRule(creationRule(schedule)),
           "CreateRule needs Interval (1, 2, 3, 4, 6, 8, 12 or 24) and IntervalUnit HOURS, with "
           "Times like 09:00, or a CronExpression");
  refuseIf(schedule.createRule->interval && !schedule.createRule->intervalUnit,
           "CreateRule.Interval needs IntervalUnit");
  refuseIf(schedule.createRule->times.size() > 1, "CreateRule.Times has up to 1 time");
  checkRetention(schedule);
  checkDeprecation(schedule);
  checkTags(schedule);
  refuseIf(schedule.crossRegionCopyRules.size() > kCopyRulesMax,
           "A schedule can have up to 3 CrossRegionCopyRules");
  std::set<std::string> regions;
  for (const auto& rule : schedule.crossRegionCopyRules) {
    checkCopyRule(ctx, rule);
    refuseIf(!regions.insert(*rule.targetRegion).second, "TargetRegion is given twice");
  }
}

}  // namespace

void checkDetails(const RequestContext& ctx, const PolicyDetails& details) {
  if (details.policyType.value_or("EBS_SNAPSHOT_MANAGEMENT") != "IMAGE_MANAGEMENT")
    throw errors::policyNotEmulated("policies of the type " +
                                    details.policyType.value_or("EBS_SNAPSHOT_MANAGEMENT"));
  refuseForeign(details);
  refuseIf(details.resourceTypes != std::vector<std::string>{"INSTANCE"},
           "ResourceTypes of an AMI policy is INSTANCE");
  refuseIf(!details.resourceLocations.empty() &&
               details.resourceLocations != std::vector<std::string>{"CLOUD"},
           "ResourceLocations of an AMI policy is CLOUD");
  refuseIf(details.targetTags.empty() || details.targetTags.size() > kTargetTagsMax,
           "TargetTags must have 1 to 50 tags");
  refuseIf(details.schedules.empty() || details.schedules.size() > kSchedulesMax,
           "A policy must have 1 to 4 schedules");
  std::set<std::string> names;
  for (std::size_t i = 0; i < details.schedules.size(); ++i) {
    checkSchedule(ctx, details.schedules[i]);
    refuseIf(!names.insert(nameOf(details, i)).second, "Two schedules have one name");
  }
}

void checkDescription(const std::string& description) {
  const auto isGood = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == ' ' ||
           c == '_' || c == '-';
  };
  refuseIf(description.size() > kDescriptionMax || !std::ranges::all_of(description, isGood),
           "Description can have up to 500 letters, digits, blanks, hyphens and underscores");
}

void checkRole(const std::string& arn) {
  const auto parts = split(arn, ':');
  refuseIf(parts.size() < 6 || parts[0] != "arn" || parts[2] != "iam" || !isDigits(parts[4]) ||
               !parts[5].starts_with("role/"),
           "ExecutionRoleArn is not the ARN of a role");
}

PolicyDetails detailsOf(const domain::LifecyclePolicy& policy) {
  PolicyDetails details;
  wire::fromJson(policy.data, details);
  return details;
}

domain::CreationRule creationRule(const Schedule& schedule) {
  const auto& rule = *schedule.createRule;
  domain::CreationRule result;
  result.everyHours = rule.interval.value_or(0);
  if (!rule.times.empty()) result.time = rule.times.front();
  result.cron = rule.cronExpression;
  return result;
}

std::string nameOf(const PolicyDetails& details, std::size_t schedule) {
  return details.schedules[schedule].name.value_or("Schedule " + std::to_string(schedule + 1));
}

std::string policyArn(const domain::LifecyclePolicy& policy) {
  return "arn:" + std::string(domain::partitionOf(policy.region)) + ":dlm:" + policy.region + ":" +
         policy.owner + ":policy/" + policy.id.str();
}

}  // namespace amilocal::dlm
