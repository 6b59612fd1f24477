#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/recycle_bin.h"
#include "amilocal/engine/request_context.h"
#include "rbin/shapes.gen.h"

/// Between the shapes of rbin and retention rules.
namespace amilocal::rbin {

domain::RuleTags ruleTagsOf(const std::vector<ResourceTag>& tags);
domain::Tags tagsOf(const std::vector<Tag>& tags);
std::vector<ResourceTag> toWire(const domain::RuleTags& tags);
std::vector<Tag> toWire(const domain::Tags& tags);
RetentionPeriod periodOf(const domain::RetentionRule& rule);
std::optional<LockConfiguration> lockOf(const domain::RetentionRule& rule);
std::optional<std::string> lockStateOf(const domain::RetentionRule& rule);

/// A rule as one of the answers shows it: each has some of the members.
template <class Shape>
Shape ruleAs(const domain::RetentionRule& rule) {
  Shape shape;
  shape.identifier = rule.id;
  shape.description = rule.description;
  shape.retentionPeriod = periodOf(rule);
  shape.lockState = lockStateOf(rule);
  shape.ruleArn = domain::arnOf(rule);
  if constexpr (requires { shape.resourceType; }) {
    shape.resourceType = domain::toString(rule.resourceType);
    shape.resourceTags = toWire(rule.resourceTags);
    shape.excludeResourceTags = toWire(rule.excludedTags);
    shape.status = domain::toString(rule.status);
  }
  if constexpr (requires { shape.tags; }) shape.tags = toWire(rule.tags);
  if constexpr (requires { shape.lockConfiguration; }) shape.lockConfiguration = lockOf(rule);
  if constexpr (requires { shape.lockEndTime; }) shape.lockEndTime = rule.lockEndsAt;
  return shape;
}

/// The caller's rule of that identifier in its Region. Throws ValidationException for a malformed
/// identifier, ResourceNotFoundException.
domain::RetentionRule requireRule(RequestContext& ctx, std::string_view identifier);

/// The same by ARN. A rule of another account or Region is not found.
domain::RetentionRule requireRuleByArn(RequestContext& ctx, std::string_view arn);

}  // namespace amilocal::rbin
