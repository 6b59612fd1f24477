#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/default_network.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/network_errors.h"
#include "amilocal/domain/network_rules.h"
#include "amilocal/domain/region.h"
#include "amilocal/domain/zone_choice.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/network.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

std::vector<domain::SubnetView> views(RequestContext& ctx) {
  const auto instances = liveInstances(ctx);
  std::vector<domain::SubnetView> result;
  for (auto& subnet : subnetsOf(ctx)) {
    const auto used = std::ranges::count(instances, subnet.id.str(), &domain::Instance::subnetId);
    const auto free = domain::addressesOf(subnet) - used;
    result.push_back({subnet.id, std::move(subnet), free});
  }
  return result;
}

Subnet shown(const domain::SubnetView& view, const domain::Tags& tags) {
  const auto& subnet = view.subnet;
  Subnet out;
  out.subnetId = subnet.id.str();
  out.vpcId = subnet.vpcId.str();
  out.ownerId = subnet.owner;
  out.state = "available";
  out.cidrBlock = subnet.cidrBlock;
  out.availabilityZone = subnet.availabilityZone;
  out.availabilityZoneId = domain::zoneIdOf(subnet.region, subnet.availabilityZone);
  out.availableIpAddressCount = view.freeAddresses;
  out.defaultForAz = subnet.isDefaultForAz;
  out.mapPublicIpOnLaunch = subnet.mapPublicIpOnLaunch;
  out.mapCustomerOwnedIpOnLaunch = false;
  out.assignIpv6AddressOnCreation = false;
  out.enableDns64 = false;
  out.ipv6Native = false;
  out.subnetArn = domain::ec2Arn(subnet.region, subnet.owner, "subnet", subnet.id.str());
  out.privateDnsNameOptionsOnLaunch =
      PrivateDnsNameOptionsOnLaunch{.hostnameType = subnet.hostnameType,
                                    .enableResourceNameDnsARecord = subnet.resourceNameDnsA,
                                    .enableResourceNameDnsAAAARecord = false};
  out.blockPublicAccessStates = BlockPublicAccessStates{.internetGatewayBlockMode = "off"};
  out.tags = toWire(tags);
  return out;
}

void refuseUnsupported(const CreateSubnetRequest& request) {
  const auto refuseIf = [](bool given, std::string_view name) {
    if (given) throw errors::unsupportedParameter(name);
  };
  refuseIf(request.ipv6CidrBlock.has_value(), "Ipv6CidrBlock");
  refuseIf(request.outpostArn.has_value(), "OutpostArn");
  refuseIf(request.ipv6Native.value_or(false), "Ipv6Native");
  refuseIf(request.ipv4IpamPoolId.has_value(), "Ipv4IpamPoolId");
  refuseIf(request.ipv4NetmaskLength.has_value(), "Ipv4NetmaskLength");
  refuseIf(request.ipv6IpamPoolId.has_value(), "Ipv6IpamPoolId");
  refuseIf(request.ipv6NetmaskLength.has_value(), "Ipv6NetmaskLength");
}

// The zone of a new subnet: as named, else the Region's first. AWS chooses any.
std::string zoneFor(const RequestContext& ctx, const CreateSubnetRequest& request) {
  const auto* region = domain::findRegion(ctx.region());
  if (region == nullptr) return {};
  std::string names;
  for (const auto& zone : region->zones) {
    const bool isNamed = request.availabilityZone ? zone.name == *request.availabilityZone
                                                  : !request.availabilityZoneId ||
                                                        zone.id == *request.availabilityZoneId;
    if (isNamed) return std::string(zone.name);
    names += (names.empty() ? "" : ", ") + std::string(zone.name);
  }
  throw errors::noSuchSubnetZone(
      request.availabilityZone ? *request.availabilityZone : *request.availabilityZoneId, names);
}

void refuseUnsupported(const ModifySubnetAttributeRequest& request) {
  const auto wants = [](const std::optional<AttributeBooleanValue>& attribute) {
    return attribute && attribute->value.value_or(false);
  };
  const auto refuseIf = [](bool given, std::string_view name) {
    if (given) throw errors::unsupportedParameter(name);
  };
  refuseIf(wants(request.assignIpv6AddressOnCreation), "AssignIpv6AddressOnCreation");
  refuseIf(wants(request.mapCustomerOwnedIpOnLaunch), "MapCustomerOwnedIpOnLaunch");
  refuseIf(request.customerOwnedIpv4Pool.has_value(), "CustomerOwnedIpv4Pool");
  refuseIf(wants(request.enableDns64), "EnableDns64");
  refuseIf(wants(request.enableResourceNameDnsAAAARecordOnLaunch),
           "EnableResourceNameDnsAAAARecordOnLaunch");
  refuseIf(request.enableLniAtDeviceIndex.has_value(), "EnableLniAtDeviceIndex");
  refuseIf(wants(request.disableLniAtDeviceIndex), "DisableLniAtDeviceIndex");
}

int givenAttributes(const ModifySubnetAttributeRequest& request) {
  return int{request.assignIpv6AddressOnCreation.has_value()} +
         int{request.mapPublicIpOnLaunch.has_value()} +
         int{request.mapCustomerOwnedIpOnLaunch.has_value()} +
         int{request.enableDns64.has_value()} +
         int{request.privateDnsHostnameTypeOnLaunch.has_value()} +
         int{request.enableResourceNameDnsARecordOnLaunch.has_value()} +
         int{request.enableResourceNameDnsAAAARecordOnLaunch.has_value()} +
         int{request.disableLniAtDeviceIndex.has_value()};
}

}  // namespace

CreateSubnetResponse createSubnet(RequestContext& ctx, const CreateSubnetRequest& request) {
  refuseUnsupported(request);
  if (!request.cidrBlock) throw errors::missingParameter("cidrBlock");
  if (request.availabilityZone && request.availabilityZoneId)
    throw errors::cannotBeUsedWith("availabilityZone", "availabilityZoneId");
  const auto tags = specifiedTags(request.tagSpecifications, "subnet", {"subnet"});
  const auto vpc = requireVpc(ctx, request.vpcId);
  domain::Subnet subnet;
  subnet.cidrBlock = domain::subnetBlock(*request.cidrBlock, vpc, subnetsOf(ctx));
  subnet.availabilityZone = zoneFor(ctx, request);
  subnet.id = ctx.ids.next<SubnetKind>();
  subnet.region = ctx.region();
  subnet.owner = ctx.account();
  subnet.vpcId = vpc.id;
  ctx.catalog.subnets().put(subnet);
  putTags(ctx, "subnet", subnet.id.str(), tags);
  ctx.record(subnet.id.str(), "", "available");
  return {.subnet = shown({subnet.id, subnet, domain::addressesOf(subnet)}, tags)};
}

DescribeSubnetsResponse describeSubnets(RequestContext& ctx,
                                        const DescribeSubnetsRequest& request) {
  auto page = chosen(ctx, namedById(views(ctx), request.subnetIds, &errors::subnetNotFound),
                     request, domain::subnetFilters());
  DescribeSubnetsResponse response;
  response.nextToken = std::move(page.nextToken);
  for (const auto& row : page.rows) response.subnets.push_back(shown(row.value, row.tags));
  return response;
}

ReturnResponse deleteSubnet(RequestContext& ctx, const DeleteSubnetRequest& request) {
  auto subnet = requireSubnet(ctx, request.subnetId);
  if (std::ranges::any_of(liveInstances(ctx), [&](const domain::Instance& instance) {
        return instance.subnetId == subnet.id.str();
      }))
    throw errors::subnetHasDependencies(subnet.id.str());
  ctx.catalog.tags().removeAll(subnet.id.str());
  ctx.record(subnet.id.str(), "available", "");
  if (subnet.isDefaultForAz) {
    subnet.isDeleted = true;
    ctx.catalog.subnets().put(subnet);
  } else {
    ctx.catalog.subnets().remove(subnet.id);
  }
  return {.return_ = true};
}

// One attribute in each call (EC2 API Reference, ModifySubnetAttribute).
ReturnResponse modifySubnetAttribute(RequestContext& ctx,
                                     const ModifySubnetAttributeRequest& request) {
  refuseUnsupported(request);
  auto subnet = requireSubnet(ctx, request.subnetId);
  if (givenAttributes(request) != 1) throw errors::oneSubnetAttribute();
  if (request.mapPublicIpOnLaunch)
    subnet.mapPublicIpOnLaunch = request.mapPublicIpOnLaunch->value.value_or(false);
  if (request.privateDnsHostnameTypeOnLaunch)
    subnet.hostnameType = *request.privateDnsHostnameTypeOnLaunch;
  if (const auto& record = request.enableResourceNameDnsARecordOnLaunch)
    subnet.resourceNameDnsA = record->value.value_or(false);
  ctx.catalog.subnets().put(subnet);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
