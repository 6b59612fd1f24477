#pragma once

#include <vector>

#include "amilocal/domain/network.h"
#include "amilocal/engine/request_context.h"

/// The caller's parts of VPCs that are not stored, in the order of ids.
namespace amilocal::ec2 {

std::vector<domain::RouteTable> routeTablesOf(RequestContext& ctx);
std::vector<domain::InternetGateway> internetGatewaysOf(RequestContext& ctx);
std::vector<domain::NetworkAcl> networkAclsOf(RequestContext& ctx);

}  // namespace amilocal::ec2
