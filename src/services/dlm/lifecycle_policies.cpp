#include <algorithm>
#include <map>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/lifecycle_errors.h"
#include "amilocal/domain/tag_rules.h"
#include "amilocal/wire/json_writer.h"
#include "dlm/describe.gen.h"
#include "dlm/handlers.gen.h"
#include "services/dlm/policy_rules.h"
#include "services/dlm/policy_runs.h"

namespace amilocal::dlm {
namespace {

// Data Lifecycle Manager user guide, "Quotas".
constexpr std::size_t kPoliciesMax = 100, kPolicyTagsMax = 50;

using TagMap = std::map<std::string, std::string>;

domain::LifecyclePolicy requirePolicy(RequestContext& ctx, const std::string& text) {
  const auto id = LifecyclePolicyId::parse(text);
  auto found = id ? ctx.catalog.lifecyclePolicies().find(*id) : std::nullopt;
  if (!found || found->owner != ctx.account() || found->region != ctx.region())
    throw errors::lifecyclePolicyNotFound(text);
  return *std::move(found);
}

// A policy by its ARN, as the tag operations name it.
domain::LifecyclePolicy requireTagged(RequestContext& ctx, const std::string& arn) {
  const auto slash = arn.find(":policy/");
  const auto id = LifecyclePolicyId::parse(
      slash == std::string::npos ? "" : arn.substr(slash + std::string_view(":policy/").size()));
  auto found = id ? ctx.catalog.lifecyclePolicies().find(*id) : std::nullopt;
  if (!found || found->owner != ctx.account() || policyArn(*found) != arn)
    throw errors::policyArnNotFound(arn);
  return *std::move(found);
}

TagMap tagsOn(RequestContext& ctx, const domain::LifecyclePolicy& policy) {
  TagMap tags;
  for (const auto& tag : ctx.catalog.tags().listFor(ctx.account(), policyArn(policy)))
    tags.emplace(tag.key, tag.value);
  return tags;
}

void putTags(RequestContext& ctx, const domain::LifecyclePolicy& policy, const TagMap& tags) {
  if (tags.empty()) return;
  domain::Tags given;
  for (const auto& [key, value] : tags) {
    if (key.empty() || domain::isReservedTagKey(key))
      throw errors::invalidPolicy("Tag keys can't be empty, nor begin with aws:");
    given.push_back({key, value});
  }
  ctx.catalog.tags().put({ctx.account(), ctx.region(), "dlm-policy", policyArn(policy)}, given);
  if (tagsOn(ctx, policy).size() > kPolicyTagsMax)
    throw errors::invalidPolicy("A policy can have up to 50 tags");
}

domain::PolicyState stateOf(const std::string& text) {
  return domain::parsePolicyState(text).value_or(domain::PolicyState::disabled);
}

// Default policies are configured by these.
template <class Request>
void refuseDefaultPolicy(const Request& request) {
  if (request.createInterval || request.retainInterval || request.copyTags ||
      request.extendDeletion || !request.crossRegionCopyTargets.empty() || request.exclusions)
    throw errors::policyNotEmulated("default policies");
}

bool hasTag(const std::vector<Tag>& tags, const std::string& pair) {
  return std::ranges::any_of(tags,
                             [&](const Tag& tag) { return tag.key + "=" + tag.value == pair; });
}

bool isWanted(const GetLifecyclePoliciesRequest& request, const domain::LifecyclePolicy& policy) {
  const auto& ids = request.policyIds;
  if (!ids.empty() && std::ranges::find(ids, policy.id.str()) == ids.end()) return false;
  if (request.state && *request.state != toString(policy.state)) return false;
  if (request.defaultPolicyType) return false;  // asks for default policies
  const auto details = detailsOf(policy);
  const auto hasType = [&](const std::string& type) {
    return std::ranges::find(details.resourceTypes, type) != details.resourceTypes.end();
  };
  const auto isAdded = [&](const std::string& pair) {
    return std::ranges::any_of(details.schedules, [&](const Schedule& schedule) {
      return hasTag(schedule.tagsToAdd, pair);
    });
  };
  return std::ranges::all_of(request.resourceTypes, hasType) &&
         std::ranges::all_of(
             request.targetTags,
             [&](const std::string& pair) { return hasTag(details.targetTags, pair); }) &&
         std::ranges::all_of(request.tagsToAdd, isAdded);
}

}  // namespace

CreateLifecyclePolicyResponse createLifecyclePolicy(RequestContext& ctx,
                                                    const CreateLifecyclePolicyRequest& request) {
  if (request.defaultPolicy) throw errors::policyNotEmulated("default policies");
  refuseDefaultPolicy(request);
  checkRole(request.executionRoleArn);
  checkDescription(request.description);
  if (!request.policyDetails) throw errors::invalidPolicy("PolicyDetails is required");
  checkDetails(ctx, *request.policyDetails);
  auto& table = ctx.catalog.lifecyclePolicies();
  if (table.list(ctx.account(), ctx.region()).size() >= kPoliciesMax)
    throw errors::tooManyPolicies(kPoliciesMax);

  domain::LifecyclePolicy policy;
  policy.id = ctx.ids.next<LifecyclePolicyKind>();
  policy.region = ctx.region();
  policy.owner = ctx.account();
  policy.state = stateOf(request.state);
  policy.description = request.description;
  policy.executionRole = request.executionRoleArn;
  policy.createdAt = ctx.now;
  policy.modifiedAt = ctx.now;
  policy.data = wire::toJson(*request.policyDetails);
  table.insert(policy);
  putTags(ctx, policy, request.tags);
  ctx.record(policy.id.str(), "", toString(policy.state));
  schedulePolicy(ctx, policy);
  return {.policyId = policy.id.str()};
}

GetLifecyclePoliciesResponse getLifecyclePolicies(RequestContext& ctx,
                                                  const GetLifecyclePoliciesRequest& request) {
  for (const auto& id : request.policyIds) requirePolicy(ctx, id);
  GetLifecyclePoliciesResponse response;
  for (const auto& policy : ctx.catalog.lifecyclePolicies().list(ctx.account(), ctx.region())) {
    if (!isWanted(request, policy)) continue;
    response.policies.push_back({.policyId = policy.id.str(),
                                 .description = policy.description,
                                 .state = std::string(toString(policy.state)),
                                 .tags = tagsOn(ctx, policy),
                                 .policyType = detailsOf(policy).policyType,
                                 .defaultPolicy = false});
  }
  return response;
}

GetLifecyclePolicyResponse getLifecyclePolicy(RequestContext& ctx,
                                              const GetLifecyclePolicyRequest& request) {
  const auto policy = requirePolicy(ctx, request.policyId);
  LifecyclePolicy out;
  out.policyId = policy.id.str();
  out.description = policy.description;
  out.state = std::string(toString(policy.state));
  out.statusMessage = std::string(toString(policy.state));
  out.executionRoleArn = policy.executionRole;
  out.dateCreated = policy.createdAt;
  out.dateModified = policy.modifiedAt;
  out.policyDetails = detailsOf(policy);
  out.tags = tagsOn(ctx, policy);
  out.policyArn = policyArn(policy);
  out.defaultPolicy = false;
  return {.policy = std::move(out)};
}

// What is not said stays; PolicyDetails are replaced as a whole. The images of the policy stay with
// it, as their tags say.
UpdateLifecyclePolicyResponse updateLifecyclePolicy(RequestContext& ctx,
                                                    const UpdateLifecyclePolicyRequest& request) {
  refuseDefaultPolicy(request);
  auto policy = requirePolicy(ctx, request.policyId);
  const auto before = policy.state;
  if (request.executionRoleArn) {
    checkRole(*request.executionRoleArn);
    policy.executionRole = *request.executionRoleArn;
  }
  if (request.description) {
    checkDescription(*request.description);
    policy.description = *request.description;
  }
  if (request.state) policy.state = stateOf(*request.state);
  if (request.policyDetails) {
    auto details = *request.policyDetails;
    if (!details.policyType) details.policyType = "IMAGE_MANAGEMENT";  // it cannot be changed
    checkDetails(ctx, details);
    policy.data = wire::toJson(details);
  }
  policy.modifiedAt = ctx.now;
  ctx.catalog.lifecyclePolicies().update(policy);
  if (policy.state != before) ctx.record(policy.id.str(), toString(before), toString(policy.state));
  schedulePolicy(ctx, policy);
  return {};
}

// Its images stay where they are, and are kept until somebody deregisters them; what is kept for a
// time goes when that is over.
DeleteLifecyclePolicyResponse deleteLifecyclePolicy(RequestContext& ctx,
                                                    const DeleteLifecyclePolicyRequest& request) {
  const auto policy = requirePolicy(ctx, request.policyId);
  ctx.catalog.tasks().removeFor(policy.id.str());
  ctx.catalog.tags().removeAll(policyArn(policy));
  ctx.catalog.lifecyclePolicies().remove(policy.id);
  ctx.record(policy.id.str(), toString(policy.state), "deleted");
  return {};
}

TagResourceResponse tagResource(RequestContext& ctx, const TagResourceRequest& request) {
  putTags(ctx, requireTagged(ctx, request.resourceArn), request.tags);
  return {};
}

UntagResourceResponse untagResource(RequestContext& ctx, const UntagResourceRequest& request) {
  const auto policy = requireTagged(ctx, request.resourceArn);
  for (const auto& key : request.tagKeys)
    ctx.catalog.tags().remove(ctx.account(), policyArn(policy), key);
  return {};
}

ListTagsForResourceResponse listTagsForResource(RequestContext& ctx,
                                                const ListTagsForResourceRequest& request) {
  return {.tags = tagsOn(ctx, requireTagged(ctx, request.resourceArn))};
}

}  // namespace amilocal::dlm
