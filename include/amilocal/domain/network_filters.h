#pragma once

#include <span>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/network.h"

namespace amilocal::domain {

/// The one interface of an instance, with the Elastic IP address on it.
struct NetworkInterface {
  NetworkInterfaceId id = NetworkInterfaceId::trusted("");
  Instance instance;
  std::optional<ElasticAddress> address;
  bool hasDnsHostnames = true;  ///< does its VPC give public names?
};

/// The public address that an interface shows now: it is given up while the instance does not run,
/// unless it is an Elastic IP address.
std::optional<std::string> publicAddressOf(const Instance& instance);

/// The attachment of an interface has an id of its own on AWS; here it follows from the interface.
std::string attachmentIdOf(const Instance& instance);

/// The filters of the Describe calls besides `tag:KEY` and `tag-key`, ordered by name (EC2 API
/// Reference, each call's Filter.N). Some have a second, older spelling that clients still send
/// (clients/contract.md section 7, item 10).
std::span<const FilterRow<Vpc>> vpcFilters();
std::span<const FilterRow<SubnetView>> subnetFilters();
std::span<const FilterRow<RouteTable>> routeTableFilters();
std::span<const FilterRow<InternetGateway>> internetGatewayFilters();
std::span<const FilterRow<NetworkAcl>> networkAclFilters();
std::span<const FilterRow<DhcpOptions>> dhcpOptionsFilters();
std::span<const FilterRow<SecurityGroup>> securityGroupFilters();
std::span<const FilterRow<GroupRule>> securityGroupRuleFilters();
std::span<const FilterRow<NetworkInterface>> networkInterfaceFilters();
std::span<const FilterRow<ElasticAddress>> addressFilters();
std::span<const FilterRow<PlacementGroup>> placementGroupFilters();
std::span<const FilterRow<KeyPair>> keyPairFilters();

}  // namespace amilocal::domain
