#include "network_world.h"

namespace amilocal::test {
namespace {

using AuthorizeSecurityGroupEgress = NetworkWorld;

TEST_F(AuthorizeSecurityGroupEgress, AddsAnOutboundRule) {
  ec2::AuthorizeSecurityGroupEgressRequest request;
  request.groupId = givenGroup();
  request.ipPermissions = {tcp(443)};
  const auto rule = call(&ec2::authorizeSecurityGroupEgress, request).securityGroupRules.at(0);
  EXPECT_EQ(rule.isEgress, true);
  const auto group = shownGroup(request.groupId);
  EXPECT_EQ(group.ipPermissionsEgress.size(), 2U);
  EXPECT_TRUE(group.ipPermissions.empty());
}

// "Not supported. Use IP permissions instead." (EC2 API Reference)
TEST_F(AuthorizeSecurityGroupEgress, RefusesPlainParameters) {
  ec2::AuthorizeSecurityGroupEgressRequest request;
  request.groupId = givenGroup();
  request.cidrIp = "0.0.0.0/0";
  expectError(errorOf(&ec2::authorizeSecurityGroupEgress, request), "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::test
