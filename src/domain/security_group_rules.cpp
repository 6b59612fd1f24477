#include "amilocal/domain/security_group_rules.h"

#include <algorithm>
#include <array>

#include "amilocal/core/ip_address.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/default_network.h"
#include "amilocal/domain/errors/security_group_errors.h"

namespace amilocal::domain {
namespace {

constexpr std::size_t kNameMax = 255;
constexpr std::int64_t kPortMax = 65535, kIcmpMax = 255, kProtocolMax = 255;

bool isAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool isOfGroupCharacters(std::string_view text) {
  constexpr std::string_view kOthers = " ._-:/()#,@[]+=&;{}!$*";
  return text.size() <= kNameMax && std::ranges::all_of(text, [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  kOthers.find(c) != std::string_view::npos;
         });
}

struct ProtocolName {
  std::string_view number;
  std::string_view name;
};
constexpr std::array<ProtocolName, 5> kProtocols{
    {{"1", "icmp"}, {"6", "tcp"}, {"17", "udp"}, {"58", "icmpv6"}, {"-1", "all"}}};

// `TCP` and `6` are tcp; `all` is -1; other protocols go by their numbers.
std::string canonicalProtocol(const std::string& text) {
  const auto lower = toLower(text);
  if (lower == "-1" || lower == "all") return "-1";
  for (const auto& [number, name] : kProtocols)
    if (lower == number || lower == name) return std::string(name);
  const auto number = parseInteger(lower);
  if (!number || *number < 0 || *number > kProtocolMax) throw errors::unknownProtocol(text);
  return std::to_string(*number);
}

void checkPorts(const SecurityGroupRule& rule) {
  if (!rule.from || !rule.to) throw errors::portsMissing();
  for (const auto port : {*rule.from, *rule.to})
    if (port < 0 || port > kPortMax) throw errors::portOutOfRange(port);
  if (*rule.from > *rule.to) throw errors::portsReversed(*rule.from, *rule.to);
}

// -1 is every type or code.
void checkIcmp(const SecurityGroupRule& rule) {
  for (const auto number : {rule.from.value_or(-1), rule.to.value_or(-1)})
    if (number < -1 || number > kIcmpMax) throw errors::icmpOutOfRange(number);
}

void canonicalPeer(SecurityGroupRule& rule) {
  if (rule.cidrIpv4) {
    const auto block = Ipv4Block::parse(*rule.cidrIpv4);
    if (!block) throw errors::malformedPeer(*rule.cidrIpv4);
    rule.cidrIpv4 = block->str();
  } else if (rule.cidrIpv6) {
    const auto block = canonicalIpv6Block(*rule.cidrIpv6);
    if (!block) throw errors::malformedPeer(*rule.cidrIpv6);
    rule.cidrIpv6 = block;
  } else if (!rule.groupId) {
    throw errors::peerMissing();
  }
}

// `peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW`
std::string worded(const SecurityGroupRule& rule) {
  const auto& peer = rule.cidrIpv4   ? *rule.cidrIpv4
                     : rule.cidrIpv6 ? *rule.cidrIpv6
                                     : *rule.groupId;
  auto text = "peer: " + peer + ", ";
  if (rule.protocol == "-1") return text + "ALL, ALLOW";
  for (const char c : rule.protocol)
    text += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  const bool isIcmp = rule.protocol.starts_with("icmp");
  if (rule.from) text += (isIcmp ? ", type: " : ", from port: ") + std::to_string(*rule.from);
  if (rule.to) text += (isIcmp ? ", code: " : ", to port: ") + std::to_string(*rule.to);
  return text + ", ALLOW";
}

}  // namespace

void checkGroupName(const std::string& name) {
  if (!isAscii(name)) throw errors::groupNameNotAscii(name);
  if (name.empty() || !isOfGroupCharacters(name)) throw errors::invalidGroupName(name);
  if (toLower(name) == kDefaultGroupName) throw errors::reservedGroupName(name);
  if (name.starts_with("sg-")) throw errors::groupNameLikeAnId(name);
}

void checkGroupDescription(const std::string& description) {
  if (!isOfGroupCharacters(description)) throw errors::invalidGroupDescription();
}

SecurityGroupRule canonicalRule(SecurityGroupRule rule) {
  rule.protocol = canonicalProtocol(rule.protocol);
  if (rule.protocol == "tcp" || rule.protocol == "udp") {
    checkPorts(rule);
  } else if (rule.protocol.starts_with("icmp")) {
    checkIcmp(rule);
    rule.from = rule.from.value_or(-1);
    rule.to = rule.to.value_or(-1);
  } else {
    rule.from.reset();
    rule.to.reset();
  }
  canonicalPeer(rule);
  if (rule.description && !isOfGroupCharacters(*rule.description))
    throw errors::invalidRuleDescription();
  return rule;
}

bool isSameTraffic(const SecurityGroupRule& a, const SecurityGroupRule& b) {
  return a.isEgress == b.isEgress && a.protocol == b.protocol && a.from == b.from && a.to == b.to &&
         a.cidrIpv4 == b.cidrIpv4 && a.cidrIpv6 == b.cidrIpv6 && a.groupId == b.groupId;
}

void addRule(SecurityGroup& group, SecurityGroupRule rule) {
  for (const auto& present : group.rules)
    if (isSameTraffic(present, rule)) throw errors::ruleDuplicate(worded(rule));
  group.rules.push_back(std::move(rule));
}

SecurityGroupRule& requireRule(SecurityGroup& group, std::string_view id) {
  for (auto& rule : group.rules)
    if (rule.id.str() == id) return rule;
  throw errors::ruleIdNotFound(id);
}

std::vector<Permission> permissionsOf(const std::vector<SecurityGroupRule>& rules, bool isEgress) {
  std::vector<Permission> permissions;
  for (const auto& rule : rules) {
    if (rule.isEgress != isEgress) continue;
    auto same = std::ranges::find_if(permissions, [&](const Permission& permission) {
      return permission.protocol == rule.protocol && permission.from == rule.from &&
             permission.to == rule.to;
    });
    if (same == permissions.end())
      same = permissions.insert(same, {rule.protocol, rule.from, rule.to, {}});
    same->rules.push_back(rule);
  }
  return permissions;
}

}  // namespace amilocal::domain
