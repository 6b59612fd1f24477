#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/default_network.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/security_group_errors.h"
#include "amilocal/domain/security_group_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/network.h"
#include "services/ec2/row_choice.h"
#include "services/ec2/security_group_wire.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

std::string arnOf(const domain::SecurityGroup& group) {
  return domain::ec2Arn(group.region, group.owner, "security-group", group.id.str());
}

SecurityGroup shown(const domain::SecurityGroup& group, const domain::Tags& tags) {
  SecurityGroup out;
  out.groupId = group.id.str();
  out.groupName = group.name;
  out.description = group.description;
  out.ownerId = group.owner;
  out.vpcId = group.vpcId.str();
  out.securityGroupArn = arnOf(group);
  out.ipPermissions = permissionsToWire(group, Direction::ingress);
  out.ipPermissionsEgress = permissionsToWire(group, Direction::egress);
  out.tags = toWire(tags);
  return out;
}

domain::SecurityGroupRule allOut(const SecurityGroupRuleId& id) {
  domain::SecurityGroupRule rule;
  rule.id = id;
  rule.isEgress = true;
  rule.protocol = "-1";
  rule.cidrIpv4 = "0.0.0.0/0";
  return rule;
}

bool isInUse(RequestContext& ctx, const domain::SecurityGroup& group) {
  const auto& id = group.id.str();
  const bool byInstance = std::ranges::any_of(liveInstances(ctx), [&](const auto& instance) {
    return std::ranges::find(instance.securityGroups, id, &domain::InstanceGroup::id) !=
           instance.securityGroups.end();
  });
  return byInstance || std::ranges::any_of(securityGroupsOf(ctx), [&](const auto& other) {
           return other.id != group.id &&
                  std::ranges::any_of(other.rules, [&](const domain::SecurityGroupRule& rule) {
                    return rule.groupId == id;
                  });
         });
}

}  // namespace

CreateSecurityGroupResponse createSecurityGroup(RequestContext& ctx,
                                                const CreateSecurityGroupRequest& request) {
  const auto tags = specifiedTags(request.tagSpecifications, "security-group", {"security-group"});
  domain::checkGroupName(request.groupName);
  domain::checkGroupDescription(request.description);
  const auto vpc = request.vpcId ? requireVpc(ctx, *request.vpcId) : requireDefaultVpc(ctx);
  if (findGroup(ctx, vpc.id, request.groupName))
    throw errors::groupDuplicate(request.groupName, vpc.id.str());
  domain::SecurityGroup group;
  group.id = ctx.ids.next<SecurityGroupKind>();
  group.region = ctx.region();
  group.owner = ctx.account();
  group.vpcId = vpc.id;
  group.name = request.groupName;
  group.description = request.description;
  // A new group lets everything out and nothing in (VPC User Guide, "Security group basics").
  group.rules = {allOut(ctx.ids.next<SecurityGroupRuleKind>())};
  ctx.catalog.securityGroups().put(group);
  putTags(ctx, "security-group", group.id.str(), tags);
  ctx.record(group.id.str(), "", "available");
  CreateSecurityGroupResponse response;
  response.groupId = group.id.str();
  response.securityGroupArn = arnOf(group);
  response.tags = toWire(tags);
  return response;
}

// Names are those of groups of the default VPC; other groups can be filtered by name.
DescribeSecurityGroupsResponse describeSecurityGroups(
    RequestContext& ctx, const DescribeSecurityGroupsRequest& request) {
  auto ids = request.groupIds;
  for (const auto& id : ids) requireSecurityGroup(ctx, id);
  for (const auto& name : request.groupNames)
    ids.push_back(requireDefaultVpcGroup(ctx, name).id.str());
  auto page = chosen(ctx, namedById(securityGroupsOf(ctx), ids, &errors::securityGroupNotFound),
                     request, domain::securityGroupFilters());
  DescribeSecurityGroupsResponse response;
  response.nextToken = std::move(page.nextToken);
  for (const auto& row : page.rows) response.securityGroups.push_back(shown(row.value, row.tags));
  return response;
}

DeleteSecurityGroupResponse deleteSecurityGroup(RequestContext& ctx,
                                                const DeleteSecurityGroupRequest& request) {
  const auto group = requireNamedGroup(ctx, request.groupId, request.groupName);
  if (group.name == domain::kDefaultGroupName)
    throw errors::defaultGroupUndeletable(group.id.str());
  if (isInUse(ctx, group)) throw errors::groupHasDependents(group.id.str());
  for (const auto& rule : group.rules) ctx.catalog.tags().removeAll(rule.id.str());
  ctx.catalog.tags().removeAll(group.id.str());
  ctx.catalog.securityGroups().remove(group.id);
  ctx.record(group.id.str(), "available", "");
  return {.return_ = true, .groupId = group.id.str()};
}

}  // namespace amilocal::ec2
