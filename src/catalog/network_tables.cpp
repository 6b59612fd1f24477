#include "amilocal/catalog/network_tables.h"

#include "owned_rows.h"

namespace amilocal {

template <>
struct ColumnsOf<domain::Vpc> {
  static constexpr const char* kTable = "vpc";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& vpc) {
    column("id", vpc.id);
    column("region", vpc.region);
    column("owner", vpc.owner);
    column("cidr_block", vpc.cidrBlock);
    column("is_default", vpc.isDefault);
    column("instance_tenancy", vpc.instanceTenancy);
    column("enable_dns_support", vpc.enableDnsSupport);
    column("enable_dns_hostnames", vpc.enableDnsHostnames);
    column("enable_address_usage_metrics", vpc.enableNetworkAddressUsageMetrics);
    column("is_deleted", vpc.isDeleted);
  }
};

template <>
struct ColumnsOf<domain::Subnet> {
  static constexpr const char* kTable = "subnet";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& subnet) {
    column("id", subnet.id);
    column("region", subnet.region);
    column("owner", subnet.owner);
    column("vpc_id", subnet.vpcId);
    column("availability_zone", subnet.availabilityZone);
    column("cidr_block", subnet.cidrBlock);
    column("is_default_for_az", subnet.isDefaultForAz);
    column("map_public_ip_on_launch", subnet.mapPublicIpOnLaunch);
    column("hostname_type", subnet.hostnameType);
    column("resource_name_dns_a", subnet.resourceNameDnsA);
    column("is_deleted", subnet.isDeleted);
  }
};

struct RuleColumns {
  static constexpr const char* kTable = "security_group_rule";
  static constexpr const char* kParent = "group_id";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& rule) {
    column("id", rule.id);
    column("is_egress", rule.isEgress);
    column("protocol", rule.protocol);
    column("from_port", rule.from);
    column("to_port", rule.to);
    column("cidr_ipv4", rule.cidrIpv4);
    column("cidr_ipv6", rule.cidrIpv6);
    column("referenced_group_id", rule.groupId);
    column("description", rule.description);
  }
};

template <>
struct ColumnsOf<domain::SecurityGroup> {
  static constexpr const char* kTable = "security_group";
  using Items = Lists<domain::SecurityGroupRule, RuleColumns>;
  static constexpr auto kItems = &domain::SecurityGroup::rules;

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& group) {
    column("id", group.id);
    column("region", group.region);
    column("owner", group.owner);
    column("vpc_id", group.vpcId);
    column("name", group.name);
    column("description", group.description);
  }
};

template <>
struct ColumnsOf<domain::ElasticAddress> {
  static constexpr const char* kTable = "elastic_address";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& address) {
    column("id", address.id);
    column("region", address.region);
    column("owner", address.owner);
    column("public_ip", address.publicIp);
    column("association_id", address.associationId);
    column("instance_id", address.instanceId);
    column("network_interface_id", address.networkInterfaceId);
    column("private_ip_address", address.privateIpAddress);
    column("subnet_id", address.subnetId);
  }
};

template <>
struct ColumnsOf<domain::PlacementGroup> {
  static constexpr const char* kTable = "placement_group";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& group) {
    column("id", group.id);
    column("region", group.region);
    column("owner", group.owner);
    column("name", group.name);
    column("strategy", group.strategy);
    column("partition_count", group.partitionCount);
    column("spread_level", group.spreadLevel);
  }
};

template <>
struct ColumnsOf<domain::KeyPair> {
  static constexpr const char* kTable = "key_pair";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& pair) {
    column("id", pair.id);
    column("region", pair.region);
    column("owner", pair.owner);
    column("name", pair.name);
    column("type", pair.type);
    column("fingerprint", pair.fingerprint);
    column("public_key", pair.publicKey);
    column("created_at", pair.createdAt);
  }
};

template class OwnedTable<domain::Vpc>;
template class OwnedTable<domain::Subnet>;
template class OwnedTable<domain::SecurityGroup>;
template class OwnedTable<domain::ElasticAddress>;
template class OwnedTable<domain::PlacementGroup>;
template class OwnedTable<domain::KeyPair>;

}  // namespace amilocal
