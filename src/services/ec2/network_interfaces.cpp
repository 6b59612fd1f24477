#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/default_network.h"
#include "amilocal/domain/errors/network_errors.h"
#include "amilocal/domain/zone_choice.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/network.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

NetworkInterfaceAttachment attachmentOf(const domain::Instance& instance) {
  NetworkInterfaceAttachment out;
  out.attachTime = instance.launchedAt;
  out.attachmentId = domain::attachmentIdOf(instance);
  out.deleteOnTermination = true;
  out.deviceIndex = 0;
  out.networkCardIndex = 0;
  out.instanceId = instance.id.str();
  out.instanceOwnerId = instance.owner;
  out.status = instance.state == domain::InstanceState::pending ? "attaching" : "attached";
  return out;
}

std::optional<NetworkInterfaceAssociation> associationOf(
    const domain::NetworkInterface& interface) {
  const auto address = domain::publicAddressOf(interface.instance);
  if (!address) return std::nullopt;
  NetworkInterfaceAssociation out;
  out.publicIp = *address;
  out.publicDnsName =
      interface.hasDnsHostnames ? domain::publicDnsName(*address, interface.instance.region) : "";
  out.ipOwnerId = interface.address ? interface.address->owner : "amazon";
  if (interface.address) {
    out.allocationId = interface.address->id.str();
    out.associationId = interface.address->associationId;
  }
  return out;
}

NetworkInterface shown(const domain::NetworkInterface& interface, const domain::Tags& tags) {
  const auto& instance = interface.instance;
  NetworkInterface out;
  out.networkInterfaceId = interface.id.str();
  out.association = associationOf(interface);
  out.attachment = attachmentOf(instance);
  out.availabilityZone = instance.availabilityZone;
  out.availabilityZoneId = domain::zoneIdOf(instance.region, instance.availabilityZone);
  out.description = "";
  for (const auto& group : instance.securityGroups)
    out.groups.push_back({.groupId = group.id, .groupName = group.name});
  out.interfaceType = "interface";
  out.macAddress = instance.macAddress;
  out.ownerId = instance.owner;
  out.privateIpAddress = instance.privateIpAddress;
  out.privateDnsName = domain::privateDnsName(instance.privateIpAddress, instance.region);
  NetworkInterfacePrivateIpAddress address;
  address.association = out.association;
  address.primary = true;
  address.privateDnsName = out.privateDnsName;
  address.privateIpAddress = out.privateIpAddress;
  out.privateIpAddresses.push_back(std::move(address));
  out.requesterManaged = false;
  out.sourceDestCheck = instance.sourceDestCheck;
  out.status = "in-use";
  out.subnetId = instance.subnetId;
  out.vpcId = instance.vpcId;
  out.denyAllIgwTraffic = false;
  out.ipv6Native = false;
  out.operator_ = OperatorResponse{.managed = false};
  out.tagSet = toWire(tags);
  return out;
}

}  // namespace

// IncludeManagedResources changes nothing: nothing is managed.
DescribeNetworkInterfacesResponse describeNetworkInterfaces(
    RequestContext& ctx, const DescribeNetworkInterfacesRequest& request) {
  auto page = chosen(ctx,
                     namedById(networkInterfacesOf(ctx), request.networkInterfaceIds,
                               &errors::networkInterfaceNotFound),
                     request, domain::networkInterfaceFilters());
  DescribeNetworkInterfacesResponse response;
  response.nextToken = std::move(page.nextToken);
  for (const auto& row : page.rows)
    response.networkInterfaces.push_back(shown(row.value, row.tags));
  return response;
}

}  // namespace amilocal::ec2
