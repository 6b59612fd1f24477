#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeSecurityGroupRules = NetworkWorld;

TEST_F(DescribeSecurityGroupRules, ListsRulesOfBothDirections) {
  const auto group = givenGroup();
  const auto rule = givenRule(group, tcp(22));
  const auto rules =
      call(&ec2::describeSecurityGroupRules, {.filters = {filter("group-id", group)}})
          .securityGroupRules;
  ASSERT_EQ(rules.size(), 2U);
  const auto& out = rules[0].isEgress.value() ? rules[0] : rules[1];
  EXPECT_EQ(out.fromPort, -1);  // every port
  EXPECT_EQ(out.groupOwnerId, kOwner);
  const auto one =
      call(&ec2::describeSecurityGroupRules, {.securityGroupRuleIds = {rule}}).securityGroupRules;
  EXPECT_EQ(one.at(0).fromPort, 22);
}

TEST_F(DescribeSecurityGroupRules, FindsTaggedRules) {
  const auto rule = givenRule(givenGroup(), tcp(22));
  call(&ec2::createTags, {.resources = {rule}, .tags = {{.key = "Name", .value = "ssh"}}});
  EXPECT_EQ(call(&ec2::describeSecurityGroupRules, {.filters = {filter("tag:Name", "ssh")}})
                .securityGroupRules.size(),
            1U);
  expectError(errorOf(&ec2::describeSecurityGroupRules, {.securityGroupRuleIds = {"sgr-12345678"}}),
              "InvalidSecurityGroupRuleId.NotFound",
              "The security group rule ID 'sgr-12345678' does not exist");
}

}  // namespace
}  // namespace amilocal::test
