#pragma once

#include <string>
#include <vector>

#include "amilocal/domain/default_network.h"
#include "instance_world.h"

namespace amilocal::test {

/// A world with instances and what they stand in.
class NetworkWorld : public InstanceWorld {
 protected:
  domain::DefaultNetwork usual() const {
    return domain::defaultNetwork(caller().account, caller().region);
  }

  std::string givenVpc(const std::string& cidr = "10.0.0.0/16") {
    return *call(&ec2::createVpc, {.cidrBlock = cidr}).vpc->vpcId;
  }

  std::string givenSubnet(const std::string& vpc, const std::string& cidr = "10.0.1.0/24") {
    ec2::CreateSubnetRequest request;
    request.vpcId = vpc;
    request.cidrBlock = cidr;
    return *call(&ec2::createSubnet, request).subnet->subnetId;
  }

  /// A group in the VPC, or in the default one.
  std::string givenGroup(const std::string& name = "web",
                         const std::optional<std::string>& vpc = std::nullopt) {
    ec2::CreateSecurityGroupRequest request;
    request.groupName = name;
    request.description = "for " + name;
    request.vpcId = vpc;
    return *call(&ec2::createSecurityGroup, request).groupId;
  }

  static ec2::IpPermission tcp(std::int64_t port, const std::string& cidr = "0.0.0.0/0") {
    ec2::IpPermission permission;
    permission.ipProtocol = "tcp";
    permission.fromPort = permission.toPort = port;
    permission.ipRanges.push_back({.description = {}, .cidrIp = cidr});
    return permission;
  }

  /// Opens a port of the group and answers the rule's id.
  std::string givenRule(const std::string& group, const ec2::IpPermission& permission) {
    ec2::AuthorizeSecurityGroupIngressRequest request;
    request.groupId = group;
    request.ipPermissions = {permission};
    return *call(&ec2::authorizeSecurityGroupIngress, request)
                .securityGroupRules.at(0)
                .securityGroupRuleId;
  }

  ec2::SecurityGroup shownGroup(const std::string& id) {
    return call(&ec2::describeSecurityGroups, {.groupIds = {id}}).securityGroups.at(0);
  }

  ec2::AllocateAddressResponse givenAddress() { return call(&ec2::allocateAddress, {}); }

  std::string associated(const std::string& allocation, const std::string& instance) {
    ec2::AssociateAddressRequest request;
    request.allocationId = allocation;
    request.instanceId = instance;
    return *call(&ec2::associateAddress, request).associationId;
  }

  static std::vector<ec2::TagSpecification> tagged(const std::string& type) {
    ec2::TagSpecification specification;
    specification.resourceType = type;
    specification.tags.push_back({.key = "Name", .value = "mine"});
    return {specification};
  }

  static ec2::Filter filter(const std::string& name, const std::string& value) {
    return {.name = name, .values = {value}};
  }
};

}  // namespace amilocal::test
