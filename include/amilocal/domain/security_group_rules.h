#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/network.h"

namespace amilocal::domain {

/// A group's name has up to 255 characters of a set, is not `default`, and does not begin with
/// `sg-` (EC2 API Reference, CreateSecurityGroup). Throws InvalidParameterValue.
void checkGroupName(const std::string& name);
void checkGroupDescription(const std::string& description);

/// Brings the rule into the form in which groups keep it: the protocol's name in lower case or its
/// number, ports only where they mean something, ranges without host bits. Throws
/// InvalidParameterValue (EC2 API Reference, IpPermission).
SecurityGroupRule canonicalRule(SecurityGroupRule rule);

/// Do both speak of the same traffic? Ids and descriptions do not count.
bool isSameTraffic(const SecurityGroupRule& a, const SecurityGroupRule& b);

/// Adds a canonical rule to a group. Throws InvalidPermission.Duplicate.
void addRule(SecurityGroup& group, SecurityGroupRule rule);

/// The rule of this id. Throws InvalidSecurityGroupRuleId.NotFound.
SecurityGroupRule& requireRule(SecurityGroup& group, std::string_view id);

/// The group's rules of one direction that have protocol and ports in common, as the older calls
/// list them: in the order in which the first of each was added.
struct Permission {
  std::string protocol;
  std::optional<std::int64_t> from;
  std::optional<std::int64_t> to;
  std::vector<SecurityGroupRule> rules;
};
std::vector<Permission> permissionsOf(const std::vector<SecurityGroupRule>& rules, bool isEgress);

}  // namespace amilocal::domain
