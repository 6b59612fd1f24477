#include "services/iam/entities.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/iam_rules.h"
#include "amilocal/domain/region.h"
#include "amilocal/wire/json_reader.h"

namespace amilocal::iam {

domain::Role requireRole(RequestContext& ctx, const std::string& name) {
  auto role = ctx.catalog.roles().findNamed(ctx.account(), name);
  if (!role) throw errors::roleNotFound(name);
  return *std::move(role);
}

domain::InstanceProfile requireProfile(RequestContext& ctx, const std::string& name) {
  auto profile = ctx.catalog.instanceProfiles().findNamed(ctx.account(), name);
  if (!profile) throw errors::instanceProfileNotFound(name);
  return *std::move(profile);
}

std::string partitionOf(const RequestContext& ctx) {
  return std::string(domain::partitionOf(ctx.region()));
}

std::string newUniqueId(RequestContext& ctx, std::string_view prefix) {
  constexpr int kCharacters = 17;
  std::string id(prefix);
  for (const char c : ctx.ids.nextToken(kCharacters))
    id += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return id;
}

void checkPolicyDocument(const std::string& document) {
  bool isObject = false;
  try {
    isObject = wire::JsonDocument(document).root().isObject();
  } catch (const ApiError&) {
    isObject = false;  // a syntax error is IAM's to word
  }
  if (!isObject) throw errors::malformedPolicy();
}

domain::Tags tagsOf(const std::vector<Tag>& tags) {
  domain::Tags own;
  for (const auto& tag : tags) own.push_back({tag.key, tag.value});
  domain::checkIamTags(own);
  return own;
}

std::vector<Tag> toWire(const domain::Tags& tags) {
  std::vector<Tag> out;
  for (const auto& tag : tags) out.push_back({.key = tag.key, .value = tag.value});
  return out;
}

// Documents are percent-coded in answers (IAM API Reference, GetRole, note).
Role toWire(const domain::Role& role) {
  Role out;
  out.path = role.path;
  out.roleName = role.name;
  out.roleId = role.id;
  out.arn = role.arn;
  out.createDate = wholeSeconds(role.createdAt);
  out.assumeRolePolicyDocument = encodePercent(role.trustPolicy);
  out.description = role.description;
  out.maxSessionDuration = role.maxSessionSeconds;
  return out;
}

Role toWireWhole(const domain::Role& role) {
  auto out = toWire(role);
  if (role.permissionsBoundary)
    out.permissionsBoundary = AttachedPermissionsBoundary{
        .permissionsBoundaryType = "Policy", .permissionsBoundaryArn = role.permissionsBoundary};
  out.tags = toWire(role.tags);
  out.roleLastUsed = RoleLastUsed{.lastUsedDate = role.lastUsedAt, .region = role.lastUsedRegion};
  return out;
}

InstanceProfile toWire(RequestContext& ctx, const domain::InstanceProfile& profile) {
  InstanceProfile out;
  out.path = profile.path;
  out.instanceProfileName = profile.name;
  out.instanceProfileId = profile.id;
  out.arn = profile.arn;
  out.createDate = wholeSeconds(profile.createdAt);
  if (profile.roleArn)
    if (const auto role = ctx.catalog.roles().find(*profile.roleArn))
      out.roles.push_back(toWire(*role));
  out.tags = toWire(profile.tags);
  return out;
}

}  // namespace amilocal::iam
