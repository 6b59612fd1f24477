#include "amilocal/domain/default_network.h"
#include "amilocal/domain/network_filters.h"

namespace amilocal::domain {
namespace {

using Texts = std::vector<std::string>;

Texts ofRules(const SecurityGroup& group, bool isEgress,
              std::optional<std::string> (*text)(const SecurityGroupRule&)) {
  Texts texts;
  for (const auto& rule : group.rules)
    if (rule.isEgress == isEgress)
      if (auto found = text(rule)) texts.push_back(*std::move(found));
  return texts;
}

using Text = std::optional<std::string>;
Text numbered(const std::optional<std::int64_t>& number) {
  return number ? Text(std::to_string(*number)) : Text();
}
Text cidrOf(const SecurityGroupRule& rule) { return rule.cidrIpv4; }
Text ipv6CidrOf(const SecurityGroupRule& rule) { return rule.cidrIpv6; }
Text fromOf(const SecurityGroupRule& rule) { return numbered(rule.from); }
Text toOf(const SecurityGroupRule& rule) { return numbered(rule.to); }
Text protocolOf(const SecurityGroupRule& rule) { return rule.protocol; }
Text groupOf(const SecurityGroupRule& rule) { return rule.groupId; }

// Both sides of a rule that names a group belong to one account here.
Texts usersIn(const SecurityGroup& group, bool isEgress) {
  Texts users;
  for (const auto& rule : group.rules)
    if (rule.isEgress == isEgress && rule.groupId) users.push_back(group.owner);
  return users;
}

// Groups are referred to by their ids in a VPC; their names are not kept with the rules.
Texts nothing(const SecurityGroup&) { return {}; }

constexpr FilterRow<SecurityGroup> kSecurityGroupFilters[] = {
    {"description", [](const SecurityGroup& v) { return textsOf(v.description); }},
    {"egress.ip-permission.cidr", [](const SecurityGroup& v) { return ofRules(v, true, &cidrOf); }},
    {"egress.ip-permission.from-port",
     [](const SecurityGroup& v) { return ofRules(v, true, &fromOf); }},
    {"egress.ip-permission.group-id",
     [](const SecurityGroup& v) { return ofRules(v, true, &groupOf); }},
    {"egress.ip-permission.group-name", &nothing},
    {"egress.ip-permission.ipv6-cidr",
     [](const SecurityGroup& v) { return ofRules(v, true, &ipv6CidrOf); }},
    {"egress.ip-permission.prefix-list-id", &nothing},
    {"egress.ip-permission.protocol",
     [](const SecurityGroup& v) { return ofRules(v, true, &protocolOf); }},
    {"egress.ip-permission.to-port",
     [](const SecurityGroup& v) { return ofRules(v, true, &toOf); }},
    {"egress.ip-permission.user-id", [](const SecurityGroup& v) { return usersIn(v, true); }},
    {"group-id", [](const SecurityGroup& v) { return textsOf(v.id.str()); }},
    {"group-name", [](const SecurityGroup& v) { return textsOf(v.name); }},
    {"ip-permission.cidr", [](const SecurityGroup& v) { return ofRules(v, false, &cidrOf); }},
    {"ip-permission.from-port", [](const SecurityGroup& v) { return ofRules(v, false, &fromOf); }},
    {"ip-permission.group-id", [](const SecurityGroup& v) { return ofRules(v, false, &groupOf); }},
    {"ip-permission.group-name", &nothing},
    {"ip-permission.ipv6-cidr",
     [](const SecurityGroup& v) { return ofRules(v, false, &ipv6CidrOf); }},
    {"ip-permission.prefix-list-id", &nothing},
    {"ip-permission.protocol",
     [](const SecurityGroup& v) { return ofRules(v, false, &protocolOf); }},
    {"ip-permission.to-port", [](const SecurityGroup& v) { return ofRules(v, false, &toOf); }},
    {"ip-permission.user-id", [](const SecurityGroup& v) { return usersIn(v, false); }},
    {"owner-id", [](const SecurityGroup& v) { return textsOf(v.owner); }},
    {"vpc-id", [](const SecurityGroup& v) { return textsOf(v.vpcId.str()); }},
};
static_assert(std::ranges::is_sorted(kSecurityGroupFilters, {}, &FilterRow<SecurityGroup>::name));

constexpr FilterRow<GroupRule> kSecurityGroupRuleFilters[] = {
    {"group-id", [](const GroupRule& v) { return textsOf(v.groupId.str()); }},
    {"security-group-rule-id", [](const GroupRule& v) { return textsOf(v.id.str()); }},
};
static_assert(std::ranges::is_sorted(kSecurityGroupRuleFilters, {}, &FilterRow<GroupRule>::name));

}  // namespace

std::span<const FilterRow<SecurityGroup>> securityGroupFilters() { return kSecurityGroupFilters; }
std::span<const FilterRow<GroupRule>> securityGroupRuleFilters() {
  return kSecurityGroupRuleFilters;
}

}  // namespace amilocal::domain
