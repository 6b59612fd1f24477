#pragma once

#include <vector>

#include "amilocal/domain/network.h"
#include "amilocal/domain/tag.h"
#include "amilocal/engine/request_context.h"
#include "ec2/shapes.gen.h"

/// Between the shapes of security group rules and our own values.
namespace amilocal::ec2 {

enum class Direction { ingress, egress };

std::vector<IpPermission> permissionsToWire(const domain::SecurityGroup& group,
                                            Direction direction);
SecurityGroupRule ruleToWire(const domain::SecurityGroup& group,
                             const domain::SecurityGroupRule& rule, const domain::Tags& tags);

/// The canonical rules of permissions, one for each peer, without ids. Throws what canonicalRule()
/// throws, InvalidGroup.NotFound, and InvalidPrefixListID.NotFound, since there are none.
std::vector<domain::SecurityGroupRule> rulesOf(RequestContext& ctx,
                                               const domain::SecurityGroup& group,
                                               const std::vector<IpPermission>& permissions,
                                               Direction direction);

/// The id of a group that a rule of `group` names, which must be in the same VPC. Throws
/// InvalidGroup.NotFound.
std::string requirePeerGroup(RequestContext& ctx, const domain::SecurityGroup& group,
                             const std::string& id);

}  // namespace amilocal::ec2
