#include "amilocal/catalog/catalog.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/iam_rules.h"
#include "iam/handlers.gen.h"
#include "services/iam/entities.h"

// Managed policies. Each has the version it was created with, and no other.
namespace amilocal::iam {
namespace {

constexpr const char* kOnlyVersion = "v1";

// One of AWS's own: what can be told of it by its name (docs/compatibility.md).
domain::ManagedPolicy awsPolicy(const std::string& arn) {
  domain::ManagedPolicy policy;
  policy.arn = arn;
  policy.name = domain::nameInArn(arn, "policy");
  policy.id = "ANPA" + stableHex(arn, 17);
  for (auto& c : policy.id)
    if (c >= 'a' && c <= 'f') c = static_cast<char>(c - 'a' + 'A');
  const auto resource = arn.find(":policy/") + std::string_view(":policy").size();
  policy.path = arn.substr(resource, arn.rfind('/') + 1 - resource);
  return policy;
}

domain::ManagedPolicy requirePolicy(RequestContext& ctx, const std::string& arn) {
  if (domain::isAwsManagedPolicy(arn)) return awsPolicy(arn);
  auto policy = ctx.catalog.policies().find(arn);
  if (!policy || policy->account != ctx.account()) throw errors::policyNotFound(arn);
  return *std::move(policy);
}

Policy toWire(RequestContext& ctx, const domain::ManagedPolicy& policy) {
  Policy out;
  out.policyName = policy.name;
  out.policyId = policy.id;
  out.arn = policy.arn;
  out.path = policy.path;
  out.defaultVersionId = kOnlyVersion;
  out.attachmentCount = ctx.catalog.roles().countAttached(policy.arn);
  out.permissionsBoundaryUsageCount = std::ranges::count(
      ctx.catalog.roles().list(ctx.account()), policy.arn, &domain::Role::permissionsBoundary);
  out.isAttachable = true;
  out.description = policy.description;
  out.createDate = wholeSeconds(policy.createdAt);
  out.updateDate = wholeSeconds(policy.createdAt);
  out.tags = iam::toWire(policy.tags);
  return out;
}

PolicyVersion versionOf(const domain::ManagedPolicy& policy) {
  PolicyVersion out;
  out.versionId = kOnlyVersion;
  out.isDefaultVersion = true;
  out.createDate = wholeSeconds(policy.createdAt);
  return out;
}

}  // namespace

CreatePolicyResponse createPolicy(RequestContext& ctx, const CreatePolicyRequest& request) {
  domain::checkIamName(request.policyName, "policyName", domain::kPolicyNameMax);
  checkPolicyDocument(request.policyDocument);
  domain::ManagedPolicy policy;
  policy.path = request.path.value_or("/");
  domain::checkIamPath(policy.path);
  policy.tags = tagsOf(request.tags);
  if (ctx.catalog.policies().findNamed(ctx.account(), request.policyName))
    throw errors::policyExists(request.policyName);
  policy.arn =
      domain::iamArn(partitionOf(ctx), ctx.account(), "policy", policy.path, request.policyName);
  policy.id = newUniqueId(ctx, "ANPA");
  policy.account = ctx.account();
  policy.name = request.policyName;
  policy.createdAt = ctx.now;
  policy.description = request.description;
  policy.document = request.policyDocument;
  ctx.catalog.policies().insert(policy);
  auto shown = toWire(ctx, policy);
  shown.description.reset();  // AWS shows it in GetPolicy only (IAM API Reference, Policy)
  return {.policy = std::move(shown)};
}

GetPolicyResponse getPolicy(RequestContext& ctx, const GetPolicyRequest& request) {
  return {.policy = toWire(ctx, requirePolicy(ctx, request.policyArn))};
}

GetPolicyVersionResponse getPolicyVersion(RequestContext& ctx,
                                          const GetPolicyVersionRequest& request) {
  const auto policy = requirePolicy(ctx, request.policyArn);
  if (request.versionId != kOnlyVersion)
    throw errors::policyVersionNotFound(request.policyArn, request.versionId);
  if (domain::isAwsManagedPolicy(request.policyArn))
    throw errors::unsupportedParameter("PolicyArn=" + request.policyArn);
  auto version = versionOf(policy);
  version.document = encodePercent(policy.document);
  return {.policyVersion = std::move(version)};
}

// The one version leaves nothing for a second page.
ListPolicyVersionsResponse listPolicyVersions(RequestContext& ctx,
                                              const ListPolicyVersionsRequest& request) {
  std::vector<PolicyVersion> all{versionOf(requirePolicy(ctx, request.policyArn))};
  const ItemPage page(std::move(all), request.marker, request.maxItems,
                      [](const PolicyVersion& version) { return *version.versionId; });
  return {.versions = page.items, .isTruncated = page.marker.has_value(), .marker = page.marker};
}

DeletePolicyResponse deletePolicy(RequestContext& ctx, const DeletePolicyRequest& request) {
  const auto policy = ctx.catalog.policies().find(request.policyArn);
  if (!policy || policy->account != ctx.account()) throw errors::policyNotFound(request.policyArn);
  if (ctx.catalog.roles().countAttached(policy->arn) > 0)
    throw errors::deleteConflict("a policy attached to entities.");
  ctx.catalog.policies().remove(policy->arn);
  return {};
}

}  // namespace amilocal::iam
