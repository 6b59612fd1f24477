#include "network_world.h"

namespace amilocal::test {
namespace {

using UpdateSecurityGroupRuleDescriptionsIngress = NetworkWorld;

TEST_F(UpdateSecurityGroupRuleDescriptionsIngress, FindsRulesByContentOrById) {
  ec2::UpdateSecurityGroupRuleDescriptionsIngressRequest request;
  request.groupId = givenGroup();
  const auto rule = givenRule(*request.groupId, tcp(22));
  auto permission = tcp(22);
  permission.ipRanges[0].description = "ssh";
  request.ipPermissions = {permission};
  call(&ec2::updateSecurityGroupRuleDescriptionsIngress, request);
  const auto description = [&] {
    return shownGroup(*request.groupId).ipPermissions.at(0).ipRanges.at(0).description;
  };
  EXPECT_EQ(description(), "ssh");
  request.ipPermissions.clear();
  request.securityGroupRuleDescriptions.emplace_back().securityGroupRuleId = rule;
  call(&ec2::updateSecurityGroupRuleDescriptionsIngress, request);
  EXPECT_FALSE(description());  // one that is left out is removed
  request.securityGroupRuleDescriptions[0].description = "a|b";
  // errors::invalidRuleDescription
  expectError(errorOf(&ec2::updateSecurityGroupRuleDescriptionsIngress, request),
              "InvalidParameterValue");
}

TEST_F(UpdateSecurityGroupRuleDescriptionsIngress, NeedsRulesThatAreThere) {
  const auto group = givenGroup();
  // errors::descriptionsMissing
  expectError(errorOf(&ec2::updateSecurityGroupRuleDescriptionsIngress, {.groupId = group}),
              "MissingParameter");
  expectError(errorOf(&ec2::updateSecurityGroupRuleDescriptionsIngress,
                      {.groupId = group, .ipPermissions = {tcp(22)}}),
              "InvalidPermission.NotFound");
}

}  // namespace
}  // namespace amilocal::test
