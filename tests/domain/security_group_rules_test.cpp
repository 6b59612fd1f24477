#include "amilocal/domain/security_group_rules.h"

#include <gtest/gtest.h>

#include "amilocal/domain/errors/security_group_errors.h"
#include "support/refusal.h"

namespace amilocal::domain {
namespace {

SecurityGroupRule rule(const std::string& protocol, std::optional<std::int64_t> from,
                       std::optional<std::int64_t> to) {
  SecurityGroupRule made;
  made.protocol = protocol;
  made.from = from;
  made.to = to;
  made.cidrIpv4 = "0.0.0.0/0";
  return made;
}

// EC2 API Reference, IpPermission: a name or a number; -1 is all.
TEST(SecurityGroupRules, KeepProtocolsByTheirNames) {
  EXPECT_EQ(canonicalRule(rule("TCP", 1, 2)).protocol, "tcp");
  EXPECT_EQ(canonicalRule(rule("17", 1, 2)).protocol, "udp");
  EXPECT_EQ(canonicalRule(rule("58", -1, -1)).protocol, "icmpv6");
  EXPECT_EQ(canonicalRule(rule("50", 1, 2)).protocol, "50");
  EXPECT_EQ(canonicalRule(rule("all", 1, 2)).protocol, "-1");
}

TEST(SecurityGroupRules, HavePortsOnlyWhereTheyMeanSomething) {
  EXPECT_FALSE(canonicalRule(rule("-1", 0, 0)).from);
  EXPECT_EQ(canonicalRule(rule("icmp", {}, {})).from, -1);
  EXPECT_EQ(canonicalRule(rule("tcp", 22, 23)).to, 23);
}

ApiError refusal(const SecurityGroupRule& wanted) {
  return test::refusalOf([&] { canonicalRule(wanted); });
}

TEST(SecurityGroupRules, RefuseOddPorts) {
  EXPECT_EQ(refusal(rule("tcp", {}, 22)).message(), errors::portsMissing().message());
  EXPECT_EQ(refusal(rule("tcp", 0, 65536)).message(), errors::portOutOfRange(65536).message());
  EXPECT_EQ(refusal(rule("udp", 9, 8)).message(), errors::portsReversed(9, 8).message());
  EXPECT_EQ(refusal(rule("icmp", 256, -1)).message(), errors::icmpOutOfRange(256).message());
  EXPECT_EQ(refusal(rule("tpc", 1, 2)).message(), errors::unknownProtocol("tpc").message());
}

// Rules of the same protocol and ports are one permission in the older calls.
TEST(SecurityGroupRules, AreGroupedByProtocolAndPorts) {
  auto ssh = rule("tcp", 22, 22), web = rule("tcp", 80, 80), sshToo = ssh;
  sshToo.cidrIpv4 = "10.0.0.0/8";
  const auto permissions = permissionsOf({ssh, web, sshToo}, false);
  ASSERT_EQ(permissions.size(), 2U);
  EXPECT_EQ(permissions[0].rules.size(), 2U);
  EXPECT_TRUE(permissionsOf({ssh}, true).empty());
}

}  // namespace
}  // namespace amilocal::domain
