#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
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

using Rules = std::vector<domain::SecurityGroupRule>;

// A source group by its name opens TCP, UDP and ICMP wholly (EC2 API Reference,
// AuthorizeSecurityGroupIngress, SourceSecurityGroupName).
std::vector<IpPermission> fromGroup(const std::string& name,
                                    const std::optional<std::string>& owner) {
  constexpr std::int64_t kLastPort = 65535;
  std::vector<IpPermission> permissions;
  for (const std::string protocol : {"tcp", "udp", "icmp"}) {
    auto& permission = permissions.emplace_back();
    permission.ipProtocol = protocol;
    permission.fromPort = protocol == "icmp" ? -1 : 0;
    permission.toPort = protocol == "icmp" ? -1 : kLastPort;
    auto& pair = permission.userIdGroupPairs.emplace_back();
    pair.groupName = name;
    pair.userId = owner;
  }
  return permissions;
}

// The permissions of a request: listed, or the single one of its plain parameters.
template <class Request>
std::vector<IpPermission> ingressOf(const Request& request) {
  if (!request.ipPermissions.empty()) return request.ipPermissions;
  if (request.sourceSecurityGroupName)
    return fromGroup(*request.sourceSecurityGroupName, request.sourceSecurityGroupOwnerId);
  if (!request.cidrIp && !request.ipProtocol) return {};
  IpPermission permission;
  permission.ipProtocol = request.ipProtocol;
  permission.fromPort = request.fromPort;
  permission.toPort = request.toPort;
  if (request.cidrIp) permission.ipRanges.push_back({.description = {}, .cidrIp = request.cidrIp});
  return {permission};
}

// The plain parameters are "not supported" for outbound rules (EC2 API Reference).
template <class Request>
std::vector<IpPermission> egressOf(const Request& request) {
  const auto refuseIf = [](bool given, std::string_view name) {
    if (given) throw errors::unsupportedParameter(name);
  };
  refuseIf(request.sourceSecurityGroupName.has_value(), "SourceSecurityGroupName");
  refuseIf(request.sourceSecurityGroupOwnerId.has_value(), "SourceSecurityGroupOwnerId");
  refuseIf(request.ipProtocol.has_value(), "IpProtocol");
  refuseIf(request.fromPort.has_value(), "FromPort");
  refuseIf(request.toPort.has_value(), "ToPort");
  refuseIf(request.cidrIp.has_value(), "CidrIp");
  return request.ipPermissions;
}

template <class Response>
Response authorize(RequestContext& ctx, domain::SecurityGroup group,
                   const std::vector<IpPermission>& permissions,
                   const std::vector<TagSpecification>& specifications, Direction direction) {
  if (permissions.empty()) throw errors::missingParameter("ipPermissions");
  const auto tags = specifiedTags(specifications, "security-group-rule", {"security-group-rule"});
  Response response;
  for (auto& rule : rulesOf(ctx, group, permissions, direction)) {
    rule.id = ctx.ids.next<SecurityGroupRuleKind>();
    domain::addRule(group, rule);
    putTags(ctx, "security-group-rule", rule.id.str(), tags);
    response.securityGroupRules.push_back(ruleToWire(group, rule, tags));
  }
  ctx.catalog.securityGroups().put(group);
  response.return_ = true;
  return response;
}

RevokedSecurityGroupRule revokedToWire(const domain::SecurityGroup& group,
                                       const domain::SecurityGroupRule& rule) {
  const auto shown = ruleToWire(group, rule, {});
  RevokedSecurityGroupRule out;
  out.securityGroupRuleId = shown.securityGroupRuleId;
  out.groupId = shown.groupId;
  out.isEgress = shown.isEgress;
  out.ipProtocol = shown.ipProtocol;
  out.fromPort = shown.fromPort;
  out.toPort = shown.toPort;
  out.cidrIpv4 = shown.cidrIpv4;
  out.cidrIpv6 = shown.cidrIpv6;
  out.referencedGroupId = rule.groupId;
  out.description = shown.description;
  return out;
}

Rules requireRules(domain::SecurityGroup& group, const std::vector<std::string>& ids,
                   Direction direction) {
  Rules rules;
  for (const auto& id : ids) {
    rules.push_back(domain::requireRule(group, id));
    if (rules.back().isEgress != (direction == Direction::egress)) throw errors::ruleIdNotFound(id);
  }
  return rules;
}

// The rules of the group that say the same as the wanted ones. In the default VPC others are
// listed in the answer, elsewhere they are an error (EC2 API Reference,
// RevokeSecurityGroupIngress).
template <class Response>
Rules matchingRules(RequestContext& ctx, const domain::SecurityGroup& group, const Rules& wanted,
                    Direction direction, Response& response) {
  auto unknown = group;
  unknown.rules.clear();
  Rules found;
  for (const auto& rule : wanted) {
    const auto same = std::ranges::find_if(
        group.rules, [&](const auto& present) { return domain::isSameTraffic(present, rule); });
    (same == group.rules.end() ? unknown.rules : found)
        .push_back(same == group.rules.end() ? rule : *same);
  }
  const auto usual = findDefaultVpc(ctx);
  if (!unknown.rules.empty() && !(usual && usual->id == group.vpcId)) throw errors::ruleNotFound();
  response.unknownIpPermissions = permissionsToWire(unknown, direction);
  return found;
}

template <class Response>
Response revoke(RequestContext& ctx, domain::SecurityGroup group,
                const std::vector<IpPermission>& permissions, const std::vector<std::string>& ids,
                Direction direction) {
  if (permissions.empty() && ids.empty()) throw errors::rulesMissing();
  if (!permissions.empty() && !ids.empty()) throw errors::rulesGivenTwice("securityGroupRuleIds");
  Response response;
  const auto rules = ids.empty()
                         ? matchingRules(ctx, group, rulesOf(ctx, group, permissions, direction),
                                         direction, response)
                         : requireRules(group, ids, direction);
  for (const auto& rule : rules) {
    std::erase_if(group.rules, [&](const auto& present) { return present.id == rule.id; });
    ctx.catalog.tags().removeAll(rule.id.str());
    response.revokedSecurityGroupRules.push_back(revokedToWire(group, rule));
  }
  ctx.catalog.securityGroups().put(group);
  response.return_ = true;
  return response;
}

// A description that is left out is removed (EC2 API Reference,
// UpdateSecurityGroupRuleDescriptionsIngress).
template <class Request>
void updateDescriptions(RequestContext& ctx, const Request& request, Direction direction) {
  const auto& descriptions = request.securityGroupRuleDescriptions;
  if (request.ipPermissions.empty() && descriptions.empty()) throw errors::descriptionsMissing();
  if (!request.ipPermissions.empty() && !descriptions.empty())
    throw errors::rulesGivenTwice("securityGroupRuleDescriptions");
  auto group = requireNamedGroup(ctx, request.groupId, request.groupName);
  for (const auto& wanted : rulesOf(ctx, group, request.ipPermissions, direction)) {
    const auto same = std::ranges::find_if(
        group.rules, [&](const auto& present) { return domain::isSameTraffic(present, wanted); });
    if (same == group.rules.end()) throw errors::ruleNotFound();
    same->description = wanted.description;
  }
  for (const auto& wanted : descriptions) {
    const auto id = wanted.securityGroupRuleId.value_or("");
    requireRules(group, {id}, direction);
    auto rule = domain::requireRule(group, id);
    rule.description = wanted.description;
    domain::requireRule(group, id) = domain::canonicalRule(std::move(rule));
  }
  ctx.catalog.securityGroups().put(group);
}

// A changed rule has its id and its direction, and else only what the request says.
domain::SecurityGroupRule changedRule(RequestContext& ctx, const domain::SecurityGroup& group,
                                      const domain::SecurityGroupRule& before,
                                      const SecurityGroupRuleRequest& wanted) {
  domain::SecurityGroupRule rule;
  rule.id = before.id;
  rule.isEgress = before.isEgress;
  if (!wanted.ipProtocol) throw errors::missingParameter("ipProtocol");
  rule.protocol = *wanted.ipProtocol;
  rule.from = wanted.fromPort;
  rule.to = wanted.toPort;
  if (wanted.prefixListId) throw errors::prefixListNotFound(*wanted.prefixListId);
  const int peers = int{wanted.cidrIpv4.has_value()} + int{wanted.cidrIpv6.has_value()} +
                    int{wanted.referencedGroupId.has_value()};
  if (peers != 1) throw errors::peerMissing();
  rule.cidrIpv4 = wanted.cidrIpv4;
  rule.cidrIpv6 = wanted.cidrIpv6;
  if (wanted.referencedGroupId)
    rule.groupId = requirePeerGroup(ctx, group, *wanted.referencedGroupId);
  rule.description = wanted.description;
  return domain::canonicalRule(std::move(rule));
}

}  // namespace

AuthorizeSecurityGroupIngressResponse authorizeSecurityGroupIngress(
    RequestContext& ctx, const AuthorizeSecurityGroupIngressRequest& request) {
  return authorize<AuthorizeSecurityGroupIngressResponse>(
      ctx, requireNamedGroup(ctx, request.groupId, request.groupName), ingressOf(request),
      request.tagSpecifications, Direction::ingress);
}

AuthorizeSecurityGroupEgressResponse authorizeSecurityGroupEgress(
    RequestContext& ctx, const AuthorizeSecurityGroupEgressRequest& request) {
  return authorize<AuthorizeSecurityGroupEgressResponse>(
      ctx, requireSecurityGroup(ctx, request.groupId), egressOf(request), request.tagSpecifications,
      Direction::egress);
}

RevokeSecurityGroupIngressResponse revokeSecurityGroupIngress(
    RequestContext& ctx, const RevokeSecurityGroupIngressRequest& request) {
  return revoke<RevokeSecurityGroupIngressResponse>(
      ctx, requireNamedGroup(ctx, request.groupId, request.groupName), ingressOf(request),
      request.securityGroupRuleIds, Direction::ingress);
}

RevokeSecurityGroupEgressResponse revokeSecurityGroupEgress(
    RequestContext& ctx, const RevokeSecurityGroupEgressRequest& request) {
  return revoke<RevokeSecurityGroupEgressResponse>(ctx, requireSecurityGroup(ctx, request.groupId),
                                                   egressOf(request), request.securityGroupRuleIds,
                                                   Direction::egress);
}

UpdateSecurityGroupRuleDescriptionsIngressResponse updateSecurityGroupRuleDescriptionsIngress(
    RequestContext& ctx, const UpdateSecurityGroupRuleDescriptionsIngressRequest& request) {
  updateDescriptions(ctx, request, Direction::ingress);
  return {.return_ = true};
}

UpdateSecurityGroupRuleDescriptionsEgressResponse updateSecurityGroupRuleDescriptionsEgress(
    RequestContext& ctx, const UpdateSecurityGroupRuleDescriptionsEgressRequest& request) {
  updateDescriptions(ctx, request, Direction::egress);
  return {.return_ = true};
}

ModifySecurityGroupRulesResponse modifySecurityGroupRules(
    RequestContext& ctx, const ModifySecurityGroupRulesRequest& request) {
  auto group = requireSecurityGroup(ctx, request.groupId);
  for (const auto& update : request.securityGroupRules) {
    const auto before = domain::requireRule(group, update.securityGroupRuleId);
    if (!update.securityGroupRule) throw errors::missingParameter("securityGroupRule");
    auto rule = changedRule(ctx, group, before, *update.securityGroupRule);
    auto others = group;
    std::erase_if(others.rules, [&](const auto& present) { return present.id == rule.id; });
    domain::addRule(others, rule);  // refuses what another rule says already
    domain::requireRule(group, update.securityGroupRuleId) = std::move(rule);
  }
  ctx.catalog.securityGroups().put(group);
  return {.return_ = true};
}

DescribeSecurityGroupRulesResponse describeSecurityGroupRules(
    RequestContext& ctx, const DescribeSecurityGroupRulesRequest& request) {
  const auto groups = securityGroupsOf(ctx);
  std::vector<domain::GroupRule> rules;
  for (const auto& group : groups)
    for (const auto& rule : group.rules) rules.push_back({rule.id, rule, group.id});
  std::ranges::sort(rules, {}, &domain::GroupRule::id);
  auto page = chosen(
      ctx, namedById(std::move(rules), request.securityGroupRuleIds, &errors::ruleIdNotFound),
      request, domain::securityGroupRuleFilters());
  DescribeSecurityGroupRulesResponse response;
  response.nextToken = std::move(page.nextToken);
  for (const auto& [row, tags] : page.rows) {
    const auto group = std::ranges::find(groups, row.groupId, &domain::SecurityGroup::id);
    response.securityGroupRules.push_back(ruleToWire(*group, row.rule, tags));
  }
  return response;
}

}  // namespace amilocal::ec2
