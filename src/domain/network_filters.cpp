#include "amilocal/domain/network_filters.h"
#include "amilocal/domain/default_network.h"
#include "amilocal/domain/zone_choice.h"

namespace amilocal::domain {
namespace {

using Texts = std::vector<std::string>;

// What nothing here ever has.
template <class Subject>
Texts nothing(const Subject&) {
  return {};
}

// The routes of a main route table: within the VPC, and out when there is a gateway.
Texts routeTargets(const RouteTable& table) {
  Texts texts{"local"};
  if (table.gateway) texts.push_back(table.gateway->str());
  return texts;
}
Texts routeDestinations(const RouteTable& table) {
  Texts texts{table.vpc.cidrBlock};
  if (table.gateway) texts.emplace_back("0.0.0.0/0");
  return texts;
}
Texts routeOrigins(const RouteTable& table) {
  return table.gateway ? Texts{"CreateRouteTable", "CreateRoute"} : Texts{"CreateRouteTable"};
}

Texts aclAssociations(const NetworkAcl& acl) {
  Texts texts;
  for (const auto& subnet : acl.subnets) texts.push_back(derivedId("aclassoc", subnet.str()));
  return texts;
}
Texts aclSubnets(const NetworkAcl& acl) {
  Texts texts;
  for (const auto& subnet : acl.subnets) texts.push_back(subnet.str());
  return texts;
}

constexpr FilterRow<Vpc> kVpcFilters[] = {
    {"cidr", [](const Vpc& v) { return textsOf(v.cidrBlock); }},
    {"cidr-block", [](const Vpc& v) { return textsOf(v.cidrBlock); }},
    {"cidr-block-association.association-id",
     [](const Vpc& v) { return textsOf(derivedId("vpc-cidr-assoc", v.id.str())); }},
    {"cidr-block-association.cidr-block", [](const Vpc& v) { return textsOf(v.cidrBlock); }},
    {"cidr-block-association.state",
     [](const Vpc&) { return textsOf(std::string_view("associated")); }},
    {"cidrBlock", [](const Vpc& v) { return textsOf(v.cidrBlock); }},
    {"dhcp-options-id",
     [](const Vpc& v) { return textsOf(dhcpOptionsOf(v.owner, v.region).id.str()); }},
    {"dhcpOptionsId",
     [](const Vpc& v) { return textsOf(dhcpOptionsOf(v.owner, v.region).id.str()); }},
    {"ipv6-cidr-block-association.association-id", &nothing<Vpc>},
    {"ipv6-cidr-block-association.ipv6-cidr-block", &nothing<Vpc>},
    {"ipv6-cidr-block-association.ipv6-pool", &nothing<Vpc>},
    {"ipv6-cidr-block-association.state", &nothing<Vpc>},
    {"is-default", [](const Vpc& v) { return textsOf(v.isDefault); }},
    {"isDefault", [](const Vpc& v) { return textsOf(v.isDefault); }},
    {"owner-id", [](const Vpc& v) { return textsOf(v.owner); }},
    {"state", [](const Vpc&) { return textsOf(std::string_view("available")); }},
    {"vpc-id", [](const Vpc& v) { return textsOf(v.id.str()); }},
};
static_assert(std::ranges::is_sorted(kVpcFilters, {}, &FilterRow<Vpc>::name));

constexpr FilterRow<SubnetView> kSubnetFilters[] = {
    {"availability-zone", [](const SubnetView& v) { return textsOf(v.subnet.availabilityZone); }},
    {"availability-zone-id",
     [](const SubnetView& v) {
       return textsOf(zoneIdOf(v.subnet.region, v.subnet.availabilityZone));
     }},
    {"availabilityZone", [](const SubnetView& v) { return textsOf(v.subnet.availabilityZone); }},
    {"availabilityZoneId",
     [](const SubnetView& v) {
       return textsOf(zoneIdOf(v.subnet.region, v.subnet.availabilityZone));
     }},
    {"available-ip-address-count", [](const SubnetView& v) { return textsOf(v.freeAddresses); }},
    {"cidr", [](const SubnetView& v) { return textsOf(v.subnet.cidrBlock); }},
    {"cidr-block", [](const SubnetView& v) { return textsOf(v.subnet.cidrBlock); }},
    {"cidrBlock", [](const SubnetView& v) { return textsOf(v.subnet.cidrBlock); }},
    {"customer-owned-ipv4-pool", &nothing<SubnetView>},
    {"default-for-az", [](const SubnetView& v) { return textsOf(v.subnet.isDefaultForAz); }},
    {"defaultForAz", [](const SubnetView& v) { return textsOf(v.subnet.isDefaultForAz); }},
    {"enable-dns64", [](const SubnetView&) { return textsOf(false); }},
    {"enable-lni-at-device-index", &nothing<SubnetView>},
    {"ipv6-cidr-block-association.association-id", &nothing<SubnetView>},
    {"ipv6-cidr-block-association.ipv6-cidr-block", &nothing<SubnetView>},
    {"ipv6-cidr-block-association.state", &nothing<SubnetView>},
    {"ipv6-native", [](const SubnetView&) { return textsOf(false); }},
    {"map-customer-owned-ip-on-launch", [](const SubnetView&) { return textsOf(false); }},
    {"map-public-ip-on-launch",
     [](const SubnetView& v) { return textsOf(v.subnet.mapPublicIpOnLaunch); }},
    {"outpost-arn", &nothing<SubnetView>},
    {"owner-id", [](const SubnetView& v) { return textsOf(v.subnet.owner); }},
    {"private-dns-name-options-on-launch.enable-resource-name-dns-a-record",
     [](const SubnetView& v) { return textsOf(v.subnet.resourceNameDnsA); }},
    {"private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record",
     [](const SubnetView&) { return textsOf(false); }},
    {"private-dns-name-options-on-launch.hostname-type",
     [](const SubnetView& v) { return textsOf(v.subnet.hostnameType); }},
    {"state", [](const SubnetView&) { return textsOf(std::string_view("available")); }},
    {"subnet-arn",
     [](const SubnetView& v) {
       return textsOf(ec2Arn(v.subnet.region, v.subnet.owner, "subnet", v.id.str()));
     }},
    {"subnet-id", [](const SubnetView& v) { return textsOf(v.id.str()); }},
    {"vpc-id", [](const SubnetView& v) { return textsOf(v.subnet.vpcId.str()); }},
};
static_assert(std::ranges::is_sorted(kSubnetFilters, {}, &FilterRow<SubnetView>::name));

constexpr FilterRow<RouteTable> kRouteTableFilters[] = {
    {"association.gateway-id", &nothing<RouteTable>},
    {"association.main", [](const RouteTable&) { return textsOf(true); }},
    {"association.route-table-association-id",
     [](const RouteTable& v) { return textsOf(derivedId("rtbassoc", v.vpc.id.str())); }},
    {"association.route-table-id", [](const RouteTable& v) { return textsOf(v.id.str()); }},
    {"association.subnet-id", &nothing<RouteTable>},
    {"owner-id", [](const RouteTable& v) { return textsOf(v.vpc.owner); }},
    {"route-table-id", [](const RouteTable& v) { return textsOf(v.id.str()); }},
    {"route.destination-cidr-block", &routeDestinations},
    {"route.destination-ipv6-cidr-block", &nothing<RouteTable>},
    {"route.destination-prefix-list-id", &nothing<RouteTable>},
    {"route.egress-only-internet-gateway-id", &nothing<RouteTable>},
    {"route.gateway-id", &routeTargets},
    {"route.instance-id", &nothing<RouteTable>},
    {"route.nat-gateway-id", &nothing<RouteTable>},
    {"route.origin", &routeOrigins},
    {"route.state", [](const RouteTable&) { return textsOf(std::string_view("active")); }},
    {"route.transit-gateway-id", &nothing<RouteTable>},
    {"route.vpc-peering-connection-id", &nothing<RouteTable>},
    {"vpc-id", [](const RouteTable& v) { return textsOf(v.vpc.id.str()); }},
};
static_assert(std::ranges::is_sorted(kRouteTableFilters, {}, &FilterRow<RouteTable>::name));

constexpr FilterRow<InternetGateway> kInternetGatewayFilters[] = {
    {"attachment.state",
     [](const InternetGateway&) { return textsOf(std::string_view("available")); }},
    {"attachment.vpc-id", [](const InternetGateway& v) { return textsOf(v.vpc.id.str()); }},
    {"internet-gateway-id", [](const InternetGateway& v) { return textsOf(v.id.str()); }},
    {"owner-id", [](const InternetGateway& v) { return textsOf(v.vpc.owner); }},
};
static_assert(std::ranges::is_sorted(kInternetGatewayFilters, {},
                                     &FilterRow<InternetGateway>::name));

constexpr FilterRow<NetworkAcl> kNetworkAclFilters[] = {
    {"association.association-id", &aclAssociations},
    {"association.network-acl-id", [](const NetworkAcl& v) { return textsOf(v.id.str()); }},
    {"association.subnet-id", &aclSubnets},
    {"default", [](const NetworkAcl&) { return textsOf(true); }},
    {"entry.cidr", [](const NetworkAcl&) { return textsOf(std::string_view("0.0.0.0/0")); }},
    {"entry.egress",
     [](const NetworkAcl&) {
       return Texts{"false", "true"};
     }},
    {"entry.icmp.code", &nothing<NetworkAcl>},
    {"entry.icmp.type", &nothing<NetworkAcl>},
    {"entry.ipv6-cidr", &nothing<NetworkAcl>},
    {"entry.port-range.from", &nothing<NetworkAcl>},
    {"entry.port-range.to", &nothing<NetworkAcl>},
    {"entry.protocol", [](const NetworkAcl&) { return textsOf(std::string_view("-1")); }},
    {"entry.rule-action",
     [](const NetworkAcl&) {
       return Texts{"allow", "deny"};
     }},
    {"entry.rule-number",
     [](const NetworkAcl&) {
       return Texts{"100", "32767"};
     }},
    {"network-acl-id", [](const NetworkAcl& v) { return textsOf(v.id.str()); }},
    {"owner-id", [](const NetworkAcl& v) { return textsOf(v.vpc.owner); }},
    {"vpc-id", [](const NetworkAcl& v) { return textsOf(v.vpc.id.str()); }},
};
static_assert(std::ranges::is_sorted(kNetworkAclFilters, {}, &FilterRow<NetworkAcl>::name));

Texts dhcpValues(const DhcpOptions& options) {
  return {domainNameOf(options.region), "AmazonProvidedDNS"};
}

constexpr FilterRow<DhcpOptions> kDhcpOptionsFilters[] = {
    {"dhcp-options-id", [](const DhcpOptions& v) { return textsOf(v.id.str()); }},
    {"key",
     [](const DhcpOptions&) {
       return Texts{"domain-name", "domain-name-servers"};
     }},
    {"owner-id", [](const DhcpOptions& v) { return textsOf(v.owner); }},
    {"value", &dhcpValues},
};
static_assert(std::ranges::is_sorted(kDhcpOptionsFilters, {}, &FilterRow<DhcpOptions>::name));

}  // namespace

std::span<const FilterRow<Vpc>> vpcFilters() { return kVpcFilters; }
std::span<const FilterRow<SubnetView>> subnetFilters() { return kSubnetFilters; }
std::span<const FilterRow<RouteTable>> routeTableFilters() { return kRouteTableFilters; }
std::span<const FilterRow<InternetGateway>> internetGatewayFilters() {
  return kInternetGatewayFilters;
}
std::span<const FilterRow<NetworkAcl>> networkAclFilters() { return kNetworkAclFilters; }
std::span<const FilterRow<DhcpOptions>> dhcpOptionsFilters() { return kDhcpOptionsFilters; }

}  // namespace amilocal::domain
