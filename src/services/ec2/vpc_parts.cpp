#include "services/ec2/vpc_parts.h"

#include <algorithm>

#include "amilocal/domain/default_network.h"
#include "amilocal/domain/errors/network_errors.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/network.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/to_wire.h"

/// What comes with each VPC: it follows from the VPC and is not stored.
namespace amilocal::ec2 {
namespace {

// A page of route tables has up to 100 (EC2 API Reference, DescribeRouteTables).
constexpr int kRouteTablePageMax = 100;

// The rules of a default network ACL: all is allowed, and what no rule allows is denied
// (VPC User Guide, "Default network ACL for a VPC").
NetworkAclEntry entry(bool isEgress, std::int64_t number, std::string action) {
  NetworkAclEntry out;
  out.cidrBlock = "0.0.0.0/0";
  out.egress = isEgress;
  out.protocol = "-1";
  out.ruleAction = std::move(action);
  out.ruleNumber = number;
  return out;
}

Route route(std::string destination, std::string gateway, std::string origin) {
  Route out;
  out.destinationCidrBlock = std::move(destination);
  out.gatewayId = std::move(gateway);
  out.origin = std::move(origin);
  out.state = "active";
  return out;
}

RouteTable shown(const domain::RouteTable& table, const domain::Tags& tags) {
  RouteTable out;
  out.routeTableId = table.id.str();
  out.vpcId = table.vpc.id.str();
  out.ownerId = table.vpc.owner;
  RouteTableAssociation association;
  association.main = true;
  association.routeTableAssociationId = domain::derivedId("rtbassoc", table.vpc.id.str());
  association.routeTableId = table.id.str();
  association.associationState = RouteTableAssociationState{.state = "associated"};
  out.associations.push_back(std::move(association));
  out.routes.push_back(route(table.vpc.cidrBlock, "local", "CreateRouteTable"));
  if (table.gateway) out.routes.push_back(route("0.0.0.0/0", table.gateway->str(), "CreateRoute"));
  out.tags = toWire(tags);
  return out;
}

NetworkAcl shown(const domain::NetworkAcl& acl, const domain::Tags& tags) {
  constexpr std::int64_t kFirst = 100, kLast = 32767;
  NetworkAcl out;
  out.networkAclId = acl.id.str();
  out.vpcId = acl.vpc.id.str();
  out.ownerId = acl.vpc.owner;
  out.isDefault = true;
  for (const auto& subnet : acl.subnets)
    out.associations.push_back(
        {.networkAclAssociationId = domain::derivedId("aclassoc", subnet.str()),
         .networkAclId = acl.id.str(),
         .subnetId = subnet.str()});
  for (const bool isEgress : {true, false}) {
    out.entries.push_back(entry(isEgress, kFirst, "allow"));
    out.entries.push_back(entry(isEgress, kLast, "deny"));
  }
  out.tags = toWire(tags);
  return out;
}

DhcpConfiguration configuration(std::string key, std::string value) {
  DhcpConfiguration out;
  out.key = std::move(key);
  out.values.push_back({.value = std::move(value)});
  return out;
}

}  // namespace

std::vector<domain::RouteTable> routeTablesOf(RequestContext& ctx) {
  std::vector<domain::RouteTable> tables;
  for (const auto& vpc : vpcsOf(ctx)) tables.push_back(domain::mainRouteTableOf(vpc));
  std::ranges::sort(tables, {}, &domain::RouteTable::id);
  return tables;
}

std::vector<domain::InternetGateway> internetGatewaysOf(RequestContext& ctx) {
  std::vector<domain::InternetGateway> gateways;
  for (const auto& vpc : vpcsOf(ctx))
    if (auto gateway = domain::internetGatewayOf(vpc)) gateways.push_back(*std::move(gateway));
  return gateways;
}

std::vector<domain::NetworkAcl> networkAclsOf(RequestContext& ctx) {
  const auto subnets = subnetsOf(ctx);
  std::vector<domain::NetworkAcl> acls;
  for (const auto& vpc : vpcsOf(ctx)) acls.push_back(domain::networkAclOf(vpc, subnets));
  std::ranges::sort(acls, {}, &domain::NetworkAcl::id);
  return acls;
}

DescribeRouteTablesResponse describeRouteTables(RequestContext& ctx,
                                                const DescribeRouteTablesRequest& request) {
  auto page =
      chosen(ctx, namedById(routeTablesOf(ctx), request.routeTableIds, &errors::routeTableNotFound),
             request, domain::routeTableFilters(), kRouteTablePageMax);
  DescribeRouteTablesResponse response;
  response.nextToken = std::move(page.nextToken);
  for (const auto& row : page.rows) response.routeTables.push_back(shown(row.value, row.tags));
  return response;
}

DescribeInternetGatewaysResponse describeInternetGateways(
    RequestContext& ctx, const DescribeInternetGatewaysRequest& request) {
  auto page = chosen(ctx,
                     namedById(internetGatewaysOf(ctx), request.internetGatewayIds,
                               &errors::internetGatewayNotFound),
                     request, domain::internetGatewayFilters());
  DescribeInternetGatewaysResponse response;
  response.nextToken = std::move(page.nextToken);
  for (const auto& [gateway, tags] : page.rows) {
    InternetGateway out;
    out.internetGatewayId = gateway.id.str();
    out.ownerId = gateway.vpc.owner;
    out.attachments.push_back({.state = "available", .vpcId = gateway.vpc.id.str()});
    out.tags = toWire(tags);
    response.internetGateways.push_back(std::move(out));
  }
  return response;
}

DescribeNetworkAclsResponse describeNetworkAcls(RequestContext& ctx,
                                                const DescribeNetworkAclsRequest& request) {
  auto page =
      chosen(ctx, namedById(networkAclsOf(ctx), request.networkAclIds, &errors::networkAclNotFound),
             request, domain::networkAclFilters());
  DescribeNetworkAclsResponse response;
  response.nextToken = std::move(page.nextToken);
  for (const auto& row : page.rows) response.networkAcls.push_back(shown(row.value, row.tags));
  return response;
}

DescribeDhcpOptionsResponse describeDhcpOptions(RequestContext& ctx,
                                                const DescribeDhcpOptionsRequest& request) {
  std::vector<domain::DhcpOptions> all{domain::dhcpOptionsOf(ctx.account(), ctx.region())};
  auto page =
      chosen(ctx, namedById(std::move(all), request.dhcpOptionsIds, &errors::dhcpOptionsNotFound),
             request, domain::dhcpOptionsFilters());
  DescribeDhcpOptionsResponse response;
  response.nextToken = std::move(page.nextToken);
  for (const auto& [options, tags] : page.rows) {
    DhcpOptions out;
    out.dhcpOptionsId = options.id.str();
    out.ownerId = options.owner;
    out.dhcpConfigurations.push_back(
        configuration("domain-name", domain::domainNameOf(options.region)));
    out.dhcpConfigurations.push_back(configuration("domain-name-servers", "AmazonProvidedDNS"));
    out.tags = toWire(tags);
    response.dhcpOptions.push_back(std::move(out));
  }
  return response;
}

}  // namespace amilocal::ec2
