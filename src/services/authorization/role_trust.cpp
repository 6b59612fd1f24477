#include "services/authorization/role_trust.h"

#include <string>

#include "amilocal/catalog/catalog.h"

namespace amilocal::services {
namespace {

domain::AccessQuestion questionOf(RequestContext& ctx, const wire::Call& call) {
  const RequestMembers members(call);
  domain::AccessQuestion question{"sts:AssumeRole", members.text("RoleArn"), globalFacts(ctx)};
  const auto add = [&](std::string_view key, std::string_view member) {
    if (auto text = members.text(member); !text.empty()) question.facts.put(key, std::move(text));
  };
  add("sts:ExternalId", "ExternalId");
  add("sts:RoleSessionName", "RoleSessionName");
  add("sts:SourceIdentity", "SourceIdentity");
  for (const auto& key : members.texts("Tags.Key")) question.facts.add("aws:TagKeys", key);
  for (const auto& key : members.texts("TransitiveTagKeys"))
    question.facts.add("sts:TransitiveTagKeys", key);
  return question;
}

}  // namespace

RoleQuestion askRole(RequestContext& ctx, const wire::Call& call,
                     const domain::Permissions& permissions) {
  RoleQuestion asked{questionOf(ctx, call), std::nullopt};
  // Of a role that is not there nothing is told but that it may not be assumed.
  const auto role = ctx.catalog.roles().find(asked.question.resource);
  const ResourcePolicy trust{asked.question.resource, role ? role->account : std::string(),
                             role ? role->trustPolicy : R"({"Statement":[]})"};
  asked.denial = denialBy(ctx, permissions, trust, asked.question);
  return asked;
}

}  // namespace amilocal::services
