#include "services/authorization/question.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/iam_rules.h"
#include "amilocal/domain/region.h"

namespace amilocal::services {
namespace {

std::string_view principalType(const RequestContext& ctx) {
  const auto& arn = ctx.caller.arn;
  if (arn.find(":assumed-role/") != std::string::npos) return "AssumedRole";
  if (arn.find(":federated-user/") != std::string::npos) return "FederatedUser";
  return arn.ends_with(":root") ? "Account" : "User";
}

void addPrincipalTags(RequestContext& ctx, domain::RequestFacts& facts, const std::string& arn) {
  domain::Tags tags;
  if (const auto role = ctx.catalog.roles().find(arn)) tags = role->tags;
  const std::string name(domain::nameInArn(arn, "user"));
  if (const auto* user = ctx.settings.users.find(ctx.account(), name); user && !name.empty())
    tags = user->tags;
  for (const auto& tag : tags) facts.put("aws:PrincipalTag/" + tag.key, tag.value);
}

}  // namespace

void addRequestTags(domain::RequestFacts& facts, const domain::Tags& tags) {
  for (const auto& tag : tags) {
    facts.put("aws:RequestTag/" + tag.key, tag.value);
    facts.add("aws:TagKeys", tag.key);
  }
}

std::string principalArn(RequestContext& ctx) {
  const auto session = ctx.catalog.sessions().find(ctx.caller.accessKeyId);
  return session && !session->principalArn.empty() ? session->principalArn : ctx.caller.arn;
}

domain::RequestFacts globalFacts(RequestContext& ctx) {
  domain::RequestFacts facts;
  const auto arn = principalArn(ctx);
  facts.put("aws:CurrentTime", formatInstantSeconds(ctx.now));
  facts.put(
      "aws:EpochTime",
      std::to_string(std::chrono::floor<std::chrono::seconds>(ctx.now.time_since_epoch()).count()));
  facts.put("aws:SecureTransport", ctx.caller.isSecure ? "true" : "false");
  if (!ctx.caller.sourceIp.empty()) facts.put("aws:SourceIp", ctx.caller.sourceIp);
  facts.put("aws:RequestedRegion", ctx.region());
  facts.put("aws:PrincipalArn", arn);
  facts.put("aws:PrincipalAccount", ctx.account());
  facts.put("aws:PrincipalType", std::string(principalType(ctx)));
  facts.put("aws:userid", ctx.caller.userId);
  facts.put("aws:PrincipalIsAWSService", "false");
  facts.put("aws:ViaAWSService", "false");
  if (const auto user = domain::nameInArn(ctx.caller.arn, "user"); !user.empty())
    facts.put("aws:username", std::string(user));
  if (domain::isSessionKey(ctx.caller.accessKeyId))
    facts.put("aws:MultiFactorAuthPresent", "false");
  addPrincipalTags(ctx, facts, arn);
  return facts;
}

}  // namespace amilocal::services
