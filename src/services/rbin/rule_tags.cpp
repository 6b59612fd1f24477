#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/errors/recycle_bin_errors.h"
#include "rbin/handlers.gen.h"
#include "services/rbin/rule_wire.h"

namespace amilocal::rbin {

EmptyResponse tagResource(RequestContext& ctx, const TagResourceRequest& request) {
  auto rule = requireRuleByArn(ctx, request.resourceArn);
  const auto added = tagsOf(request.tags);
  domain::checkRuleTags(added);
  for (const auto& tag : added) {
    std::erase_if(rule.tags, [&](const domain::Tag& present) { return present.key == tag.key; });
    rule.tags.push_back(tag);
  }
  std::ranges::sort(rule.tags, {}, &domain::Tag::key);
  if (rule.tags.size() > domain::kRuleTagsMax)
    throw errors::ruleQuotaExceeded("A rule can have up to 50 tags.");
  ctx.catalog.retentionRules().update(rule);
  return {};
}

EmptyResponse untagResource(RequestContext& ctx, const UntagResourceRequest& request) {
  auto rule = requireRuleByArn(ctx, request.resourceArn);
  std::erase_if(rule.tags, [&](const domain::Tag& tag) {
    return std::ranges::find(request.tagKeys, tag.key) != request.tagKeys.end();
  });
  ctx.catalog.retentionRules().update(rule);
  return {};
}

ListTagsForResourceResponse listTagsForResource(RequestContext& ctx,
                                                const ListTagsForResourceRequest& request) {
  return {.tags = toWire(requireRuleByArn(ctx, request.resourceArn).tags)};
}

}  // namespace amilocal::rbin
