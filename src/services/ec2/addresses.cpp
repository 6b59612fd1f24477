#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/network_errors.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/instance_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/network.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

constexpr std::string_view kAmazonPool = "amazon";

Address shown(const domain::ElasticAddress& address, const domain::Tags& tags) {
  Address out;
  out.allocationId = address.id.str();
  out.associationId = address.associationId;
  out.domain = "vpc";
  out.publicIp = address.publicIp;
  out.publicIpv4Pool = kAmazonPool;
  out.networkBorderGroup = address.region;
  if (address.instanceId) out.instanceId = address.instanceId->str();
  out.networkInterfaceId = address.networkInterfaceId;
  if (address.networkInterfaceId) out.networkInterfaceOwnerId = address.owner;
  out.privateIpAddress = address.privateIpAddress;
  out.subnetId = address.subnetId;
  out.tags = toWire(tags);
  return out;
}

std::vector<domain::ElasticAddress> addressesOf(RequestContext& ctx) {
  return ctx.catalog.addresses().list(ctx.account(), ctx.region());
}

const auto kPublicIpOf = [](const domain::ElasticAddress& address) { return address.publicIp; };

domain::ElasticAddress requireAddress(RequestContext& ctx,
                                      const std::optional<std::string>& allocation,
                                      const std::optional<std::string>& publicIp) {
  if (allocation && publicIp) throw errors::cannotBeUsedWith("publicIp", "allocationId");
  if (allocation) return requireAllocation(ctx, *allocation);
  if (!publicIp) throw errors::missingParameter("allocationId");
  return named(addressesOf(ctx), {*publicIp}, kPublicIpOf, &errors::addressNotFound).front();
}

// The instance that is named, or whose interface is.
domain::Instance requireTarget(RequestContext& ctx, const AssociateAddressRequest& request) {
  if (request.instanceId && request.networkInterfaceId)
    throw errors::cannotBeUsedWith("instanceId", "networkInterfaceId");
  if (request.instanceId) return requireOwnInstance(ctx, parseInstanceId(*request.instanceId));
  if (!request.networkInterfaceId) throw errors::missingParameter("instanceId");
  return namedById(networkInterfacesOf(ctx), {*request.networkInterfaceId},
                   &errors::networkInterfaceNotFound)
      .front()
      .instance;
}

void checkTarget(RequestContext& ctx, const domain::Instance& instance,
                 const AssociateAddressRequest& request) {
  const auto state = instance.state;
  if (state != domain::InstanceState::running && state != domain::InstanceState::stopped &&
      state != domain::InstanceState::stopping)
    throw errors::instanceCannotTakeAddress(toString(state), instance.id.str());
  if (!requireVpc(ctx, instance.vpcId).isDefault) throw errors::gatewayNotAttached(instance.vpcId);
  if (request.privateIpAddress && *request.privateIpAddress != instance.privateIpAddress)
    throw errors::notAnAddressOf(*request.privateIpAddress, instance.networkInterfaceId);
}

void associate(RequestContext& ctx, domain::ElasticAddress& address, domain::Instance& instance) {
  address.associationId = ctx.ids.nextText("eipassoc");
  address.instanceId = instance.id;
  address.networkInterfaceId = instance.networkInterfaceId;
  address.privateIpAddress = instance.privateIpAddress;
  address.subnetId = instance.subnetId;
  ctx.catalog.addresses().put(address);
  instance.publicIpAddress = address.publicIp;
  instance.elasticAllocationId = address.id.str();
  ctx.catalog.instances().update(instance);
  ctx.record(address.id.str(), "available", "associated");
}

}  // namespace

AllocateAddressResponse allocateAddress(RequestContext& ctx,
                                        const AllocateAddressRequest& request) {
  const auto refuseIf = [](bool given, std::string_view name) {
    if (given) throw errors::unsupportedParameter(name);
  };
  refuseIf(request.address.has_value(), "Address");
  refuseIf(request.customerOwnedIpv4Pool.has_value(), "CustomerOwnedIpv4Pool");
  refuseIf(request.ipamPoolId.has_value(), "IpamPoolId");
  refuseIf(request.publicIpv4Pool.value_or(std::string(kAmazonPool)) != kAmazonPool,
           "PublicIpv4Pool");
  refuseIf(request.domain.value_or("vpc") != "vpc", "Domain=standard");
  refuseIf(request.networkBorderGroup.value_or(ctx.region()) != ctx.region(), "NetworkBorderGroup");
  const auto tags = specifiedTags(request.tagSpecifications, "elastic-ip", {"elastic-ip"});
  domain::ElasticAddress address;
  address.id = ctx.ids.next<AllocationKind>();
  address.region = ctx.region();
  address.owner = ctx.account();
  address.publicIp = publicAddressFor(InstanceId::trusted(address.id.str()), ctx.now);
  ctx.catalog.addresses().put(address);
  putTags(ctx, "elastic-ip", address.id.str(), tags);
  ctx.record(address.id.str(), "", "available");
  AllocateAddressResponse response;
  response.allocationId = address.id.str();
  response.publicIp = address.publicIp;
  response.publicIpv4Pool = kAmazonPool;
  response.networkBorderGroup = ctx.region();
  response.domain = "vpc";
  return response;
}

// Again the same association is no error and changes nothing; another one is given up, as is the
// instance's own other address (EC2 API Reference, AssociateAddress).
AssociateAddressResponse associateAddress(RequestContext& ctx,
                                          const AssociateAddressRequest& request) {
  auto address = requireAddress(ctx, request.allocationId, request.publicIp);
  auto instance = requireTarget(ctx, request);
  checkTarget(ctx, instance, request);
  if (address.instanceId == instance.id) return {.associationId = address.associationId};
  if (address.associationId && !request.allowReassociation.value_or(true))
    throw errors::alreadyAssociated(address.id.str(), *address.associationId);
  if (address.associationId) disassociate(ctx, address);
  if (instance.elasticAllocationId) {
    auto other = requireAllocation(ctx, *instance.elasticAllocationId);
    if (!request.allowReassociation.value_or(true))
      throw errors::alreadyAssociated(instance.networkInterfaceId, *other.associationId);
    disassociate(ctx, other);
  }
  associate(ctx, address, instance);
  return {.associationId = address.associationId};
}

// An address that is free already stays so without an error; an association that is gone has no id.
ReturnResponse disassociateAddress(RequestContext& ctx, const DisassociateAddressRequest& request) {
  if (request.associationId && request.publicIp)
    throw errors::cannotBeUsedWith("publicIp", "associationId");
  if (!request.associationId && !request.publicIp) throw errors::missingParameter("associationId");
  auto all = addressesOf(ctx);
  const auto found = std::ranges::find_if(all, [&](const domain::ElasticAddress& address) {
    return request.associationId ? address.associationId == *request.associationId
                                 : address.publicIp == *request.publicIp;
  });
  if (found == all.end())
    throw request.associationId ? errors::associationNotFound(*request.associationId)
                                : errors::addressNotFound(*request.publicIp);
  if (found->associationId) disassociate(ctx, *found);
  return {.return_ = true};
}

// In a default VPC, where alone addresses can be used here, it is taken off the instance
// (EC2 API Reference, ReleaseAddress).
ReturnResponse releaseAddress(RequestContext& ctx, const ReleaseAddressRequest& request) {
  auto address = requireAddress(ctx, request.allocationId, request.publicIp);
  if (request.networkBorderGroup.value_or(ctx.region()) != ctx.region())
    throw errors::unsupportedParameter("NetworkBorderGroup");
  if (address.associationId) disassociate(ctx, address);
  ctx.catalog.tags().removeAll(address.id.str());
  ctx.catalog.addresses().remove(address.id);
  ctx.record(address.id.str(), "available", "");
  return {.return_ = true};
}

DescribeAddressesResponse describeAddresses(RequestContext& ctx,
                                            const DescribeAddressesRequest& request) {
  auto rows = namedById(addressesOf(ctx), request.allocationIds, &errors::allocationNotFound);
  rows = named(std::move(rows), request.publicIps, kPublicIpOf, &errors::addressNotFound);
  DescribeAddressesResponse response;
  for (const auto& row : chosen(ctx, std::move(rows), request, domain::addressFilters()).rows)
    response.addresses.push_back(shown(row.value, row.tags));
  return response;
}

// No address has a domain name: ModifyAddressAttribute is not there.
DescribeAddressesAttributeResponse describeAddressesAttribute(
    RequestContext& ctx, const DescribeAddressesAttributeRequest& request) {
  const auto scope =
      domain::pageScope(pageOf(request.maxResults, request.nextToken), 1, domain::kPageMax);
  auto rows = namedById(addressesOf(ctx), request.allocationIds, &errors::allocationNotFound);
  DescribeAddressesAttributeResponse response;
  response.nextToken = domain::cutPage(
      rows, scope, [](const domain::ElasticAddress& address) { return address.id.str(); });
  for (const auto& address : rows) {
    auto& out = response.addresses.emplace_back();
    out.publicIp = address.publicIp;
    out.allocationId = address.id.str();
  }
  return response;
}

}  // namespace amilocal::ec2
