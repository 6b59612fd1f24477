#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/domain/policy.h"
#include "amilocal/engine/request_context.h"
#include "amilocal/wire/operation.h"
#include "services/authorization/request_members.h"
#include "services/authorization/resource_policy.h"

/// What a request asks of policies: one question for each action and resource that it touches.
namespace amilocal::services {

struct PolicyQuestion {
  domain::AccessQuestion asked;
  std::optional<ResourcePolicy> policy{};  ///< of the resource, where it has one
  /// Is the request answered though it is refused this, and its work ends in failure? EC2 uses keys
  /// only when it is at work.
  bool failsLater = false;
};

using Questions = std::vector<PolicyQuestion>;

/// The questions of an operation of EC2, those of tags that come with a new resource among them
/// (Service Authorization Reference, "Actions, resources, and condition keys for Amazon EC2").
Questions ec2Questions(RequestContext& ctx, const wire::Call& call);

/// Those of S3, whose actions are not named as its operations are (the same, for Amazon S3).
Questions storageQuestions(RequestContext& ctx, const wire::Call& call);

/// Those of the other services (the same, for each of them).
Questions serviceQuestions(RequestContext& ctx, const wire::Call& call);

/// What is to be known of every request (IAM User Guide, "AWS global condition context keys").
domain::RequestFacts globalFacts(RequestContext& ctx);

/// Adds `aws:RequestTag/…` and `aws:TagKeys`.
void addRequestTags(domain::RequestFacts& facts, const domain::Tags& tags);

/// The ARN of the role or user that the caller is or acts for: `aws:PrincipalArn`.
std::string principalArn(RequestContext& ctx);

}  // namespace amilocal::services
