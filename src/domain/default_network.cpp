#include "amilocal/domain/default_network.h"

#include <algorithm>

#include "amilocal/core/hash.h"
#include "amilocal/core/ip_address.h"
#include "amilocal/domain/region.h"

namespace amilocal::domain {
namespace {

constexpr int kDefaultPrefixLength = 20;
constexpr std::uint32_t kFirstHost = 4;  // the VPC keeps the first four addresses, and the last

template <class Kind>
Id<Kind> idOf(const std::string& account, const std::string& region, std::string_view what) {
  const auto of = account + ":" + region + ":" + std::string(what);
  return Id<Kind>::trusted(derivedId(Kind::kPrefix, of));
}

SecurityGroupRule everything(const SecurityGroup& group, bool isEgress) {
  SecurityGroupRule rule;
  rule.id = SecurityGroupRuleId::trusted(
      derivedId(SecurityGroupRuleKind::kPrefix, group.id.str() + (isEgress ? ":out" : ":in")));
  rule.isEgress = isEgress;
  rule.protocol = "-1";
  if (isEgress)
    rule.cidrIpv4 = "0.0.0.0/0";
  else
    rule.groupId = group.id.str();
  return rule;
}

// Our own rows hold ranges that were parsed when they came.
Ipv4Block blockOf(const Subnet& subnet) {
  return Ipv4Block::parse(subnet.cidrBlock).value_or(Ipv4Block{});
}

std::string dashed(std::string_view address) {
  std::string text(address);
  std::ranges::replace(text, '.', '-');
  return text;
}

}  // namespace

std::string derivedId(std::string_view prefix, std::string_view of) {
  const auto name = std::string(prefix) + ":" + std::string(of);
  return std::string(prefix) + "-0" + stableHex(name, 16);
}

std::string ec2Arn(const std::string& region, const std::string& owner, std::string_view type,
                   const std::string& id) {
  return "arn:" + std::string(partitionOf(region)) + ":ec2:" + region + ":" + owner + ":" +
         std::string(type) + "/" + id;
}

DefaultNetwork defaultNetwork(const std::string& account, const std::string& region) {
  DefaultNetwork network;
  auto& vpc = network.vpc;
  vpc.id = idOf<VpcKind>(account, region, "default");
  vpc.region = region;
  vpc.owner = account;
  vpc.cidrBlock = "172.31.0.0/16";
  vpc.isDefault = true;
  vpc.enableDnsHostnames = true;
  network.group = defaultGroupOf(vpc);
  const auto* place = findRegion(region);
  if (place == nullptr) return network;
  auto block = Ipv4Block::parse(vpc.cidrBlock).value_or(Ipv4Block{});
  block.prefixLength = kDefaultPrefixLength;
  for (const auto& zone : place->zones) {
    Subnet subnet;
    subnet.id = idOf<SubnetKind>(account, region, zone.name);
    subnet.region = region;
    subnet.owner = account;
    subnet.vpcId = vpc.id;
    subnet.availabilityZone = zone.name;
    subnet.cidrBlock = block.str();
    subnet.isDefaultForAz = true;
    subnet.mapPublicIpOnLaunch = true;
    network.subnets.push_back(std::move(subnet));
    block.first += static_cast<std::uint32_t>(block.size());
  }
  return network;
}

SecurityGroup defaultGroupOf(const Vpc& vpc) {
  SecurityGroup group;
  // The default VPC's group has its id from account and Region, as the VPC itself.
  group.id = vpc.isDefault ? idOf<SecurityGroupKind>(vpc.owner, vpc.region, "default")
                           : SecurityGroupId::trusted(derivedId("sg", vpc.id.str()));
  group.region = vpc.region;
  group.owner = vpc.owner;
  group.vpcId = vpc.id;
  group.name = kDefaultGroupName;
  group.description = "default VPC security group";
  group.rules = {everything(group, false), everything(group, true)};
  return group;
}

RouteTable mainRouteTableOf(const Vpc& vpc) {
  RouteTable table;
  table.id = RouteTableId::trusted(derivedId(RouteTableKind::kPrefix, vpc.id.str()));
  table.vpc = vpc;
  if (const auto gateway = internetGatewayOf(vpc)) table.gateway = gateway->id;
  return table;
}

std::optional<InternetGateway> internetGatewayOf(const Vpc& vpc) {
  if (!vpc.isDefault) return std::nullopt;
  return InternetGateway{
      InternetGatewayId::trusted(derivedId(InternetGatewayKind::kPrefix, vpc.id.str())), vpc};
}

NetworkAcl networkAclOf(const Vpc& vpc, const std::vector<Subnet>& subnets) {
  NetworkAcl acl;
  acl.id = NetworkAclId::trusted(derivedId(NetworkAclKind::kPrefix, vpc.id.str()));
  acl.vpc = vpc;
  for (const auto& subnet : subnets)
    if (subnet.vpcId == vpc.id) acl.subnets.push_back(subnet.id);
  return acl;
}

DhcpOptions dhcpOptionsOf(const std::string& account, const std::string& region) {
  return {idOf<DhcpOptionsKind>(account, region, "default"), region, account};
}

std::int64_t addressesOf(const Subnet& subnet) {
  return static_cast<std::int64_t>(blockOf(subnet).size()) - kFirstHost - 1;
}

bool isInSubnet(const Subnet& subnet, std::string_view address) {
  const auto block = blockOf(subnet);
  const auto number = parseIpv4(address);
  return number && block.contains(*number) && *number - block.first >= kFirstHost &&
         *number - block.first < block.size() - 1;
}

std::optional<std::string> freeAddress(const Subnet& subnet,
                                       const std::vector<std::string>& taken) {
  const auto block = blockOf(subnet);
  std::vector<std::uint32_t> used;
  for (const auto& address : taken)
    if (const auto number = parseIpv4(address); number && block.contains(*number))
      used.push_back(*number - block.first);
  std::ranges::sort(used);
  auto candidate = kFirstHost;
  for (const auto offset : used)
    if (offset == candidate) ++candidate;
  if (candidate >= block.size() - 1) return std::nullopt;
  return formatIpv4(block.first + candidate);
}

std::string domainNameOf(std::string_view region) {
  return region == "us-east-1" ? "ec2.internal" : std::string(region) + ".compute.internal";
}

std::string privateDnsName(std::string_view address, std::string_view region) {
  return "ip-" + dashed(address) + "." + domainNameOf(region);
}

std::string publicDnsName(std::string_view address, std::string_view region) {
  const auto host = "ec2-" + dashed(address);
  return region == "us-east-1" ? host + ".compute-1.amazonaws.com"
                               : host + "." + std::string(region) + ".compute.amazonaws.com";
}

}  // namespace amilocal::domain
