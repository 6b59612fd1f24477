#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/network.h"

namespace amilocal::domain {

/// What every account has in every Region without asking: a function of both, nothing is stored
/// until it is changed (VPC User Guide, "Default VPC components").
struct DefaultNetwork {
  Vpc vpc;                      ///< 172.31.0.0/16
  std::vector<Subnet> subnets;  ///< one in each zone, by zone: 172.31.0.0/20, 172.31.16.0/20 …
  SecurityGroup group;
};

inline constexpr std::string_view kDefaultGroupName = "default";

/// The default network of an account in a Region that exists.
DefaultNetwork defaultNetwork(const std::string& account, const std::string& region);

/// The security group that a VPC has from the beginning: everything may leave, and its members
/// reach each other (VPC User Guide, "Default security groups").
SecurityGroup defaultGroupOf(const Vpc& vpc);

/// What else comes with a VPC; the gateway only with the default one.
RouteTable mainRouteTableOf(const Vpc& vpc);
std::optional<InternetGateway> internetGatewayOf(const Vpc& vpc);
NetworkAcl networkAclOf(const Vpc& vpc, const std::vector<Subnet>& subnets);
DhcpOptions dhcpOptionsOf(const std::string& account, const std::string& region);

/// An id that follows from what it names: `vpc-cidr-assoc-0…` of a VPC, `aclassoc-0…` of a subnet.
std::string derivedId(std::string_view prefix, std::string_view of);

/// How many addresses the subnet has for interfaces: the first four and the last are the VPC's own
/// (VPC User Guide, "Subnet sizing").
std::int64_t addressesOf(const Subnet& subnet);

/// Is the IPv4 address one that the subnet can give to an interface?
bool isInSubnet(const Subnet& subnet, std::string_view address);

/// The lowest free address of the subnet; empty when it is full.
std::optional<std::string> freeAddress(const Subnet& subnet, const std::vector<std::string>& taken);

/// What names within the Region end with: `ec2.internal`, `eu-west-1.compute.internal`.
std::string domainNameOf(std::string_view region);

/// `ip-172-31-4-9.ec2.internal`; other Regions than us-east-1 have their name in it.
std::string privateDnsName(std::string_view address, std::string_view region);

/// `ec2-54-1-2-3.compute-1.amazonaws.com`, likewise.
std::string publicDnsName(std::string_view address, std::string_view region);

}  // namespace amilocal::domain
