#include "network_world.h"

namespace amilocal::test {
namespace {

class AuthorizeSecurityGroupIngress : public NetworkWorld {
 protected:
  ec2::AuthorizeSecurityGroupIngressRequest with(const ec2::IpPermission& permission) {
    ec2::AuthorizeSecurityGroupIngressRequest request;
    request.groupId = group_;
    request.ipPermissions = {permission};
    return request;
  }
  ApiError refusalOf(const ec2::IpPermission& permission) {
    return errorOf(&ec2::authorizeSecurityGroupIngress, with(permission));
  }

  std::string group_ = givenGroup();
};

// Terraform's rule resources read the ids in the answer (clients/contract.md 3.11).
TEST_F(AuthorizeSecurityGroupIngress, AnswersARuleForEachPeer) {
  auto permission = tcp(22, "10.1.2.3/8");
  permission.ipv6Ranges.push_back({.description = "all", .cidrIpv6 = "::0/0"});
  auto request = with(permission);
  request.tagSpecifications = tagged("security-group-rule");
  const auto rules = call(&ec2::authorizeSecurityGroupIngress, request).securityGroupRules;
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_EQ(rules[0].cidrIpv4, "10.0.0.0/8");
  EXPECT_EQ(rules[1].cidrIpv6, "::/0");
  EXPECT_EQ(rules[1].description, "all");
  EXPECT_EQ(rules[1].isEgress, false);
  EXPECT_EQ(rules[0].tags.at(0).value, "mine");
  const auto shown = shownGroup(group_);
  ASSERT_EQ(shown.ipPermissions.size(), 1U);
  EXPECT_EQ(shown.ipPermissions[0].fromPort, 22);
  EXPECT_EQ(shown.ipPermissions[0].ipv6Ranges.at(0).cidrIpv6, "::/0");
}

TEST_F(AuthorizeSecurityGroupIngress, TakesTheSingleRuleOfPlainParameters) {
  ec2::AuthorizeSecurityGroupIngressRequest request;
  request.groupName = "web";
  request.ipProtocol = "6";
  request.fromPort = 80;
  request.toPort = 81;
  request.cidrIp = "0.0.0.0/0";
  const auto rule = call(&ec2::authorizeSecurityGroupIngress, request).securityGroupRules.at(0);
  EXPECT_EQ(rule.ipProtocol, "tcp");
  EXPECT_EQ(rule.toPort, 81);
}

// EC2 API Reference, SourceSecurityGroupName: full TCP, UDP and ICMP access.
TEST_F(AuthorizeSecurityGroupIngress, OpensThreeProtocolsToANamedGroup) {
  ec2::AuthorizeSecurityGroupIngressRequest request;
  request.groupId = group_;
  request.sourceSecurityGroupName = "default";
  EXPECT_EQ(call(&ec2::authorizeSecurityGroupIngress, request).securityGroupRules.size(), 3U);
}

TEST_F(AuthorizeSecurityGroupIngress, RefusesARuleThatIsThere) {
  givenRule(group_, tcp(22));
  // errors::ruleDuplicate
  expectError(refusalOf(tcp(22)), "InvalidPermission.Duplicate",
              "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW\" "
              "already exists");
}

TEST_F(AuthorizeSecurityGroupIngress, ChecksPeers) {
  // errors::malformedPeer, peerMissing, prefixListNotFound, groupElsewhere
  expectError(refusalOf(tcp(22, "10.0.0.0")), "InvalidParameterValue",
              "CIDR block 10.0.0.0 is malformed");
  auto nobody = tcp(22);
  nobody.ipRanges.clear();
  expectError(refusalOf(nobody), "InvalidParameterValue");
  nobody.prefixListIds.emplace_back().prefixListId = "pl-12345678";
  expectError(refusalOf(nobody), "InvalidPrefixListID.NotFound");
  auto elsewhere = tcp(22);
  elsewhere.ipRanges.clear();
  elsewhere.userIdGroupPairs.emplace_back().groupId = givenGroup("other", givenVpc());
  expectError(refusalOf(elsewhere), "InvalidGroup.NotFound",
              "You have specified two resources that belong to different networks.");
  expectError(errorOf(&ec2::authorizeSecurityGroupIngress, {.groupId = group_}),
              "MissingParameter");
}

}  // namespace
}  // namespace amilocal::test
