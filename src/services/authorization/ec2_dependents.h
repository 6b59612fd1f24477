#pragma once

#include <vector>

#include "services/authorization/ec2_launches.h"
#include "services/authorization/question.h"

namespace amilocal::services {

/// What an operation of EC2 needs besides its own action: to hand a role on, to use keys, and what
/// it does to buckets and snapshots in the caller's name.
Questions ec2Dependents(RequestContext& ctx, std::string_view operation,
                        const RequestMembers& members, const std::vector<Launch>& launches);

}  // namespace amilocal::services
