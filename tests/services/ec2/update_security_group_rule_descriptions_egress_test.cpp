#include "network_world.h"

namespace amilocal::test {
namespace {

using UpdateSecurityGroupRuleDescriptionsEgress = NetworkWorld;

TEST_F(UpdateSecurityGroupRuleDescriptionsEgress, DescribesAnOutboundRule) {
  const auto group = givenGroup();
  ec2::UpdateSecurityGroupRuleDescriptionsEgressRequest request;
  request.groupId = group;
  auto& wanted = request.securityGroupRuleDescriptions.emplace_back();
  wanted.securityGroupRuleId =
      call(&ec2::describeSecurityGroupRules, {.filters = {filter("group-id", group)}})
          .securityGroupRules.at(0)
          .securityGroupRuleId;
  wanted.description = "out";
  EXPECT_EQ(call(&ec2::updateSecurityGroupRuleDescriptionsEgress, request).return_, true);
  EXPECT_EQ(shownGroup(group).ipPermissionsEgress.at(0).ipRanges.at(0).description, "out");
  // A rule of the other direction is not found.
  wanted.securityGroupRuleId = givenRule(group, tcp(22));
  expectError(errorOf(&ec2::updateSecurityGroupRuleDescriptionsEgress, request),
              "InvalidSecurityGroupRuleId.NotFound");
}

}  // namespace
}  // namespace amilocal::test
