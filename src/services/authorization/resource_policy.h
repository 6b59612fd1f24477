#pragma once

#include <optional>
#include <string>

#include "amilocal/domain/permissions.h"
#include "amilocal/engine/request_context.h"

namespace amilocal::services {

/// A policy that a resource has itself: the trust policy of a role, the policy of a key.
struct ResourcePolicy {
  std::string arn;      ///< of the resource
  std::string account;  ///< whose it is
  std::string document;
};

/// Why not, by the resource's policy and the caller's own ones; empty when it is allowed. The
/// resource's policy must allow it, and the caller's too, unless the resource's names the caller
/// itself and both are of one account (IAM User Guide, "Cross-account policy evaluation logic"; KMS
/// Developer Guide, "Key policies").
std::optional<domain::Denial> denialBy(RequestContext& ctx, const domain::Permissions& permissions,
                                       const ResourcePolicy& policy,
                                       const domain::AccessQuestion& question);

}  // namespace amilocal::services
