#include <algorithm>

#include "amilocal/core/log.h"
#include "amilocal/domain/errors/authorization_errors.h"
#include "amilocal/services/authorization.h"
#include "services/authorization/caller_permissions.h"
#include "services/authorization/denial_message.h"
#include "services/authorization/question.h"
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

void refuse(const RequestContext& ctx, const domain::AccessQuestion& question,
            const domain::Denial& denial) {
  const bool isAudit = ctx.settings.iam == domain::IamMode::audit;
  log::warn(isAudit ? "iam.would-refuse" : "iam.refused",
            {{"caller", ctx.caller.arn},
             {"action", question.action},
             {"resource", question.resource},
             {"reason", denial.reason(question.action)},
             {"id", ctx.requestId()}});
  if (!isAudit) throw refusal(ctx, question, denial);
}

Questions questionsOf(RequestContext& ctx, const wire::Call& call) {
  const auto& service = ctx.caller.service;
  if (service == "ec2") return ec2Questions(ctx, call);
  if (service == "s3") return storageQuestions(ctx, call);
  const auto action = service + ":" + std::string(call.operation().name);
  return {{action, "*", globalFacts(ctx)}};
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
  if (permissions.isRoot && !permissions.session) return;
  for (const auto& question : questionsOf(ctx, call))
    if (const auto denial = domain::denialOf(permissions, question))
      return refuse(ctx, question, *denial);
}

}  // namespace amilocal::services
