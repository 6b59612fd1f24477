#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/iam_rules.h"
#include "iam/handlers.gen.h"
#include "services/iam/entities.h"

// The policies of a role: those that stand in it, and those that are attached to it.
namespace amilocal::iam {
namespace {

using domain::InlinePolicy;

auto findInline(domain::Role& role, const std::string& name) {
  return std::ranges::find(role.inlinePolicies, name, &InlinePolicy::name);
}

}  // namespace

PutRolePolicyResponse putRolePolicy(RequestContext& ctx, const PutRolePolicyRequest& request) {
  auto role = requireRole(ctx, request.roleName);
  domain::checkIamName(request.policyName, "policyName", domain::kPolicyNameMax);
  checkPolicyDocument(request.policyDocument);
  if (const auto place = findInline(role, request.policyName); place != role.inlinePolicies.end())
    place->document = request.policyDocument;
  else
    role.inlinePolicies.push_back({request.policyName, request.policyDocument});
  std::ranges::sort(role.inlinePolicies, {}, &InlinePolicy::name);
  ctx.catalog.roles().update(role);
  return {};
}

GetRolePolicyResponse getRolePolicy(RequestContext& ctx, const GetRolePolicyRequest& request) {
  auto role = requireRole(ctx, request.roleName);
  const auto place = findInline(role, request.policyName);
  if (place == role.inlinePolicies.end()) throw errors::rolePolicyNotFound(request.policyName);
  return {.roleName = role.name,
          .policyName = place->name,
          .policyDocument = encodePercent(place->document)};
}

DeleteRolePolicyResponse deleteRolePolicy(RequestContext& ctx,
                                          const DeleteRolePolicyRequest& request) {
  auto role = requireRole(ctx, request.roleName);
  const auto place = findInline(role, request.policyName);
  if (place == role.inlinePolicies.end()) throw errors::rolePolicyNotFound(request.policyName);
  role.inlinePolicies.erase(place);
  ctx.catalog.roles().update(role);
  return {};
}

ListRolePoliciesResponse listRolePolicies(RequestContext& ctx,
                                          const ListRolePoliciesRequest& request) {
  const auto role = requireRole(ctx, request.roleName);
  const ItemPage page(role.inlinePolicies, request.marker, request.maxItems,
                      [](const InlinePolicy& policy) { return policy.name; });
  ListRolePoliciesResponse answer;
  for (const auto& policy : page.items) answer.policyNames.push_back(policy.name);
  answer.isTruncated = page.marker.has_value();
  answer.marker = page.marker;
  return answer;
}

// AWS's own policies exist by their name alone: nothing here knows their list.
AttachRolePolicyResponse attachRolePolicy(RequestContext& ctx,
                                          const AttachRolePolicyRequest& request) {
  auto role = requireRole(ctx, request.roleName);
  const bool exists = domain::isAwsManagedPolicy(request.policyArn) ||
                      ctx.catalog.policies().find(request.policyArn).has_value();
  if (!exists) throw errors::policyNotAttachable(request.policyArn);
  if (std::ranges::find(role.attachedPolicies, request.policyArn) != role.attachedPolicies.end())
    return {};
  if (static_cast<std::int64_t>(role.attachedPolicies.size()) >= domain::kPoliciesPerRole)
    throw errors::quotaExceeded("PoliciesPerRole", domain::kPoliciesPerRole);
  role.attachedPolicies.push_back(request.policyArn);
  std::ranges::sort(role.attachedPolicies);
  ctx.catalog.roles().update(role);
  return {};
}

DetachRolePolicyResponse detachRolePolicy(RequestContext& ctx,
                                          const DetachRolePolicyRequest& request) {
  auto role = requireRole(ctx, request.roleName);
  const auto place = std::ranges::find(role.attachedPolicies, request.policyArn);
  if (place == role.attachedPolicies.end()) throw errors::policyNotFound(request.policyArn);
  role.attachedPolicies.erase(place);
  ctx.catalog.roles().update(role);
  return {};
}

ListAttachedRolePoliciesResponse listAttachedRolePolicies(
    RequestContext& ctx, const ListAttachedRolePoliciesRequest& request) {
  auto arns = requireRole(ctx, request.roleName).attachedPolicies;
  if (request.pathPrefix)
    std::erase_if(arns, [&](const std::string& arn) {
      return arn.find(":policy" + *request.pathPrefix) == std::string::npos;
    });
  const ItemPage page(std::move(arns), request.marker, request.maxItems,
                      [](const std::string& arn) { return arn; });
  ListAttachedRolePoliciesResponse answer;
  for (const auto& arn : page.items)
    answer.attachedPolicies.push_back(
        {.policyName = std::string(domain::nameInArn(arn, "policy")), .policyArn = arn});
  answer.isTruncated = page.marker.has_value();
  answer.marker = page.marker;
  return answer;
}

}  // namespace amilocal::iam
