#include "services/authorization/service_touches.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/api_error.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/builder_rules.h"
#include "amilocal/domain/iam_rules.h"
#include "amilocal/domain/kms_rules.h"
#include "amilocal/domain/region.h"
#include "services/authorization/ec2_resources.h"
#include "services/authorization/side_questions.h"
#include "services/imagebuilder/builder_lookup.h"
#include "services/kms/keys.h"

namespace amilocal::services {
namespace {

using Members = RequestMembers;

std::string partition(const RequestContext& ctx) {
  return std::string(domain::partitionOf(ctx.region()));
}

// `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`
std::string arnHere(const RequestContext& ctx, std::string_view service, std::string_view what) {
  std::string arn = "arn:" + partition(ctx) + ":";
  ((arn += service) += ':') += ctx.region();
  ((arn += ':') += ctx.account()) += ':';
  return arn += what;
}

std::string itself(RequestContext&, const Members&, const std::string& named) { return named; }

// ---- EBS direct APIs, whose snapshots are EC2's

std::string snapshotArn(RequestContext& ctx, const Members&, const std::string& named) {
  return ec2Arn(ctx, "snapshot", named);
}
std::string newSnapshotArn(RequestContext& ctx, const Members&, const std::string&) {
  return ec2Arn(ctx, "snapshot", "*");
}

// ---- IAM

std::string pathOf(const Members& members) {
  auto path = members.text("Path");
  return path.empty() ? "/" : path;
}

// The path is the entity's own, or the one that it will have.
std::string roleArn(RequestContext& ctx, const Members& members, const std::string& named) {
  const auto role = ctx.catalog.roles().findNamed(ctx.account(), named);
  return role ? role->arn
              : domain::iamArn(partition(ctx), ctx.account(), "role", pathOf(members), named);
}
std::string profileArn(RequestContext& ctx, const Members& members, const std::string& named) {
  const auto profile = ctx.catalog.instanceProfiles().findNamed(ctx.account(), named);
  return profile ? profile->arn
                 : domain::iamArn(partition(ctx), ctx.account(), "instance-profile",
                                  pathOf(members), named);
}
std::string newPolicyArn(RequestContext& ctx, const Members& members, const std::string& named) {
  return domain::iamArn(partition(ctx), ctx.account(), "policy", pathOf(members), named);
}
// Nobody named is the caller.
std::string userArn(RequestContext& ctx, const Members&, const std::string& named) {
  if (named.empty()) return principalArn(ctx);
  const auto* user = ctx.settings.users.find(ctx.account(), named);
  return user != nullptr ? user->arn(domain::partitionOf(ctx.region()))
                         : domain::iamArn(partition(ctx), ctx.account(), "user", "/", named);
}

std::string federatedUserArn(RequestContext& ctx, const Members&, const std::string& named) {
  return "arn:" + partition(ctx) + ":sts::" + ctx.account() + ":federated-user/" + named;
}

// ---- Image Builder

std::string newBuilderArn(RequestContext& ctx, const Members& members, domain::BuilderKind kind,
                          const std::string& name) {
  return domain::builderArn(ctx.caller, kind, name, members.text("semanticVersion"));
}
std::string newComponentArn(RequestContext& ctx, const Members& members, const std::string& named) {
  return newBuilderArn(ctx, members, domain::BuilderKind::component, named) + "/*";
}
std::string newImageRecipeArn(RequestContext& ctx, const Members& members,
                              const std::string& named) {
  return newBuilderArn(ctx, members, domain::BuilderKind::image_recipe, named);
}
std::string newContainerRecipeArn(RequestContext& ctx, const Members& members,
                                  const std::string& named) {
  return newBuilderArn(ctx, members, domain::BuilderKind::container_recipe, named);
}
// Patterns of versions stand for the one that they lead to.
std::string builderArnOf(RequestContext& ctx, const Members&, const std::string& named) {
  const auto parsed = domain::parseBuilderArn(named);
  if (!parsed) return named;
  try {
    return imagebuilder::requireResource(ctx, named, parsed->kind).arn;
  } catch (const ApiError&) {
    return named;
  }
}
std::string allBuildsArn(RequestContext&, const Members&, const std::string& named) {
  return named + "/*";
}

// ---- KMS

std::string keyArn(RequestContext& ctx, const Members&, const std::string& named) {
  try {
    return kms::requireKey(ctx, named).arn;
  } catch (const ApiError&) {
    return named.starts_with("arn:") ? named
                                     : domain::kmsKeyArn(named, ctx.region(), ctx.account());
  }
}
std::string aliasArn(RequestContext& ctx, const Members&, const std::string& named) {
  return domain::kmsAliasArn(named, ctx.region(), ctx.account());
}

// ---- Lifecycle policies, retention rules, parameters

std::string lifecyclePolicyArn(RequestContext& ctx, const Members&, const std::string& named) {
  return arnHere(ctx, "dlm", "policy/" + named);
}
std::string ruleArn(RequestContext& ctx, const Members&, const std::string& named) {
  return arnHere(ctx, "rbin", "rule/" + named);
}
std::string newRuleArn(RequestContext& ctx, const Members&, const std::string&) {
  return arnHere(ctx, "rbin", "rule/*");
}
std::string parameterArnOf(RequestContext& ctx, const Members&, const std::string& named) {
  auto arn = parameterArn(ctx, named);
  if (arn.ends_with('/') && named.size() > 1) arn.pop_back();  // of a path
  return arn;
}

constexpr ServiceTouch kTouches[] = {
    {"dlm", "CreateLifecyclePolicy", ""},
    {"dlm", "DeleteLifecyclePolicy", "PolicyId", &lifecyclePolicyArn},
    {"dlm", "GetLifecyclePolicies", ""},
    {"dlm", "GetLifecyclePolicy", "PolicyId", &lifecyclePolicyArn},
    {"dlm", "ListTagsForResource", "ResourceArn", &itself},
    {"dlm", "TagResource", "ResourceArn", &itself},
    {"dlm", "UntagResource", "ResourceArn", &itself},
    {"dlm", "UpdateLifecyclePolicy", "PolicyId", &lifecyclePolicyArn},
    {"ebs", "CompleteSnapshot", "SnapshotId", &snapshotArn},
    {"ebs", "GetSnapshotBlock", "SnapshotId", &snapshotArn},
    {"ebs", "ListChangedBlocks", "FirstSnapshotId|SecondSnapshotId", &snapshotArn},
    {"ebs", "ListSnapshotBlocks", "SnapshotId", &snapshotArn},
    {"ebs", "PutSnapshotBlock", "SnapshotId", &snapshotArn},
    {"ebs", "StartSnapshot", "", &newSnapshotArn},
    {"ebs", "StartSnapshot", "ParentSnapshotId", &snapshotArn},
    {"iam", "AddRoleToInstanceProfile", "InstanceProfileName", &profileArn},
    {"iam", "AttachRolePolicy", "RoleName", &roleArn},
    {"iam", "CreateInstanceProfile", "InstanceProfileName", &profileArn},
    {"iam", "CreatePolicy", "PolicyName", &newPolicyArn},
    {"iam", "CreateRole", "RoleName", &roleArn},
    {"iam", "DeleteInstanceProfile", "InstanceProfileName", &profileArn},
    {"iam", "DeletePolicy", "PolicyArn", &itself},
    {"iam", "DeleteRole", "RoleName", &roleArn},
    {"iam", "DeleteRolePolicy", "RoleName", &roleArn},
    {"iam", "DetachRolePolicy", "RoleName", &roleArn},
    {"iam", "GetInstanceProfile", "InstanceProfileName", &profileArn},
    {"iam", "GetPolicy", "PolicyArn", &itself},
    {"iam", "GetPolicyVersion", "PolicyArn", &itself},
    {"iam", "GetRole", "RoleName", &roleArn},
    {"iam", "GetRolePolicy", "RoleName", &roleArn},
    {"iam", "GetUser", "UserName", &userArn},
    {"iam", "ListAccountAliases", ""},
    {"iam", "ListAttachedRolePolicies", "RoleName", &roleArn},
    {"iam", "ListInstanceProfileTags", "InstanceProfileName", &profileArn},
    {"iam", "ListInstanceProfiles", ""},
    {"iam", "ListInstanceProfilesForRole", "RoleName", &roleArn},
    {"iam", "ListPolicyVersions", "PolicyArn", &itself},
    {"iam", "ListRolePolicies", "RoleName", &roleArn},
    {"iam", "ListRoleTags", "RoleName", &roleArn},
    {"iam", "ListRoles", ""},
    {"iam", "PutRolePolicy", "RoleName", &roleArn},
    {"iam", "RemoveRoleFromInstanceProfile", "InstanceProfileName", &profileArn},
    {"iam", "TagInstanceProfile", "InstanceProfileName", &profileArn},
    {"iam", "TagRole", "RoleName", &roleArn},
    {"iam", "UntagInstanceProfile", "InstanceProfileName", &profileArn},
    {"iam", "UntagRole", "RoleName", &roleArn},
    {"iam", "UpdateAssumeRolePolicy", "RoleName", &roleArn},
    {"iam", "UpdateRole", "RoleName", &roleArn},
    {"iam", "UpdateRoleDescription", "RoleName", &roleArn},
    {"imagebuilder", "CreateComponent", "name", &newComponentArn},
    {"imagebuilder", "CreateContainerRecipe", "name", &newContainerRecipeArn},
    {"imagebuilder", "CreateImageRecipe", "name", &newImageRecipeArn},
    {"imagebuilder", "DeleteComponent", "componentBuildVersionArn", &builderArnOf},
    {"imagebuilder", "DeleteContainerRecipe", "containerRecipeArn", &builderArnOf},
    {"imagebuilder", "DeleteImageRecipe", "imageRecipeArn", &builderArnOf},
    {"imagebuilder", "GetComponent", "componentBuildVersionArn", &builderArnOf},
    {"imagebuilder", "GetContainerRecipe", "containerRecipeArn", &builderArnOf},
    {"imagebuilder", "GetImageRecipe", "imageRecipeArn", &builderArnOf},
    {"imagebuilder", "ListComponentBuildVersions", "componentVersionArn", &allBuildsArn},
    {"imagebuilder", "ListComponents", ""},
    {"imagebuilder", "ListContainerRecipes", ""},
    {"imagebuilder", "ListImageRecipes", ""},
    {"imagebuilder", "ListTagsForResource", "resourceArn", &itself},
    {"imagebuilder", "TagResource", "resourceArn", &itself},
    {"imagebuilder", "UntagResource", "resourceArn", &itself},
    {"kms", "CancelKeyDeletion", "KeyId", &keyArn},
    {"kms", "CreateAlias", "AliasName", &aliasArn},
    {"kms", "CreateAlias", "TargetKeyId", &keyArn},
    {"kms", "CreateKey", ""},
    {"kms", "DeleteAlias", "AliasName", &aliasArn},
    {"kms", "DeleteAlias", "AliasName", &keyArn},
    {"kms", "DescribeKey", "KeyId", &keyArn},
    {"kms", "DisableKey", "KeyId", &keyArn},
    {"kms", "DisableKeyRotation", "KeyId", &keyArn},
    {"kms", "EnableKey", "KeyId", &keyArn},
    {"kms", "EnableKeyRotation", "KeyId", &keyArn},
    {"kms", "GetKeyPolicy", "KeyId", &keyArn},
    {"kms", "GetKeyRotationStatus", "KeyId", &keyArn},
    {"kms", "ListAliases", ""},
    {"kms", "ListKeyPolicies", "KeyId", &keyArn},
    {"kms", "ListKeys", ""},
    {"kms", "ListResourceTags", "KeyId", &keyArn},
    {"kms", "PutKeyPolicy", "KeyId", &keyArn},
    {"kms", "ScheduleKeyDeletion", "KeyId", &keyArn},
    {"kms", "TagResource", "KeyId", &keyArn},
    {"kms", "UntagResource", "KeyId", &keyArn},
    {"kms", "UpdateAlias", "AliasName", &aliasArn},
    {"kms", "UpdateAlias", "AliasName", &keyArn},
    {"kms", "UpdateAlias", "TargetKeyId", &keyArn},
    {"rbin", "CreateRule", "", &newRuleArn},
    {"rbin", "DeleteRule", "Identifier", &ruleArn},
    {"rbin", "GetRule", "Identifier", &ruleArn},
    {"rbin", "ListRules", ""},
    {"rbin", "ListTagsForResource", "ResourceArn", &itself},
    {"rbin", "LockRule", "Identifier", &ruleArn},
    {"rbin", "TagResource", "ResourceArn", &itself},
    {"rbin", "UnlockRule", "Identifier", &ruleArn},
    {"rbin", "UntagResource", "ResourceArn", &itself},
    {"rbin", "UpdateRule", "Identifier", &ruleArn},
    {"ssm", "AddTagsToResource", "ResourceId", &parameterArnOf},
    {"ssm", "DeleteParameter", "Name", &parameterArnOf},
    {"ssm", "DeleteParameters", "Names", &parameterArnOf},
    {"ssm", "DescribeParameters", ""},
    {"ssm", "GetParameter", "Name", &parameterArnOf},
    {"ssm", "GetParameterHistory", "Name", &parameterArnOf},
    {"ssm", "GetParameters", "Names", &parameterArnOf},
    {"ssm", "GetParametersByPath", "Path", &parameterArnOf},
    {"ssm", "LabelParameterVersion", "Name", &parameterArnOf},
    {"ssm", "ListTagsForResource", "ResourceId", &parameterArnOf},
    {"ssm", "PutParameter", "Name", &parameterArnOf},
    {"ssm", "RemoveTagsFromResource", "ResourceId", &parameterArnOf},
    {"ssm", "UnlabelParameterVersion", "Name", &parameterArnOf},
    {"sts", "AssumeRole", ""},
    {"sts", "AssumeRoleWithWebIdentity", ""},
    {"sts", "DecodeAuthorizationMessage", ""},
    {"sts", "GetAccessKeyInfo", ""},
    {"sts", "GetCallerIdentity", ""},
    {"sts", "GetFederationToken", "Name", &federatedUserArn},
    {"sts", "GetSessionToken", ""},
};

using Place = std::pair<std::string_view, std::string_view>;
constexpr Place placeOf(const ServiceTouch& touch) { return {touch.service, touch.operation}; }
static_assert(std::ranges::is_sorted(kTouches, {}, &placeOf));

}  // namespace

std::span<const ServiceTouch> serviceTouchesOf(std::string_view service,
                                               std::string_view operation) {
  // clang 14 cannot read the subrange that equal_range answers.
  const Place place{service, operation};
  const auto* begin = std::ranges::lower_bound(kTouches, place, {}, &placeOf);
  const auto* end = std::ranges::upper_bound(kTouches, place, {}, &placeOf);
  return {begin, end};
}

}  // namespace amilocal::services
