#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeSecurityGroups = NetworkWorld;

TEST_F(DescribeSecurityGroups, ShowsTheDefaultGroupOfEachVpc) {
  const auto group = shownGroup(usual().group.id.str());
  EXPECT_EQ(group.groupName, "default");
  EXPECT_EQ(group.description, "default VPC security group");
  EXPECT_EQ(group.ipPermissions.at(0).userIdGroupPairs.at(0).groupId, group.groupId);
  givenVpc();
  EXPECT_EQ(call(&ec2::describeSecurityGroups, {.filters = {filter("group-name", "default")}})
                .securityGroups.size(),
            2U);
}

TEST_F(DescribeSecurityGroups, FiltersByRules) {
  const auto group = givenGroup();
  givenRule(group, tcp(22, "10.0.0.0/8"));
  const auto with = [&](const std::string& name, const std::string& value) {
    return call(&ec2::describeSecurityGroups, {.filters = {filter(name, value)}})
        .securityGroups.size();
  };
  EXPECT_EQ(with("ip-permission.cidr", "10.0.0.0/8"), 1U);
  EXPECT_EQ(with("ip-permission.to-port", "22"), 1U);
  EXPECT_EQ(with("egress.ip-permission.protocol", "-1"), 2U);
  EXPECT_EQ(with("ip-permission.group-id", usual().group.id.str()), 1U);
}

TEST_F(DescribeSecurityGroups, FindsNamesInTheDefaultVpcOnly) {
  givenGroup("elsewhere", givenVpc());
  givenGroup("web");
  EXPECT_EQ(call(&ec2::describeSecurityGroups, {.groupNames = {"web"}}).securityGroups.size(), 1U);
  // errors::groupNotInDefaultVpc
  expectError(errorOf(&ec2::describeSecurityGroups, {.groupNames = {"elsewhere"}}),
              "InvalidGroup.NotFound",
              "The security group 'elsewhere' does not exist in default VPC '" +
                  usual().vpc.id.str() + "'");
}

// Clients take InvalidGroup.NotFound for gone (clients/contract.md section 2, item 6).
TEST_F(DescribeSecurityGroups, RefusesIdsOfOthers) {
  expectError(errorOf(&ec2::describeSecurityGroups, {.groupIds = {"sg-12345678"}}),
              "InvalidGroup.NotFound", "The security group 'sg-12345678' does not exist");
  expectError(errorOf(&ec2::describeSecurityGroups, {.groupIds = {"web"}}),
              "InvalidGroupId.Malformed", "Invalid id: \"web\" (expecting \"sg-...\")");
  const auto group = givenGroup();
  as(kOther);
  expectError(errorOf(&ec2::describeSecurityGroups, {.groupIds = {group}}),
              "InvalidGroup.NotFound");
}

}  // namespace
}  // namespace amilocal::test
