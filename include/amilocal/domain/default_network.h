#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace amilocal::domain {

/// A subnet of the default VPC: one in each zone, 172.31.0.0/20, 172.31.16.0/20 …
/// (VPC User Guide, "Default VPC components").
struct DefaultSubnet {
  std::string id;
  std::string zone;
  int thirdOctet = 0;  ///< the /20 begins at 172.31.thirdOctet.0
};

/// What every account has in every Region without asking: a function of both, nothing is stored.
struct DefaultNetwork {
  std::string vpcId;
  std::string securityGroupId;
  std::vector<DefaultSubnet> subnets;  ///< ordered by zone

  const DefaultSubnet* subnetById(std::string_view id) const;
  const DefaultSubnet* subnetInZone(std::string_view zone) const;
};

inline constexpr std::string_view kDefaultGroupName = "default";

/// The default network of an account in a Region that exists.
DefaultNetwork defaultNetwork(std::string_view account, std::string_view region);

/// Is the IPv4 address one that the subnet can give to an interface? The first four and the last
/// are the VPC's own (VPC User Guide, "Subnet sizing").
bool isInSubnet(const DefaultSubnet& subnet, std::string_view address);

/// The lowest free address of the subnet; empty when it is full.
std::optional<std::string> freeAddress(const DefaultSubnet& subnet,
                                       const std::vector<std::string>& taken);

/// `ip-172-31-4-9.ec2.internal`; other Regions than us-east-1 have their name in it.
std::string privateDnsName(std::string_view address, std::string_view region);

/// `ec2-54-1-2-3.compute-1.amazonaws.com`, likewise.
std::string publicDnsName(std::string_view address, std::string_view region);

}  // namespace amilocal::domain
