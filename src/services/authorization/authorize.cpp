#include <algorithm>

#include "amilocal/core/log.h"
#include "amilocal/domain/errors/authorization_errors.h"
#include "amilocal/services/authorization.h"
#include "services/authorization/caller_permissions.h"
#include "services/authorization/denial_message.h"
#include "services/authorization/ec2_resources.h"
#include "services/authorization/part_permission.h"
#include "services/authorization/question.h"
#include "services/authorization/resource_policy.h"
#include "services/authorization/role_trust.h"

namespace amilocal::services {
namespace {

// What AWS answers whatever policies say (STS API Reference, GetCallerIdentity, GetSessionToken);
// an identity from elsewhere is asked for by the handler.
constexpr std::string_view kAlwaysAllowed[] = {"AssumeRoleWithWebIdentity", "GetCallerIdentity",
                                               "GetSessionToken"};

ApiError refusal(const RequestContext& ctx, const domain::AccessQuestion& question,
                 const domain::Denial& denial) {
  const auto& service = ctx.caller.service;
  auto text = errors::notAuthorizedText(ctx.caller.arn, question.action, question.resource,
                                        denial.reason(question.action));
  if (service == "ec2")
    return errors::unauthorizedOperation(text, encodeDenial(ctx, question, denial));
  if (service == "sts" || service == "iam" || service == "s3")
    return errors::notAuthorized(std::move(text));
  const bool isNamedByTarget = service == "kms" || service == "ssm";
  return errors::notAuthorizedException(std::move(text), isNamedByTarget ? 400 : 403);
}

void logRefusal(const RequestContext& ctx, const domain::AccessQuestion& question,
                const domain::Denial& denial) {
  const bool isAudit = ctx.settings.iam == domain::IamMode::audit;
  log::warn(isAudit ? "iam.would-refuse" : "iam.refused",
            {{"caller", ctx.caller.arn},
             {"action", question.action},
             {"resource", question.resource},
             {"reason", denial.reason(question.action)},
             {"id", ctx.requestId()}});
}

void refuse(const RequestContext& ctx, const domain::AccessQuestion& question,
            const domain::Denial& denial) {
  logRefusal(ctx, question, denial);
  if (ctx.settings.iam != domain::IamMode::audit) throw refusal(ctx, question, denial);
}

// What comes of a task that may not use a key (Amazon EBS User Guide, "How Amazon EBS encryption
// works"): the request was answered long before.
void refuseLater(RequestContext& ctx, const domain::AccessQuestion& question,
                 const domain::Denial& denial) {
  const bool isAudit = ctx.settings.iam == domain::IamMode::audit;
  logRefusal(ctx, question, denial);
  if (!isAudit)
    ctx.failTasks(domain::StateReason{"Client.InternalError", "Given key ID is not accessible"});
}

Questions questionsOf(RequestContext& ctx, const wire::Call& call) {
  const auto& service = ctx.caller.service;
  if (service == "ec2") return ec2Questions(ctx, call);
  if (service == "s3") return storageQuestions(ctx, call);
  return serviceQuestions(ctx, call);
}

// Only what has a policy of its own has something to say to the root user.
std::optional<domain::Denial> denialOf(RequestContext& ctx, const domain::Permissions& permissions,
                                       const PolicyQuestion& question) {
  if (question.policy) return denialBy(ctx, permissions, *question.policy, question.asked);
  return domain::denialOf(permissions, question.asked);
}

}  // namespace

void authorize(RequestContext& ctx, const wire::Call& call) {
  const auto operation = call.operation().name;
  const auto& service = ctx.caller.service;
  if (service == "sts" && std::ranges::find(kAlwaysAllowed, operation) != std::end(kAlwaysAllowed))
    return;
  // Strangers have no policies; what S3 gives them are grants.
  if (service == "s3" && ctx.caller.accessKeyId.empty()) return;
  const auto permissions = permissionsOf(ctx);
  if (service == "sts" && operation == "AssumeRole") {
    const auto asked = askRole(ctx, call, permissions);
    if (asked.denial) refuse(ctx, asked.question, *asked.denial);
    return;
  }
  for (const auto& question : questionsOf(ctx, call)) {
    const auto denial = denialOf(ctx, permissions, question);
    if (denial && question.failsLater) refuseLater(ctx, question.asked, *denial);
    if (denial && !question.failsLater) return refuse(ctx, question.asked, *denial);
  }
}

bool isPartAllowed(RequestContext& ctx, const std::string& action, std::string_view type,
                   const std::string& id) {
  if (ctx.settings.iam == domain::IamMode::off) return true;
  domain::AccessQuestion question{action, ec2Arn(ctx, type, id), globalFacts(ctx)};
  question.facts.put("ec2:Region", ctx.region());
  addResourceFacts(ctx, type, id, ctx.region(), question.facts);
  const auto denial = domain::denialOf(permissionsOf(ctx), question);
  if (denial) logRefusal(ctx, question, *denial);
  return !denial || ctx.settings.iam == domain::IamMode::audit;
}

}  // namespace amilocal::services
