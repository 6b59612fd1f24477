#pragma once

#include <optional>

#include "amilocal/domain/permissions.h"
#include "amilocal/engine/request_context.h"
#include "services/authorization/question.h"

namespace amilocal::services {

/// May the caller assume the role? Its trust policy must say so, and the caller's own policies too,
/// unless the trust policy names the caller itself and both are of one account (IAM User Guide,
/// "Cross-account policy evaluation logic").
struct RoleQuestion {
  domain::AccessQuestion question;
  std::optional<domain::Denial> denial;
};
RoleQuestion askRole(RequestContext& ctx, const wire::Call& call,
                     const domain::Permissions& permissions);

}  // namespace amilocal::services
