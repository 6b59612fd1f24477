#include "services/authorization/question.h"

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/iam_rules.h"
#include "amilocal/domain/region.h"

namespace amilocal::services {
namespace {

using Node = wire::QueryTree::Node;

// Path and query stand before the body, in a line of their own.
std::string formOf(const std::string& text) {
  const auto lineEnd = std::min(text.find('\n'), text.size());
  const auto mark = std::min(text.find('?'), lineEnd);
  auto form = mark < lineEnd ? text.substr(mark + 1, lineEnd - mark - 1) : std::string();
  const auto body = lineEnd < text.size() ? text.substr(lineEnd + 1) : std::string();
  if (!form.empty() && !body.empty()) form += '&';
  return form + body;
}

const Node* descend(const Node* node, std::string_view path) {
  while (node != nullptr && !path.empty()) {
    const auto dot = path.find('.');
    node = node->find(path.substr(0, dot));
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
  }
  return node;
}

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

RequestMembers::RequestMembers(const wire::Call& call)
    : tree_(wire::QueryTree::parse(formOf(call.text()))) {}

std::string RequestMembers::text(std::string_view name) const {
  const auto* node = descend(&tree_.root(), name);
  return node != nullptr && node->value ? std::string(*node->value) : std::string();
}

std::vector<std::string> RequestMembers::list(std::string_view name,
                                              std::string_view member) const {
  std::vector<std::string> texts;
  const auto* node = descend(&tree_.root(), name);
  if (node != nullptr)
    if (const auto* inner = node->find("member")) node = inner;
  if (node == nullptr) return texts;
  for (const auto& item : node->children) {
    const auto* found = descend(&item, member);
    if (found != nullptr && found->value && !found->value->empty())
      texts.emplace_back(*found->value);
  }
  return texts;
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
