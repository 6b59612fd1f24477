#include "services/ec2/launch_network.h"

#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/hash.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/default_network.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/network_errors.h"
#include "amilocal/domain/errors/security_group_errors.h"
#include "amilocal/domain/region.h"
#include "services/ec2/instance_wire.h"
#include "services/ec2/network.h"

namespace amilocal::ec2 {
namespace {

// What the request says of the network, whether directly or for its one interface.
struct NetworkWish {
  std::optional<std::string> subnetId;
  std::optional<std::string> privateIpAddress;
  std::vector<std::string> groupIds;
  std::vector<std::string> groupNames;
  std::optional<bool> wantsPublicAddress;  // absent: as the subnet does
};

NetworkWish networkWishOf(const RunInstancesRequest& request) {
  NetworkWish wish{request.subnetId, request.privateIpAddress, request.securityGroupIds,
                   request.securityGroups, std::nullopt};
  if (request.networkInterfaces.empty()) return wish;
  if (wish.subnetId || !wish.groupIds.empty() || !wish.groupNames.empty())
    throw errors::invalidCombination(
        "Network interfaces and an instance-level subnet ID or security groups may not be "
        "specified on the same request");
  const auto& wanted = request.networkInterfaces.front();
  wish.subnetId = wanted.subnetId;
  wish.groupIds = wanted.groups;
  if (wanted.privateIpAddress) wish.privateIpAddress = wanted.privateIpAddress;
  if (!wanted.privateIpAddresses.empty())
    wish.privateIpAddress = wanted.privateIpAddresses.front().privateIpAddress;
  wish.wantsPublicAddress = wanted.associatePublicIpAddress;
  return wish;
}

// The zone that a placement names, by name or by id; empty when it names none.
std::string zoneOf(const RequestContext& ctx, const std::optional<Placement>& placement) {
  if (!placement) return {};
  const auto* region = domain::findRegion(ctx.region());
  if (placement->availabilityZone) {
    if (region == nullptr || domain::findZone(*region, *placement->availabilityZone) == nullptr)
      throw errors::invalidZone(*placement->availabilityZone);
    return *placement->availabilityZone;
  }
  if (!placement->availabilityZoneId || region == nullptr) return {};
  const auto zone =
      std::ranges::find(region->zones, *placement->availabilityZoneId, &domain::Zone::id);
  if (zone == region->zones.end()) throw errors::invalidZone(*placement->availabilityZoneId);
  return std::string(zone->name);
}

// The subnet that is named, else the default one of the zone; without a zone the first of them.
domain::Subnet chooseSubnet(RequestContext& ctx, const NetworkWish& wish, const std::string& zone) {
  if (wish.subnetId) {
    auto subnet = requireSubnet(ctx, *wish.subnetId);
    if (!zone.empty() && subnet.availabilityZone != zone) throw errors::invalidZone(zone);
    return subnet;
  }
  const auto vpc = requireDefaultVpc(ctx);
  auto subnets = subnetsOf(ctx);
  std::erase_if(subnets, [&](const domain::Subnet& subnet) {
    return !subnet.isDefaultForAz || (!zone.empty() && subnet.availabilityZone != zone);
  });
  if (subnets.empty() && zone.empty()) throw errors::noDefaultSubnet(vpc.id.str());
  if (subnets.empty()) throw errors::noDefaultSubnetInZone(zone);
  return *std::ranges::min_element(subnets, {}, &domain::Subnet::availabilityZone);
}

// Names are those of groups in the default VPC, and only without a subnet.
std::vector<domain::InstanceGroup> groupsFor(RequestContext& ctx, const NetworkWish& wish,
                                             const domain::Subnet& subnet) {
  if (!wish.groupNames.empty() && wish.subnetId) throw errors::groupNameWithSubnet();
  std::vector<domain::SecurityGroup> groups;
  for (const auto& id : wish.groupIds) groups.push_back(requireSecurityGroup(ctx, id));
  for (const auto& name : wish.groupNames) groups.push_back(requireDefaultVpcGroup(ctx, name));
  if (groups.empty())
    if (auto usual = findGroup(ctx, subnet.vpcId, domain::kDefaultGroupName))
      groups.push_back(*std::move(usual));
  std::vector<domain::InstanceGroup> chosen;
  for (const auto& group : groups) {
    if (group.vpcId != subnet.vpcId)
      throw errors::groupAndSubnetApart(group.id.str(), subnet.id.str());
    const domain::InstanceGroup named{group.id.str(), group.name};
    if (std::ranges::find(chosen, named) == chosen.end()) chosen.push_back(named);
  }
  return chosen;
}

std::optional<domain::PlacementGroup> placementGroupFor(RequestContext& ctx,
                                                        const std::optional<Placement>& placement) {
  if (!placement || (!placement->groupName && !placement->groupId)) return std::nullopt;
  auto group =
      requirePlacementGroup(ctx, placement->groupId ? *placement->groupId : *placement->groupName);
  if (placement->groupId && placement->groupName && group.name != *placement->groupName)
    throw errors::placementGroupUnknown(*placement->groupName);
  const auto& number = placement->partitionNumber;
  if (number && (*number < 1 || *number > group.partitionCount.value_or(0)))
    throw errors::invalidPartitionNumber(*number, group.name);
  return group;
}

// 02 is the prefix of locally administered addresses that EC2 uses as well.
std::string macAddressOf(const std::string& interfaceId) {
  const auto hex = stableHex(interfaceId, 10);
  return "02:" + hex.substr(0, 2) + ":" + hex.substr(2, 2) + ":" + hex.substr(4, 2) + ":" +
         hex.substr(6, 2) + ":" + hex.substr(8, 2);
}

}  // namespace

LaunchPlace requireLaunchPlace(RequestContext& ctx, const RunInstancesRequest& request) {
  const auto wish = networkWishOf(request);
  if (wish.privateIpAddress && request.maxCount > 1) throw errors::oneAddressForSeveral();
  LaunchPlace place;
  place.subnet = chooseSubnet(ctx, wish, zoneOf(ctx, request.placement));
  place.vpc = requireVpc(ctx, place.subnet.vpcId.str());
  place.groups = groupsFor(ctx, wish, place.subnet);
  place.privateIpAddress = wish.privateIpAddress;
  place.givesPublicAddress = wish.wantsPublicAddress.value_or(place.subnet.mapPublicIpOnLaunch);
  place.placementGroup = placementGroupFor(ctx, request.placement);
  if (request.keyName) place.keyPair = requireKeyPair(ctx, *request.keyName);
  return place;
}

Addresses::Addresses(RequestContext& ctx, const LaunchPlace& place) : ctx_(ctx), place_(place) {
  for (const auto& instance : liveInstances(ctx))
    if (instance.subnetId == place.subnet.id.str()) taken_.push_back(instance.privateIpAddress);
}

void Addresses::give(domain::Instance& instance) {
  const auto& wanted = place_.privateIpAddress;
  if (wanted && !domain::isInSubnet(place_.subnet, *wanted))
    throw errors::addressOutsideSubnet(*wanted);
  if (wanted && std::ranges::find(taken_, *wanted) != taken_.end())
    throw errors::addressInUse(*wanted);
  const auto address = wanted ? wanted : domain::freeAddress(place_.subnet, taken_);
  if (!address) throw errors::noFreeAddress(place_.subnet.id.str());
  taken_.push_back(*address);
  instance.privateIpAddress = *address;
  if (place_.givesPublicAddress) instance.publicIpAddress = publicAddressFor(instance.id, ctx_.now);
  instance.networkInterfaceId = ctx_.ids.next<NetworkInterfaceKind>().str();
  instance.macAddress = macAddressOf(instance.networkInterfaceId);
}

}  // namespace amilocal::ec2
