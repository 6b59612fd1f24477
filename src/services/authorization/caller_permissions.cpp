#include "services/authorization/caller_permissions.h"

#include <algorithm>
#include <iterator>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/api_error.h"
#include "amilocal/core/log.h"
#include "amilocal/domain/iam_rules.h"

namespace amilocal::services {
namespace {

struct AwsPolicy {
  std::string_view name;
  std::string_view document;
};
// Those of AWS's own policies whose documents are short and do not change (AWS Managed Policy
// Reference Guide). The others are names without permissions here (docs/security.md).
constexpr AwsPolicy kAwsPolicies[] = {
    {"AdministratorAccess",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]})"},
    {"AmazonEC2FullAccess",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:*",
        "elasticloadbalancing:*","cloudwatch:*","autoscaling:*"],"Resource":"*"}]})"},
    {"AmazonEC2ReadOnlyAccess",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ec2:Describe*",
        "ec2:GetSecurityGroupsForVpc"],"Resource":"*"}]})"},
    {"AmazonS3FullAccess",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*",
        "s3-object-lambda:*"],"Resource":"*"}]})"},
    {"AmazonS3ReadOnlyAccess",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:Get*","s3:List*",
        "s3:Describe*","s3-object-lambda:Get*","s3-object-lambda:List*"],"Resource":"*"}]})"},
    {"PowerUserAccess",
     R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["iam:*",
        "organizations:*","account:*"],"Resource":"*"}]})"},
};

void addDocument(std::vector<domain::Policy>& policies, std::string_view name,
                 std::string_view document) {
  try {
    policies.push_back(domain::Policy::parse(document));
  } catch (const ApiError& error) {
    log::warn("iam.policy-unreadable", {{"policy", name}, {"error", error.what()}});
  }
}

void addNamed(RequestContext& ctx, std::vector<domain::Policy>& policies, const std::string& arn) {
  if (const auto* policy = ctx.settings.users.findPolicy(arn))
    return addDocument(policies, arn, policy->document);
  if (const auto policy = ctx.catalog.policies().find(arn))
    return addDocument(policies, arn, policy->document);
  const auto* own =
      std::ranges::find(kAwsPolicies, domain::nameInArn(arn, "policy"), &AwsPolicy::name);
  if (domain::isAwsManagedPolicy(arn) && own != std::end(kAwsPolicies))
    return addDocument(policies, arn, own->document);
  log::warn("iam.policy-unknown", {{"policy", arn}});
}

template <class Holder>
void addPolicies(RequestContext& ctx, domain::Permissions& permissions, const Holder& holder) {
  for (const auto& policy : holder.inlinePolicies)
    addDocument(permissions.identity, policy.name, policy.document);
  for (const auto& arn : holder.attachedPolicies) addNamed(ctx, permissions.identity, arn);
}

// A user's or a role's.
template <class Holder>
void addHeld(RequestContext& ctx, domain::Permissions& permissions, const Holder& holder) {
  addPolicies(ctx, permissions, holder);
  if (!holder.permissionsBoundary) return;
  permissions.boundary.emplace();
  addNamed(ctx, *permissions.boundary, *holder.permissionsBoundary);
}

void addUser(RequestContext& ctx, domain::Permissions& permissions, const domain::User& user) {
  permissions.isRoot = user.isRoot();
  addHeld(ctx, permissions, user);
  for (const auto& name : user.groups)
    if (const auto* group = ctx.settings.users.findGroup(user.account, name))
      addPolicies(ctx, permissions, *group);
}

// Of a session of a user, or of a federated one: what it acts for is an ARN.
void addPrincipal(RequestContext& ctx, domain::Permissions& permissions, const std::string& arn) {
  if (const auto role = ctx.catalog.roles().find(arn)) return addHeld(ctx, permissions, *role);
  permissions.isRoot = arn.ends_with(":root");
  const std::string name(domain::nameInArn(arn, "user"));
  const auto* user = ctx.settings.users.find(domain::accountInArn(arn), name);
  if (user != nullptr && !name.empty()) addUser(ctx, permissions, *user);
}

void addSession(RequestContext& ctx, domain::Permissions& permissions,
                const domain::Session& session) {
  addPrincipal(ctx, permissions, session.principalArn);
  // A federated user has nothing but what its session's policies give it.
  const bool isFederated = session.arn.find(":federated-user/") != std::string::npos;
  if (!isFederated && !session.policy && session.policyArns.empty()) return;
  permissions.session.emplace();
  if (session.policy) addDocument(*permissions.session, "session", *session.policy);
  for (const auto& arn : session.policyArns) addNamed(ctx, *permissions.session, arn);
}

}  // namespace

domain::Permissions permissionsOf(RequestContext& ctx) {
  domain::Permissions permissions;
  if (const auto session = ctx.catalog.sessions().find(ctx.caller.accessKeyId))
    addSession(ctx, permissions, *session);
  else if (const auto* user = ctx.settings.users.ofKey(ctx.caller.accessKeyId))
    addUser(ctx, permissions, *user);
  else
    permissions.isRoot = true;  // a key that nobody knows is its account's own
  return permissions;
}

}  // namespace amilocal::services
