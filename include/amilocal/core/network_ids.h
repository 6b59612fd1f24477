#pragma once

#include "amilocal/core/ids.h"

/// The kinds of ids of networks and of what belongs to them.
namespace amilocal {

struct VpcKind {
  static constexpr std::string_view kPrefix = "vpc";
};
struct SubnetKind {
  static constexpr std::string_view kPrefix = "subnet";
};
struct SecurityGroupKind {
  static constexpr std::string_view kPrefix = "sg";
};
struct SecurityGroupRuleKind {
  static constexpr std::string_view kPrefix = "sgr";
};
struct RouteTableKind {
  static constexpr std::string_view kPrefix = "rtb";
};
struct InternetGatewayKind {
  static constexpr std::string_view kPrefix = "igw";
};
struct NetworkAclKind {
  static constexpr std::string_view kPrefix = "acl";
};
struct DhcpOptionsKind {
  static constexpr std::string_view kPrefix = "dopt";
};
struct NetworkInterfaceKind {
  static constexpr std::string_view kPrefix = "eni";
};
struct AllocationKind {
  static constexpr std::string_view kPrefix = "eipalloc";
};
struct PlacementGroupKind {
  static constexpr std::string_view kPrefix = "pg";
};
struct KeyPairKind {
  static constexpr std::string_view kPrefix = "key";
};

using VpcId = Id<VpcKind>;
using SubnetId = Id<SubnetKind>;
using SecurityGroupId = Id<SecurityGroupKind>;
using SecurityGroupRuleId = Id<SecurityGroupRuleKind>;
using RouteTableId = Id<RouteTableKind>;
using InternetGatewayId = Id<InternetGatewayKind>;
using NetworkAclId = Id<NetworkAclKind>;
using DhcpOptionsId = Id<DhcpOptionsKind>;
using NetworkInterfaceId = Id<NetworkInterfaceKind>;
using AllocationId = Id<AllocationKind>;
using PlacementGroupId = Id<PlacementGroupKind>;
using KeyPairId = Id<KeyPairKind>;

}  // namespace amilocal
