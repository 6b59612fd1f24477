#pragma once

#include <optional>
#include <string>
#include <vector>

#include "amilocal/domain/instance.h"
#include "amilocal/domain/network.h"
#include "amilocal/engine/request_context.h"
#include "ec2/shapes.gen.h"

/// Where a launch puts its instances.
namespace amilocal::ec2 {

struct LaunchPlace {
  domain::Vpc vpc;
  domain::Subnet subnet;
  std::vector<domain::InstanceGroup> groups;
  std::optional<std::string> privateIpAddress;  ///< the one that was asked for
  bool givesPublicAddress = false;
  std::optional<domain::PlacementGroup> placementGroup;
  std::optional<domain::KeyPair> keyPair;
};

/// What the request says of the network, directly or for its one interface, and what follows from
/// the default network where it says nothing. Throws InvalidSubnetID.NotFound,
/// InvalidGroup.NotFound, InvalidParameter for groups of another VPC, VPCIdNotSpecified …
/// (errors.md section 5).
LaunchPlace requireLaunchPlace(RequestContext& ctx, const RunInstancesRequest& request);

/// Gives each instance an address of its own, and an interface.
class Addresses {
 public:
  Addresses(RequestContext& ctx, const LaunchPlace& place);

  /// Throws InvalidParameterValue, InvalidIPAddress.InUse, InsufficientFreeAddressesInSubnet.
  void give(domain::Instance& instance);

 private:
  RequestContext& ctx_;
  const LaunchPlace& place_;
  std::vector<std::string> taken_;
};

}  // namespace amilocal::ec2
