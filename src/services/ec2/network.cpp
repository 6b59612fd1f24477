#include "services/ec2/network.h"

#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/default_network.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/network_errors.h"
#include "amilocal/domain/errors/security_group_errors.h"
#include "services/ec2/instance_wire.h"

namespace amilocal::ec2 {
namespace {

template <class Value>
bool holds(const std::vector<Value>& values, const decltype(Value::id)& id) {
  return std::ranges::find(values, id, &Value::id) != values.end();
}

// The rows, and what the default network has beside them.
template <class Value>
std::vector<Value> merged(std::vector<Value> rows, const std::vector<Value>& defaults) {
  for (const auto& value : defaults)
    if (!holds(rows, value.id)) rows.push_back(value);
  if constexpr (requires(Value value) { value.isDeleted; })
    std::erase_if(rows, [](const Value& value) { return value.isDeleted; });
  std::ranges::sort(rows, {}, &Value::id);
  return rows;
}

template <class Value>
std::optional<Value> findById(std::vector<Value> values, std::string_view id) {
  for (auto& value : values)
    if (value.id.str() == id) return std::move(value);
  return std::nullopt;
}

template <class Value>
std::optional<Value> findByName(std::vector<Value> values, std::string_view name) {
  for (auto& value : values)
    if (value.name == name) return std::move(value);
  return std::nullopt;
}

}  // namespace

std::vector<domain::Vpc> vpcsOf(RequestContext& ctx) {
  return merged(ctx.catalog.vpcs().list(ctx.account(), ctx.region()),
                {domain::defaultNetwork(ctx.account(), ctx.region()).vpc});
}

std::vector<domain::Subnet> subnetsOf(RequestContext& ctx) {
  return merged(ctx.catalog.subnets().list(ctx.account(), ctx.region()),
                domain::defaultNetwork(ctx.account(), ctx.region()).subnets);
}

std::vector<domain::SecurityGroup> securityGroupsOf(RequestContext& ctx) {
  auto groups = ctx.catalog.securityGroups().list(ctx.account(), ctx.region());
  if (!findDefaultVpc(ctx)) return groups;
  return merged(std::move(groups), {domain::defaultNetwork(ctx.account(), ctx.region()).group});
}

std::optional<domain::Vpc> findDefaultVpc(RequestContext& ctx) {
  auto usual = domain::defaultNetwork(ctx.account(), ctx.region()).vpc;
  auto row = ctx.catalog.vpcs().find(usual.id);
  if (!row) return usual;
  if (row->isDeleted) return std::nullopt;
  return row;
}

domain::Vpc requireDefaultVpc(RequestContext& ctx) {
  auto vpc = findDefaultVpc(ctx);
  if (!vpc) throw errors::noDefaultVpc();
  return *std::move(vpc);
}

domain::Vpc requireVpc(RequestContext& ctx, std::string_view id) {
  auto vpc = findById(vpcsOf(ctx), id);
  if (!vpc) throw errors::vpcNotFound(id);
  return *std::move(vpc);
}

domain::Subnet requireSubnet(RequestContext& ctx, std::string_view id) {
  auto subnet = findById(subnetsOf(ctx), id);
  if (!subnet) throw errors::subnetNotFound(id);
  return *std::move(subnet);
}

domain::SecurityGroup requireSecurityGroup(RequestContext& ctx, std::string_view id) {
  if (!SecurityGroupId::parse(id))
    throw errors::malformedId("InvalidGroupId.Malformed", id, SecurityGroupKind::kPrefix);
  auto group = findById(securityGroupsOf(ctx), id);
  if (!group) throw errors::securityGroupNotFound(id);
  return *std::move(group);
}

std::optional<domain::SecurityGroup> findGroup(RequestContext& ctx, const VpcId& vpc,
                                               std::string_view name) {
  for (auto& group : securityGroupsOf(ctx))
    if (group.vpcId == vpc && equalsIgnoringCase(group.name, name)) return std::move(group);
  return std::nullopt;
}

domain::SecurityGroup requireDefaultVpcGroup(RequestContext& ctx, std::string_view name) {
  const auto vpc = requireDefaultVpc(ctx);
  auto group = findGroup(ctx, vpc.id, name);
  if (!group) throw errors::groupNotInDefaultVpc(name, vpc.id.str());
  return *std::move(group);
}

domain::SecurityGroup requireNamedGroup(RequestContext& ctx, const std::optional<std::string>& id,
                                        const std::optional<std::string>& name) {
  if (id) return requireSecurityGroup(ctx, *id);
  if (!name) throw errors::groupMissing();
  return requireDefaultVpcGroup(ctx, *name);
}

std::vector<domain::Instance> liveInstances(RequestContext& ctx) {
  InstanceScope scope;
  scope.region = ctx.region();
  scope.owners = {ctx.account()};
  scope.statesLeftOut = {domain::InstanceState::terminated};
  return ctx.catalog.instances().list(scope);
}

std::vector<domain::NetworkInterface> networkInterfacesOf(RequestContext& ctx) {
  const auto addresses = ctx.catalog.addresses().list(ctx.account(), ctx.region());
  const DnsNames names(ctx);
  std::vector<domain::NetworkInterface> interfaces;
  for (auto& instance : liveInstances(ctx)) {
    auto& interface = interfaces.emplace_back();
    interface.id = NetworkInterfaceId::trusted(instance.networkInterfaceId);
    interface.hasDnsHostnames = names.hasHostnames(instance.vpcId);
    if (instance.elasticAllocationId)
      interface.address = findById(addresses, *instance.elasticAllocationId);
    interface.instance = std::move(instance);
  }
  std::ranges::sort(interfaces, {}, &domain::NetworkInterface::id);
  return interfaces;
}

domain::PlacementGroup requirePlacementGroup(RequestContext& ctx, std::string_view nameOrId) {
  const auto groups = ctx.catalog.placementGroups().list(ctx.account(), ctx.region());
  auto group = findByName(groups, nameOrId);
  if (!group) group = findById(groups, nameOrId);
  if (!group) throw errors::placementGroupUnknown(nameOrId);
  return *std::move(group);
}

domain::KeyPair requireKeyPair(RequestContext& ctx, std::string_view name) {
  auto pair = findByName(ctx.catalog.keyPairs().list(ctx.account(), ctx.region()), name);
  if (!pair) throw errors::keyPairNotFound(name);
  return *std::move(pair);
}

domain::ElasticAddress requireAllocation(RequestContext& ctx, std::string_view id) {
  auto address = findById(ctx.catalog.addresses().list(ctx.account(), ctx.region()), id);
  if (!address) throw errors::allocationNotFound(id);
  return *std::move(address);
}

void disassociate(RequestContext& ctx, domain::ElasticAddress& address) {
  if (address.instanceId) {
    if (auto instance = ctx.catalog.instances().find(*address.instanceId)) {
      const auto subnet = findById(subnetsOf(ctx), instance->subnetId);
      instance->elasticAllocationId.reset();
      instance->publicIpAddress.reset();
      if (subnet && subnet->mapPublicIpOnLaunch)
        instance->publicIpAddress = publicAddressFor(instance->id, ctx.now);
      ctx.catalog.instances().update(*instance);
    }
  }
  address.associationId.reset();
  address.instanceId.reset();
  address.networkInterfaceId.reset();
  address.privateIpAddress.reset();
  address.subnetId.reset();
  ctx.catalog.addresses().put(address);
  ctx.record(address.id.str(), "associated", "available");
}

void releaseNetwork(RequestContext& ctx, domain::Instance& instance) {
  ctx.catalog.tags().removeAll(instance.networkInterfaceId);
  if (!instance.elasticAllocationId) return;
  auto address = ctx.catalog.addresses().find(AllocationId::trusted(*instance.elasticAllocationId));
  if (address) disassociate(ctx, *address);
  instance.elasticAllocationId.reset();
}

DnsNames::DnsNames(RequestContext& ctx) {
  for (const auto& vpc : ctx.catalog.vpcs().list(ctx.account(), ctx.region()))
    if (!vpc.enableDnsHostnames) without_.push_back(vpc.id.str());
}

bool DnsNames::hasHostnames(std::string_view vpcId) const {
  return std::ranges::find(without_, vpcId) == without_.end();
}

}  // namespace amilocal::ec2
