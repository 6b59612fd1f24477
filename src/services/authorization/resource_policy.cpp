#include "services/authorization/resource_policy.h"

#include "amilocal/core/api_error.h"
#include "amilocal/core/log.h"
#include "amilocal/domain/region.h"
#include "services/authorization/question.h"

namespace amilocal::services {
namespace {

constexpr std::string_view kResource = "resource-based policy";

// The first two are the caller itself, the others its account.
domain::Principal nameCaller(RequestContext& ctx) {
  domain::Principal who;
  who.names = {ctx.caller.arn, principalArn(ctx), domain::rootArn(ctx.caller), ctx.account()};
  return who;
}

struct Trust {
  domain::Verdict verdict = domain::Verdict::silent;
  bool namesCaller = false;  ///< and not only its account
};

Trust trustOf(RequestContext& ctx, const ResourcePolicy& policy,
              const domain::AccessQuestion& question) {
  Trust trust;
  try {
    std::string by;
    const auto who = nameCaller(ctx);
    trust.verdict = domain::Policy::parse(policy.document).verdict(question, who, by);
    const bool isExact = by == who.names[0] || by == who.names[1] || by == "*";
    trust.namesCaller = isExact && policy.account == ctx.account();
  } catch (const ApiError& error) {
    log::warn("iam.policy-unreadable", {{"policy", policy.arn}, {"error", error.what()}});
  }
  return trust;
}

}  // namespace

std::optional<domain::Denial> denialBy(RequestContext& ctx, const domain::Permissions& permissions,
                                       const ResourcePolicy& policy,
                                       const domain::AccessQuestion& question) {
  const auto trust = trustOf(ctx, policy, question);
  if (trust.verdict != domain::Verdict::allowed)
    return domain::Denial{trust.verdict == domain::Verdict::denied, kResource};
  const auto own = domain::denialOf(permissions, question);
  return own && (own->isExplicit || !trust.namesCaller) ? own : std::nullopt;
}

}  // namespace amilocal::services
