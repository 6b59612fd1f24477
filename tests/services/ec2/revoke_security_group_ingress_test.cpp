#include "network_world.h"

namespace amilocal::test {
namespace {

using RevokeSecurityGroupIngress = NetworkWorld;

TEST_F(RevokeSecurityGroupIngress, TakesRulesAwayByIdOrByContent) {
  const auto group = givenGroup();
  const auto rule = givenRule(group, tcp(22));
  const auto byId =
      call(&ec2::revokeSecurityGroupIngress, {.groupId = group, .securityGroupRuleIds = {rule}});
  EXPECT_EQ(byId.revokedSecurityGroupRules.at(0).securityGroupRuleId, rule);
  givenRule(group, tcp(22));
  const auto byContent =
      call(&ec2::revokeSecurityGroupIngress, {.groupId = group, .ipPermissions = {tcp(22)}});
  EXPECT_EQ(byContent.return_, true);
  EXPECT_EQ(byContent.revokedSecurityGroupRules.size(), 1U);
  EXPECT_TRUE(shownGroup(group).ipPermissions.empty());
}

// EC2 API Reference, RevokeSecurityGroupIngress: the default VPC tells, others refuse.
TEST_F(RevokeSecurityGroupIngress, DoesNotFindARuleThatIsNotThere) {
  const auto answer =
      call(&ec2::revokeSecurityGroupIngress, {.groupId = givenGroup(), .ipPermissions = {tcp(22)}});
  EXPECT_EQ(answer.unknownIpPermissions.at(0).fromPort, 22);
  EXPECT_TRUE(answer.revokedSecurityGroupRules.empty());
  const auto elsewhere = givenGroup("web", givenVpc());
  // errors::ruleNotFound
  expectError(
      errorOf(&ec2::revokeSecurityGroupIngress, {.groupId = elsewhere, .ipPermissions = {tcp(22)}}),
      "InvalidPermission.NotFound", "The specified rule does not exist in this security group.");
}

TEST_F(RevokeSecurityGroupIngress, NeedsOneWayToNameRules) {
  const auto group = givenGroup();
  // errors::rulesMissing, rulesGivenTwice, ruleIdNotFound
  expectError(errorOf(&ec2::revokeSecurityGroupIngress, {.groupId = group}), "MissingParameter",
              "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.");
  ec2::RevokeSecurityGroupIngressRequest both;
  both.groupId = group;
  both.ipPermissions = {tcp(22)};
  both.securityGroupRuleIds = {"sgr-12345678"};
  expectError(errorOf(&ec2::revokeSecurityGroupIngress, both), "InvalidParameterCombination");
  both.ipPermissions.clear();
  expectError(errorOf(&ec2::revokeSecurityGroupIngress, both),
              "InvalidSecurityGroupRuleId.NotFound");
}

}  // namespace
}  // namespace amilocal::test
