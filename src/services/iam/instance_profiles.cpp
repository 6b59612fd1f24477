#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/iam_rules.h"
#include "iam/handlers.gen.h"
#include "services/iam/entities.h"

namespace amilocal::iam {
namespace {

template <class Answer>
Answer pageOfProfiles(RequestContext& ctx, std::vector<domain::InstanceProfile> profiles,
                      const std::optional<std::string>& marker,
                      const std::optional<std::int64_t>& maxItems) {
  const ItemPage page(std::move(profiles), marker, maxItems,
                      [](const domain::InstanceProfile& profile) { return profile.name; });
  Answer answer;
  for (const auto& profile : page.items) answer.instanceProfiles.push_back(toWire(ctx, profile));
  answer.isTruncated = page.marker.has_value();
  answer.marker = page.marker;
  return answer;
}

}  // namespace

CreateInstanceProfileResponse createInstanceProfile(RequestContext& ctx,
                                                    const CreateInstanceProfileRequest& request) {
  const auto& name = request.instanceProfileName;
  domain::checkIamName(name, "instanceProfileName", domain::kProfileNameMax);
  domain::InstanceProfile profile;
  profile.path = request.path.value_or("/");
  domain::checkIamPath(profile.path);
  profile.tags = tagsOf(request.tags);
  if (ctx.catalog.instanceProfiles().findNamed(ctx.account(), name))
    throw errors::instanceProfileExists(name);
  profile.arn =
      domain::iamArn(partitionOf(ctx), ctx.account(), "instance-profile", profile.path, name);
  profile.id = newUniqueId(ctx, "AIPA");
  profile.account = ctx.account();
  profile.name = name;
  profile.createdAt = ctx.now;
  ctx.catalog.instanceProfiles().insert(profile);
  return {.instanceProfile = toWire(ctx, profile)};
}

GetInstanceProfileResponse getInstanceProfile(RequestContext& ctx,
                                              const GetInstanceProfileRequest& request) {
  return {.instanceProfile = toWire(ctx, requireProfile(ctx, request.instanceProfileName))};
}

// An instance that runs keeps the profile's name, as on AWS.
DeleteInstanceProfileResponse deleteInstanceProfile(RequestContext& ctx,
                                                    const DeleteInstanceProfileRequest& request) {
  const auto profile = requireProfile(ctx, request.instanceProfileName);
  if (profile.roleArn)
    throw errors::deleteConflict("entity, must remove roles from instance profile first.");
  ctx.catalog.instanceProfiles().remove(profile.arn);
  return {};
}

AddRoleToInstanceProfileResponse addRoleToInstanceProfile(
    RequestContext& ctx, const AddRoleToInstanceProfileRequest& request) {
  auto profile = requireProfile(ctx, request.instanceProfileName);
  const auto role = requireRole(ctx, request.roleName);
  if (profile.roleArn) throw errors::quotaExceeded("InstanceSessionsPerInstanceProfile", 1);
  profile.roleArn = role.arn;
  ctx.catalog.instanceProfiles().update(profile);
  return {};
}

RemoveRoleFromInstanceProfileResponse removeRoleFromInstanceProfile(
    RequestContext& ctx, const RemoveRoleFromInstanceProfileRequest& request) {
  auto profile = requireProfile(ctx, request.instanceProfileName);
  const auto role = requireRole(ctx, request.roleName);
  if (profile.roleArn != role.arn) throw errors::roleNotFound(request.roleName);
  profile.roleArn.reset();
  ctx.catalog.instanceProfiles().update(profile);
  return {};
}

ListInstanceProfilesResponse listInstanceProfiles(RequestContext& ctx,
                                                  const ListInstanceProfilesRequest& request) {
  auto profiles = ctx.catalog.instanceProfiles().list(ctx.account());
  std::erase_if(profiles, [&](const domain::InstanceProfile& profile) {
    return !profile.path.starts_with(request.pathPrefix.value_or("/"));
  });
  return pageOfProfiles<ListInstanceProfilesResponse>(ctx, std::move(profiles), request.marker,
                                                      request.maxItems);
}

ListInstanceProfilesForRoleResponse listInstanceProfilesForRole(
    RequestContext& ctx, const ListInstanceProfilesForRoleRequest& request) {
  const auto role = requireRole(ctx, request.roleName);
  auto profiles = ctx.catalog.instanceProfiles().list(ctx.account());
  std::erase_if(profiles, [&](const domain::InstanceProfile& profile) {
    return profile.roleArn != role.arn;
  });
  return pageOfProfiles<ListInstanceProfilesForRoleResponse>(ctx, std::move(profiles),
                                                             request.marker, request.maxItems);
}

TagInstanceProfileResponse tagInstanceProfile(RequestContext& ctx,
                                              const TagInstanceProfileRequest& request) {
  auto profile = requireProfile(ctx, request.instanceProfileName);
  profile.tags = domain::mergedTags(std::move(profile.tags), tagsOf(request.tags));
  domain::checkIamTags(profile.tags);
  ctx.catalog.instanceProfiles().update(profile);
  return {};
}

UntagInstanceProfileResponse untagInstanceProfile(RequestContext& ctx,
                                                  const UntagInstanceProfileRequest& request) {
  auto profile = requireProfile(ctx, request.instanceProfileName);
  for (const auto& key : request.tagKeys)
    std::erase_if(profile.tags, [&](const domain::Tag& tag) { return tag.key == key; });
  ctx.catalog.instanceProfiles().update(profile);
  return {};
}

ListInstanceProfileTagsResponse listInstanceProfileTags(
    RequestContext& ctx, const ListInstanceProfileTagsRequest& request) {
  auto tags = requireProfile(ctx, request.instanceProfileName).tags;
  std::ranges::sort(tags, {}, &domain::Tag::key);
  const ItemPage page(std::move(tags), request.marker, request.maxItems,
                      [](const domain::Tag& tag) { return tag.key; });
  return {
      .tags = toWire(page.items), .isTruncated = page.marker.has_value(), .marker = page.marker};
}

}  // namespace amilocal::iam
