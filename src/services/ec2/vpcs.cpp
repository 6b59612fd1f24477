#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/default_network.h"
#include "amilocal/domain/errors/network_errors.h"
#include "amilocal/domain/network_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/network.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

enum class Fresh { no, yes };

Vpc shown(const domain::Vpc& vpc, const domain::Tags& tags, Fresh fresh) {
  Vpc out;
  out.vpcId = vpc.id.str();
  out.ownerId = vpc.owner;
  out.instanceTenancy = vpc.instanceTenancy;
  out.isDefault = vpc.isDefault;
  out.state = fresh == Fresh::yes ? "pending" : "available";
  out.cidrBlock = vpc.cidrBlock;
  out.dhcpOptionsId = domain::dhcpOptionsOf(vpc.owner, vpc.region).id.str();
  VpcCidrBlockAssociation association;
  association.associationId = domain::derivedId("vpc-cidr-assoc", vpc.id.str());
  association.cidrBlock = vpc.cidrBlock;
  association.cidrBlockState = VpcCidrBlockState{.state = "associated", .statusMessage = {}};
  out.cidrBlockAssociationSet.push_back(std::move(association));
  out.blockPublicAccessStates = BlockPublicAccessStates{.internetGatewayBlockMode = "off"};
  out.tags = toWire(tags);
  return out;
}

// IPv6, IPAM and encryption controls are not there.
void refuseUnsupported(const CreateVpcRequest& request) {
  const auto refuseIf = [](bool given, std::string_view name) {
    if (given) throw errors::unsupportedParameter(name);
  };
  refuseIf(request.ipv6Pool.has_value(), "Ipv6Pool");
  refuseIf(request.ipv6CidrBlock.has_value(), "Ipv6CidrBlock");
  refuseIf(request.ipv4IpamPoolId.has_value(), "Ipv4IpamPoolId");
  refuseIf(request.ipv4NetmaskLength.has_value(), "Ipv4NetmaskLength");
  refuseIf(request.ipv6IpamPoolId.has_value(), "Ipv6IpamPoolId");
  refuseIf(request.ipv6NetmaskLength.has_value(), "Ipv6NetmaskLength");
  refuseIf(request.ipv6CidrBlockNetworkBorderGroup.has_value(), "Ipv6CidrBlockNetworkBorderGroup");
  refuseIf(request.vpcEncryptionControl.has_value(), "VpcEncryptionControl");
  refuseIf(request.amazonProvidedIpv6CidrBlock.value_or(false), "AmazonProvidedIpv6CidrBlock");
}

AttributeBooleanValue asAttribute(bool value) { return {.value = value}; }

void removeWithTags(RequestContext& ctx, const domain::SecurityGroup& group) {
  for (const auto& rule : group.rules) ctx.catalog.tags().removeAll(rule.id.str());
  ctx.catalog.tags().removeAll(group.id.str());
  ctx.catalog.securityGroups().remove(group.id);
}

bool hasDependents(RequestContext& ctx, const domain::Vpc& vpc) {
  const auto isHere = [&](const auto& part) { return part.vpcId == vpc.id; };
  return std::ranges::any_of(subnetsOf(ctx), isHere) ||
         std::ranges::any_of(securityGroupsOf(ctx), [&](const domain::SecurityGroup& group) {
           return isHere(group) && group.name != domain::kDefaultGroupName;
         });
}

}  // namespace

CreateVpcResponse createVpc(RequestContext& ctx, const CreateVpcRequest& request) {
  refuseUnsupported(request);
  if (!request.cidrBlock) throw errors::missingParameter("cidrBlock");
  const auto tags = specifiedTags(request.tagSpecifications, "vpc", {"vpc"});
  domain::Vpc vpc;
  vpc.cidrBlock = domain::vpcBlock(*request.cidrBlock);
  vpc.instanceTenancy = request.instanceTenancy.value_or("default");
  if (vpc.instanceTenancy == "host") throw errors::hostTenancyOfVpc();
  vpc.id = ctx.ids.next<VpcKind>();
  vpc.region = ctx.region();
  vpc.owner = ctx.account();
  ctx.catalog.vpcs().put(vpc);
  ctx.catalog.securityGroups().put(domain::defaultGroupOf(vpc));
  putTags(ctx, "vpc", vpc.id.str(), tags);
  ctx.record(vpc.id.str(), "", "available");
  return {.vpc = shown(vpc, tags, Fresh::yes)};
}

// The new default VPC has the ids of the old one: they follow from account and Region.
CreateDefaultVpcResponse createDefaultVpc(RequestContext& ctx, const CreateDefaultVpcRequest&) {
  if (findDefaultVpc(ctx)) throw errors::defaultVpcExists();
  const auto network = domain::defaultNetwork(ctx.account(), ctx.region());
  ctx.catalog.vpcs().remove(network.vpc.id);
  for (const auto& subnet : network.subnets) ctx.catalog.subnets().remove(subnet.id);
  ctx.record(network.vpc.id.str(), "", "available");
  return {.vpc = shown(network.vpc, {}, Fresh::yes)};
}

DescribeVpcsResponse describeVpcs(RequestContext& ctx, const DescribeVpcsRequest& request) {
  auto page = chosen(ctx, namedById(vpcsOf(ctx), request.vpcIds, &errors::vpcNotFound), request,
                     domain::vpcFilters());
  DescribeVpcsResponse response;
  response.nextToken = std::move(page.nextToken);
  for (const auto& row : page.rows) response.vpcs.push_back(shown(row.value, row.tags, Fresh::no));
  return response;
}

// What comes with the VPC goes with it, what was made in it must be gone before (EC2 API Reference,
// DeleteVpc).
ReturnResponse deleteVpc(RequestContext& ctx, const DeleteVpcRequest& request) {
  auto vpc = requireVpc(ctx, request.vpcId);
  if (hasDependents(ctx, vpc)) throw errors::vpcHasDependencies(vpc.id.str());
  if (const auto group = findGroup(ctx, vpc.id, domain::kDefaultGroupName))
    removeWithTags(ctx, *group);
  for (const auto& id : {vpc.id.str(), domain::mainRouteTableOf(vpc).id.str(),
                         domain::networkAclOf(vpc, {}).id.str()})
    ctx.catalog.tags().removeAll(id);
  if (const auto gateway = domain::internetGatewayOf(vpc))
    ctx.catalog.tags().removeAll(gateway->id.str());
  ctx.record(vpc.id.str(), "available", "");
  if (vpc.isDefault) {
    vpc.isDeleted = true;
    ctx.catalog.vpcs().put(vpc);
  } else {
    ctx.catalog.vpcs().remove(vpc.id);
  }
  return {.return_ = true};
}

DescribeVpcAttributeResponse describeVpcAttribute(RequestContext& ctx,
                                                  const DescribeVpcAttributeRequest& request) {
  const auto vpc = requireVpc(ctx, request.vpcId);
  DescribeVpcAttributeResponse response;
  response.vpcId = vpc.id.str();
  if (request.attribute == "enableDnsSupport")
    response.enableDnsSupport = asAttribute(vpc.enableDnsSupport);
  else if (request.attribute == "enableDnsHostnames")
    response.enableDnsHostnames = asAttribute(vpc.enableDnsHostnames);
  else
    response.enableNetworkAddressUsageMetrics = asAttribute(vpc.enableNetworkAddressUsageMetrics);
  return response;
}

// One attribute in each call (EC2 API Reference, ModifyVpcAttribute).
ReturnResponse modifyVpcAttribute(RequestContext& ctx, const ModifyVpcAttributeRequest& request) {
  auto vpc = requireVpc(ctx, request.vpcId);
  const auto& metrics = request.enableNetworkAddressUsageMetrics;
  const int given = int{request.enableDnsSupport.has_value()} +
                    int{request.enableDnsHostnames.has_value()} + int{metrics.has_value()};
  if (given != 1) throw errors::oneVpcAttribute();
  if (request.enableDnsSupport)
    vpc.enableDnsSupport = request.enableDnsSupport->value.value_or(false);
  if (request.enableDnsHostnames)
    vpc.enableDnsHostnames = request.enableDnsHostnames->value.value_or(false);
  if (metrics) vpc.enableNetworkAddressUsageMetrics = metrics->value.value_or(false);
  if (request.enableDnsHostnames && vpc.enableDnsHostnames && !vpc.enableDnsSupport)
    throw errors::dnsHostnamesNeedDnsSupport();
  ctx.catalog.vpcs().put(vpc);
  return {.return_ = true};
}

}  // namespace amilocal::ec2
