#include "network_world.h"

namespace amilocal::test {
namespace {

using RevokeSecurityGroupEgress = NetworkWorld;

// Terraform takes both default rules out of each new group; the second is not there
// (clients/contract.md 3.11).
TEST_F(RevokeSecurityGroupEgress, TakesTheRuleOfANewGroup) {
  ec2::RevokeSecurityGroupEgressRequest request;
  request.groupId = givenGroup("web", givenVpc());
  auto& permission = request.ipPermissions.emplace_back();
  permission.ipProtocol = "-1";
  permission.fromPort = permission.toPort = 0;
  permission.ipRanges.push_back({.description = {}, .cidrIp = "0.0.0.0/0"});
  EXPECT_EQ(call(&ec2::revokeSecurityGroupEgress, request).return_, true);
  EXPECT_TRUE(shownGroup(request.groupId).ipPermissionsEgress.empty());
  permission.ipRanges.clear();
  permission.ipv6Ranges.push_back({.description = {}, .cidrIpv6 = "::/0"});
  expectError(errorOf(&ec2::revokeSecurityGroupEgress, request), "InvalidPermission.NotFound");
}

}  // namespace
}  // namespace amilocal::test
