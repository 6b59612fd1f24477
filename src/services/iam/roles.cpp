#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/iam_rules.h"
#include "iam/handlers.gen.h"
#include "services/iam/entities.h"

namespace amilocal::iam {
namespace {

// A description has up to 1,000 characters (IAM API Reference, CreateRole).
constexpr std::size_t kDescriptionMax = 1000;

void checkDescription(const std::optional<std::string>& description) {
  if (description && description->size() > kDescriptionMax)
    throw errors::validationError(*description, "description",
                                  "Member must have length less than or equal to 1000");
}

void checkBoundary(RequestContext& ctx, const std::optional<std::string>& arn) {
  if (!arn || domain::isAwsManagedPolicy(*arn) || ctx.catalog.policies().find(*arn)) return;
  throw errors::boundaryNotAttachable(*arn);
}

bool isInProfile(RequestContext& ctx, const domain::Role& role) {
  return std::ranges::any_of(
      ctx.catalog.instanceProfiles().list(ctx.account()),
      [&](const domain::InstanceProfile& profile) { return profile.roleArn == role.arn; });
}

}  // namespace

CreateRoleResponse createRole(RequestContext& ctx, const CreateRoleRequest& request) {
  domain::checkIamName(request.roleName, "roleName", domain::kRoleNameMax);
  checkPolicyDocument(request.assumeRolePolicyDocument);
  checkDescription(request.description);
  checkBoundary(ctx, request.permissionsBoundary);
  domain::Role role;
  role.path = request.path.value_or("/");
  domain::checkIamPath(role.path);
  role.maxSessionSeconds = request.maxSessionDuration.value_or(domain::kSessionSecondsMin);
  domain::checkSessionDuration(role.maxSessionSeconds);
  role.tags = tagsOf(request.tags);
  if (ctx.catalog.roles().findNamed(ctx.account(), request.roleName))
    throw errors::roleExists(request.roleName);
  role.arn = domain::iamArn(partitionOf(ctx), ctx.account(), "role", role.path, request.roleName);
  role.id = newUniqueId(ctx, "AROA");
  role.account = ctx.account();
  role.name = request.roleName;
  role.createdAt = ctx.now;
  role.description = request.description;
  role.permissionsBoundary = request.permissionsBoundary;
  role.trustPolicy = request.assumeRolePolicyDocument;
  ctx.catalog.roles().insert(role);
  auto shown = toWireWhole(role);
  shown.roleLastUsed.reset();
  return {.role = std::move(shown)};
}

GetRoleResponse getRole(RequestContext& ctx, const GetRoleRequest& request) {
  return {.role = toWireWhole(requireRole(ctx, request.roleName))};
}

ListRolesResponse listRoles(RequestContext& ctx, const ListRolesRequest& request) {
  auto roles = ctx.catalog.roles().list(ctx.account());
  std::erase_if(roles, [&](const domain::Role& role) {
    return !role.path.starts_with(request.pathPrefix.value_or("/"));
  });
  const ItemPage page(std::move(roles), request.marker, request.maxItems,
                      [](const domain::Role& role) { return role.name; });
  ListRolesResponse answer;
  for (const auto& role : page.items) answer.roles.push_back(toWire(role));
  answer.isTruncated = page.marker.has_value();
  answer.marker = page.marker;
  return answer;
}

// What UpdateRole does not name goes back to the default (IAM API Reference, UpdateRole,
// MaxSessionDuration); a description stays.
UpdateRoleResponse updateRole(RequestContext& ctx, const UpdateRoleRequest& request) {
  auto role = requireRole(ctx, request.roleName);
  checkDescription(request.description);
  role.maxSessionSeconds = request.maxSessionDuration.value_or(domain::kSessionSecondsMin);
  domain::checkSessionDuration(role.maxSessionSeconds);
  if (request.description) role.description = request.description;
  ctx.catalog.roles().update(role);
  return {};
}

UpdateRoleDescriptionResponse updateRoleDescription(RequestContext& ctx,
                                                    const UpdateRoleDescriptionRequest& request) {
  auto role = requireRole(ctx, request.roleName);
  checkDescription(request.description);
  role.description = request.description;
  ctx.catalog.roles().update(role);
  return {.role = toWireWhole(role)};
}

UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(
    RequestContext& ctx, const UpdateAssumeRolePolicyRequest& request) {
  auto role = requireRole(ctx, request.roleName);
  checkPolicyDocument(request.policyDocument);
  role.trustPolicy = request.policyDocument;
  ctx.catalog.roles().update(role);
  return {};
}

DeleteRoleResponse deleteRole(RequestContext& ctx, const DeleteRoleRequest& request) {
  const auto role = requireRole(ctx, request.roleName);
  if (isInProfile(ctx, role))
    throw errors::deleteConflict("entity, must remove roles from instance profile first.");
  if (!role.attachedPolicies.empty())
    throw errors::deleteConflict("entity, must detach all policies first.");
  if (!role.inlinePolicies.empty())
    throw errors::deleteConflict("entity, must delete policies first.");
  ctx.catalog.roles().remove(role.arn);
  return {};
}

TagRoleResponse tagRole(RequestContext& ctx, const TagRoleRequest& request) {
  auto role = requireRole(ctx, request.roleName);
  role.tags = domain::mergedTags(std::move(role.tags), tagsOf(request.tags));
  domain::checkIamTags(role.tags);
  ctx.catalog.roles().update(role);
  return {};
}

UntagRoleResponse untagRole(RequestContext& ctx, const UntagRoleRequest& request) {
  auto role = requireRole(ctx, request.roleName);
  for (const auto& key : request.tagKeys)
    std::erase_if(role.tags, [&](const domain::Tag& tag) { return tag.key == key; });
  ctx.catalog.roles().update(role);
  return {};
}

ListRoleTagsResponse listRoleTags(RequestContext& ctx, const ListRoleTagsRequest& request) {
  auto tags = requireRole(ctx, request.roleName).tags;
  std::ranges::sort(tags, {}, &domain::Tag::key);
  const ItemPage page(std::move(tags), request.marker, request.maxItems,
                      [](const domain::Tag& tag) { return tag.key; });
  return {
      .tags = toWire(page.items), .isTruncated = page.marker.has_value(), .marker = page.marker};
}

}  // namespace amilocal::iam
