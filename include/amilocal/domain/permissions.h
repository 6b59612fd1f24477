#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/policy.h"

/// What somebody may do: the policies that count for them, together (IAM User Guide, "Policy
/// evaluation logic").
namespace amilocal::domain {

struct Permissions {
  bool isRoot = false;  ///< the root user may do everything in its account
  std::vector<Policy> identity;
  std::optional<std::vector<Policy>> boundary;
  std::optional<std::vector<Policy>> session;
};

/// Why not.
struct Denial {
  bool isExplicit = false;
  std::string_view kind;  ///< `identity-based policy`, `permissions boundary`, `session policy`

  /// `because no identity-based policy allows the ec2:CopyImage action`, or `with an explicit deny
  /// in an identity-based policy` (IAM User Guide, "Troubleshoot access denied error messages").
  std::string reason(std::string_view action) const;
};

/// Empty when it is allowed.
std::optional<Denial> denialOf(const Permissions& permissions, const AccessQuestion& question);

}  // namespace amilocal::domain
