#pragma once

#include <string_view>

#include "amilocal/domain/policy.h"
#include "amilocal/engine/request_context.h"
#include "services/authorization/ec2_launches.h"
#include "services/authorization/request_members.h"

/// The keys of conditions that come from what a request says, and not from what there is.
namespace amilocal::services {

/// Of a resource that is to be made it is known what the request says, and whose it will be. What
/// is not said is not encrypted, unless the account encrypts everything.
void addMadeFacts(RequestContext& ctx, const RequestMembers& members, std::string_view type,
                  domain::RequestFacts& facts);

/// Of a volume of a launch.
void addDiskFacts(RequestContext& ctx, const NewDisk& disk, domain::RequestFacts& facts);

/// Of a subnet or security group that no member names: the default VPC's.
void addUnnamedFacts(RequestContext& ctx, std::string_view type, const RequestMembers& members,
                     domain::RequestFacts& facts);

/// What is to be changed: `ec2:Attribute`, `ec2:Add/userId` …
void addChangeFacts(std::string_view action, const RequestMembers& members,
                    domain::RequestFacts& facts);

}  // namespace amilocal::services
