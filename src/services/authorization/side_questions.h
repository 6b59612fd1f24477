#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/authorization/question.h"

/// What operations of several services ask besides their own actions.
namespace amilocal::services {

/// `iam:PassRole` of a role, for a service (IAM User Guide, "Grant a user permissions to pass a
/// role to an AWS service").
PolicyQuestion passRoleQuestion(RequestContext& ctx, const std::string& roleArn,
                                std::string_view service);

/// A use of a key for EBS; empty for keys of AWS's own, whose policies let everybody in the account
/// use them by EC2.
std::optional<PolicyQuestion> keyQuestion(RequestContext& ctx, std::string_view action,
                                          const std::string& keyArn);

/// The policy of a key that was made here.
std::optional<ResourcePolicy> keyPolicy(RequestContext& ctx, const std::string& keyArn);

/// `arn:aws:ssm:REGION:ACCOUNT:parameter/NAME` of a name with or without its first slash, with or
/// without a version behind a colon; AWS's public parameters have no account.
std::string parameterArn(const RequestContext& ctx, std::string_view name);

}  // namespace amilocal::services
