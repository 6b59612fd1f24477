#include "services/ec2/security_group_wire.h"

#include "amilocal/core/request_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/security_group_errors.h"
#include "amilocal/domain/security_group_rules.h"
#include "services/ec2/network.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

// Rules for every protocol and port have -1 in both places.
constexpr std::int64_t kAnyPort = -1;

std::string peerOf(RequestContext& ctx, const domain::SecurityGroup& group,
                   const UserIdGroupPair& pair) {
  if (pair.vpcPeeringConnectionId)
    throw errors::unsupportedParameter("IpPermissions.Groups.VpcPeeringConnectionId");
  if (pair.userId && *pair.userId != group.owner)
    throw errors::securityGroupNotFound(pair.groupId.value_or(pair.groupName.value_or("")));
  if (pair.groupId) return requirePeerGroup(ctx, group, *pair.groupId);
  if (!pair.groupName) throw errors::peerMissing();
  return requirePeerGroup(ctx, group, requireDefaultVpcGroup(ctx, *pair.groupName).id.str());
}

}  // namespace

std::string requirePeerGroup(RequestContext& ctx, const domain::SecurityGroup& group,
                             const std::string& id) {
  const auto peer = requireSecurityGroup(ctx, id);
  if (peer.vpcId != group.vpcId) throw errors::groupElsewhere();
  return id;
}

std::vector<IpPermission> permissionsToWire(const domain::SecurityGroup& group,
                                            Direction direction) {
  std::vector<IpPermission> permissions;
  for (const auto& permission :
       domain::permissionsOf(group.rules, direction == Direction::egress)) {
    auto& out = permissions.emplace_back();
    out.ipProtocol = permission.protocol;
    out.fromPort = permission.from;
    out.toPort = permission.to;
    for (const auto& rule : permission.rules) {
      if (rule.cidrIpv4)
        out.ipRanges.push_back({.description = rule.description, .cidrIp = rule.cidrIpv4});
      if (rule.cidrIpv6)
        out.ipv6Ranges.push_back({.description = rule.description, .cidrIpv6 = rule.cidrIpv6});
      if (!rule.groupId) continue;
      auto& pair = out.userIdGroupPairs.emplace_back();
      pair.description = rule.description;
      pair.userId = group.owner;
      pair.groupId = rule.groupId;
    }
  }
  return permissions;
}

SecurityGroupRule ruleToWire(const domain::SecurityGroup& group,
                             const domain::SecurityGroupRule& rule, const domain::Tags& tags) {
  SecurityGroupRule out;
  out.securityGroupRuleId = rule.id.str();
  out.groupId = group.id.str();
  out.groupOwnerId = group.owner;
  out.isEgress = rule.isEgress;
  out.ipProtocol = rule.protocol;
  out.fromPort = rule.from.value_or(kAnyPort);
  out.toPort = rule.to.value_or(kAnyPort);
  out.cidrIpv4 = rule.cidrIpv4;
  out.cidrIpv6 = rule.cidrIpv6;
  if (rule.groupId) {
    out.referencedGroupInfo = ReferencedSecurityGroup{};
    out.referencedGroupInfo->groupId = rule.groupId;
    out.referencedGroupInfo->userId = group.owner;
  }
  out.description = rule.description;
  out.securityGroupRuleArn =
      domain::ec2Arn(group.region, group.owner, "security-group-rule", rule.id.str());
  out.tags = toWire(tags);
  return out;
}

std::vector<domain::SecurityGroupRule> rulesOf(RequestContext& ctx,
                                               const domain::SecurityGroup& group,
                                               const std::vector<IpPermission>& permissions,
                                               Direction direction) {
  std::vector<domain::SecurityGroupRule> rules;
  for (const auto& permission : permissions) {
    domain::SecurityGroupRule common;
    common.isEgress = direction == Direction::egress;
    if (!permission.ipProtocol) throw errors::missingParameter("ipProtocol");
    common.protocol = *permission.ipProtocol;
    common.from = permission.fromPort;
    common.to = permission.toPort;
    const auto before = rules.size();
    const auto add = [&](const std::optional<std::string>& description, auto setPeer) {
      auto rule = common;
      rule.description = description;
      setPeer(rule);
      rules.push_back(domain::canonicalRule(std::move(rule)));
    };
    for (const auto& range : permission.ipRanges)
      add(range.description, [&](auto& rule) { rule.cidrIpv4 = range.cidrIp; });
    for (const auto& range : permission.ipv6Ranges)
      add(range.description, [&](auto& rule) { rule.cidrIpv6 = range.cidrIpv6; });
    for (const auto& pair : permission.userIdGroupPairs)
      add(pair.description, [&](auto& rule) { rule.groupId = peerOf(ctx, group, pair); });
    for (const auto& list : permission.prefixListIds)
      throw errors::prefixListNotFound(list.prefixListId.value_or(""));
    if (rules.size() == before) throw errors::peerMissing();
  }
  return rules;
}

}  // namespace amilocal::ec2
