#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/instant.h"
#include "amilocal/core/network_ids.h"

/// What instances stand in: values of one account in one Region. `isDeleted` is for the parts of
/// the default network, which exist without a row; a row that says so hides them.
namespace amilocal::domain {

/// EC2 API Reference, Vpc.
struct Vpc {
  VpcId id = VpcId::trusted("");
  std::string region;
  std::string owner;
  std::string cidrBlock;
  bool isDefault = false;
  std::string instanceTenancy = "default";
  bool enableDnsSupport = true;
  bool enableDnsHostnames = false;
  bool enableNetworkAddressUsageMetrics = false;
  bool isDeleted = false;
  friend bool operator==(const Vpc&, const Vpc&) = default;
};

/// EC2 API Reference, Subnet.
struct Subnet {
  SubnetId id = SubnetId::trusted("");
  std::string region;
  std::string owner;
  VpcId vpcId = VpcId::trusted("");
  std::string availabilityZone;
  std::string cidrBlock;
  bool isDefaultForAz = false;
  bool mapPublicIpOnLaunch = false;
  std::string hostnameType = "ip-name";
  bool resourceNameDnsA = false;
  bool isDeleted = false;
  friend bool operator==(const Subnet&, const Subnet&) = default;
};

/// A subnet and how many addresses it has left.
struct SubnetView {
  SubnetId id = SubnetId::trusted("");
  Subnet subnet;
  std::int64_t freeAddresses = 0;
};

/// One rule has one peer: a range, or a group (EC2 API Reference, SecurityGroupRule).
struct SecurityGroupRule {
  SecurityGroupRuleId id = SecurityGroupRuleId::trusted("");
  bool isEgress = false;
  std::string protocol;              ///< `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for all
  std::optional<std::int64_t> from;  ///< a port, or the type of ICMP; absent: any
  std::optional<std::int64_t> to;    ///< a port, or the code of ICMP
  std::optional<std::string> cidrIpv4;
  std::optional<std::string> cidrIpv6;
  std::optional<std::string> groupId;
  std::optional<std::string> description;
  friend bool operator==(const SecurityGroupRule&, const SecurityGroupRule&) = default;
};

struct SecurityGroup {
  SecurityGroupId id = SecurityGroupId::trusted("");
  std::string region;
  std::string owner;
  VpcId vpcId = VpcId::trusted("");
  std::string name;
  std::string description;
  std::vector<SecurityGroupRule> rules;
  friend bool operator==(const SecurityGroup&, const SecurityGroup&) = default;
};

/// A rule and what its group says of it.
struct GroupRule {
  SecurityGroupRuleId id = SecurityGroupRuleId::trusted("");
  SecurityGroupRule rule;
  SecurityGroupId groupId = SecurityGroupId::trusted("");
};

/// What comes with every VPC, and cannot be changed here: its main route table, its network ACL,
/// and, in the default VPC, an internet gateway.
struct RouteTable {
  RouteTableId id = RouteTableId::trusted("");
  Vpc vpc;
  std::optional<InternetGatewayId> gateway;
};
struct InternetGateway {
  InternetGatewayId id = InternetGatewayId::trusted("");
  Vpc vpc;
};
struct NetworkAcl {
  NetworkAclId id = NetworkAclId::trusted("");
  Vpc vpc;
  std::vector<SubnetId> subnets;
};
struct DhcpOptions {
  DhcpOptionsId id = DhcpOptionsId::trusted("");
  std::string region;
  std::string owner;
};

/// EC2 API Reference, Address: an Elastic IP address.
struct ElasticAddress {
  AllocationId id = AllocationId::trusted("");
  std::string region;
  std::string owner;
  std::string publicIp;
  std::optional<std::string> associationId;
  std::optional<InstanceId> instanceId;  ///< present with associationId
  std::optional<std::string> networkInterfaceId;
  std::optional<std::string> privateIpAddress;
  std::optional<std::string> subnetId;
  friend bool operator==(const ElasticAddress&, const ElasticAddress&) = default;
};

/// EC2 API Reference, PlacementGroup.
struct PlacementGroup {
  PlacementGroupId id = PlacementGroupId::trusted("");
  std::string region;
  std::string owner;
  std::string name;
  std::string strategy;
  std::optional<std::int64_t> partitionCount;
  std::optional<std::string> spreadLevel;
  friend bool operator==(const PlacementGroup&, const PlacementGroup&) = default;
};

/// EC2 API Reference, KeyPairInfo. The private key is given away once and not kept.
struct KeyPair {
  KeyPairId id = KeyPairId::trusted("");
  std::string region;
  std::string owner;
  std::string name;
  std::string type;  ///< `rsa`, `ed25519`
  std::string fingerprint;
  std::string publicKey;
  Instant createdAt{};
  friend bool operator==(const KeyPair&, const KeyPair&) = default;
};

/// `arn:aws:ec2:REGION:OWNER:TYPE/ID`
std::string ec2Arn(const std::string& region, const std::string& owner, std::string_view type,
                   const std::string& id);

}  // namespace amilocal::domain
