#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/network.h"
#include "amilocal/domain/network_filters.h"
#include "amilocal/engine/request_context.h"

/// The caller's network in the Region of the request: the rows, and of the default network what has
/// none. Lists are in the order of ids.
namespace amilocal::ec2 {

std::vector<domain::Vpc> vpcsOf(RequestContext& ctx);
std::vector<domain::Subnet> subnetsOf(RequestContext& ctx);
std::vector<domain::SecurityGroup> securityGroupsOf(RequestContext& ctx);

std::optional<domain::Vpc> findDefaultVpc(RequestContext& ctx);

/// Throws VPCIdNotSpecified when the account has deleted it.
domain::Vpc requireDefaultVpc(RequestContext& ctx);

/// Each throws Invalid….NotFound for what the caller does not have, however it is spelled.
domain::Vpc requireVpc(RequestContext& ctx, std::string_view id);
domain::Subnet requireSubnet(RequestContext& ctx, std::string_view id);

/// Throws InvalidGroupId.Malformed for what is no id of a group, InvalidGroup.NotFound.
domain::SecurityGroup requireSecurityGroup(RequestContext& ctx, std::string_view id);

/// A group of the default VPC; names do not differ by case. Throws InvalidGroup.NotFound.
domain::SecurityGroup requireDefaultVpcGroup(RequestContext& ctx, std::string_view name);

/// The group that a request names in either way. Throws MissingParameter when in none.
domain::SecurityGroup requireNamedGroup(RequestContext& ctx, const std::optional<std::string>& id,
                                        const std::optional<std::string>& name);

/// The group of this name in the VPC.
std::optional<domain::SecurityGroup> findGroup(RequestContext& ctx, const VpcId& vpc,
                                               std::string_view name);

/// Whatever is not terminated.
std::vector<domain::Instance> liveInstances(RequestContext& ctx);

/// The interfaces of the live instances.
std::vector<domain::NetworkInterface> networkInterfacesOf(RequestContext& ctx);

/// Throws InvalidPlacementGroup.Unknown; `nameOrId` is either.
domain::PlacementGroup requirePlacementGroup(RequestContext& ctx, std::string_view nameOrId);

/// Throws InvalidKeyPair.NotFound.
domain::KeyPair requireKeyPair(RequestContext& ctx, std::string_view name);

/// Throws InvalidAllocationID.NotFound.
domain::ElasticAddress requireAllocation(RequestContext& ctx, std::string_view id);

/// Takes the address off the instance, which gets one of the pool again where its subnet gives one
/// (EC2 User Guide, "Elastic IP addresses").
void disassociate(RequestContext& ctx, domain::ElasticAddress& address);

/// What an instance leaves behind when it is terminated: its interface's tags go, its Elastic IP
/// address becomes free.
void releaseNetwork(RequestContext& ctx, domain::Instance& instance);

/// Takes the public names out of what is shown of instances whose VPC gives none.
class DnsNames {
 public:
  explicit DnsNames(RequestContext& ctx);
  bool hasHostnames(std::string_view vpcId) const;

 private:
  std::vector<std::string> without_;
};

}  // namespace amilocal::ec2
