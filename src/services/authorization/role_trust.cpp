#include "services/authorization/role_trust.h"

#include <string>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/api_error.h"
#include "amilocal/core/log.h"
#include "amilocal/domain/iam_rules.h"
#include "amilocal/domain/region.h"

namespace amilocal::services {
namespace {

constexpr std::string_view kTrust = "resource-based policy";

domain::Principal nameCaller(RequestContext& ctx) {
  domain::Principal who;
  who.names = {ctx.caller.arn, principalArn(ctx), domain::rootArn(ctx.caller), ctx.account()};
  return who;
}

struct Trust {
  domain::Verdict verdict = domain::Verdict::silent;
  bool namesCaller = false;  ///< and not only its account
};

Trust trustOf(RequestContext& ctx, const domain::AccessQuestion& question,
              const domain::Role& role) {
  Trust trust;
  try {
    std::string by;
    const auto who = nameCaller(ctx);
    trust.verdict = domain::Policy::parse(role.trustPolicy).verdict(question, who, by);
    trust.namesCaller = role.account == ctx.account() && (by == who.names[0] || by == who.names[1]);
  } catch (const ApiError& error) {
    log::warn("iam.policy-unreadable", {{"policy", role.arn}, {"error", error.what()}});
  }
  return trust;
}

domain::AccessQuestion questionOf(RequestContext& ctx, const wire::Call& call) {
  const RequestMembers members(call);
  domain::AccessQuestion question{"sts:AssumeRole", members.text("RoleArn"), globalFacts(ctx)};
  const auto add = [&](std::string_view key, std::string_view member) {
    if (auto text = members.text(member); !text.empty()) question.facts.put(key, std::move(text));
  };
  add("sts:ExternalId", "ExternalId");
  add("sts:RoleSessionName", "RoleSessionName");
  add("sts:SourceIdentity", "SourceIdentity");
  for (const auto& key : members.list("Tags", "Key")) question.facts.add("aws:TagKeys", key);
  for (const auto& key : members.list("TransitiveTagKeys"))
    question.facts.add("sts:TransitiveTagKeys", key);
  return question;
}

}  // namespace

RoleQuestion askRole(RequestContext& ctx, const wire::Call& call,
                     const domain::Permissions& permissions) {
  RoleQuestion asked{questionOf(ctx, call), std::nullopt};
  const auto role = ctx.catalog.roles().find(asked.question.resource);
  const auto trust = role ? trustOf(ctx, asked.question, *role) : Trust{};
  const auto own = domain::denialOf(permissions, asked.question);
  if (trust.verdict != domain::Verdict::allowed) {
    asked.denial = domain::Denial{trust.verdict == domain::Verdict::denied, kTrust};
  } else if (own && (own->isExplicit || !trust.namesCaller)) {
    asked.denial = own;
  }
  return asked;
}

}  // namespace amilocal::services
