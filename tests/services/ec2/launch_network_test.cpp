#include "network_world.h"

namespace amilocal::test {
namespace {

using LaunchNetwork = NetworkWorld;

TEST_F(LaunchNetwork, TakesGroupsByIdAndByName) {
  const auto web = givenGroup("web"), db = givenGroup("db");
  auto request = launch();
  request.securityGroupIds = {web, web};
  request.securityGroups = {"db"};
  const auto shown = described(*call(&ec2::runInstances, request).instances[0].instanceId);
  ASSERT_EQ(shown.securityGroups.size(), 2U);
  EXPECT_EQ(shown.securityGroups[0].groupName, "web");
  EXPECT_EQ(shown.securityGroups[1].groupId, db);
  EXPECT_EQ(call(&ec2::describeInstances, {.filters = {filter("instance.group-name", "db")}})
                .reservations.size(),
            1U);
}

// errors.md section 5.
TEST_F(LaunchNetwork, RefusesGroupsOfAnotherVpc) {
  auto request = launch();
  request.securityGroupIds = {givenGroup("web")};
  request.subnetId = givenSubnet(givenVpc());
  // errors::groupAndSubnetApart, errors::groupNameWithSubnet
  expectError(errorOf(&ec2::runInstances, request), "InvalidParameter",
              "Security group " + request.securityGroupIds[0] + " and subnet " + *request.subnetId +
                  " belong to different networks.");
  request.securityGroupIds.clear();
  request.securityGroups = {"web"};
  expectError(errorOf(&ec2::runInstances, request), "InvalidParameterCombination",
              "The parameter groupName cannot be used with the parameter subnet");
}

TEST_F(LaunchNetwork, HonoursWhatTheInterfaceAsksFor) {
  auto request = launch();
  auto& wanted = request.networkInterfaces.emplace_back();
  wanted.deviceIndex = 0;
  wanted.subnetId = givenSubnet(givenVpc());
  wanted.associatePublicIpAddress = true;
  wanted.privateIpAddress = "10.0.1.9";
  const auto shown = described(*call(&ec2::runInstances, request).instances[0].instanceId);
  EXPECT_EQ(shown.privateIpAddress, "10.0.1.9");
  EXPECT_TRUE(shown.publicIpAddress);
  EXPECT_EQ(shown.publicDnsName, "");  // a new VPC gives no public names
}

// EC2 User Guide, "Tag your Amazon EC2 resources": what DescribeTags calls each of them.
TEST_F(LaunchNetwork, TagsEveryPartOfTheNetwork) {
  const auto id = givenInstance();
  const auto gateway = call(&ec2::describeInternetGateways, {}).internetGateways.at(0);
  const auto table = call(&ec2::describeRouteTables, {}).routeTables.at(0);
  const auto acl = call(&ec2::describeNetworkAcls, {}).networkAcls.at(0);
  const auto options = call(&ec2::describeDhcpOptions, {}).dhcpOptions.at(0);
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {usual().vpc.id.str(), "vpc"},
      {usual().subnets.at(0).id.str(), "subnet"},
      {usual().group.id.str(), "security-group"},
      {usual().group.rules.at(0).id.str(), "security-group-rule"},
      {*gateway.internetGatewayId, "internet-gateway"},
      {*table.routeTableId, "route-table"},
      {*acl.networkAclId, "network-acl"},
      {*options.dhcpOptionsId, "dhcp-options"},
      {*described(id).networkInterfaces.at(0).networkInterfaceId, "network-interface"},
      {*givenAddress().allocationId, "elastic-ip"},
      {*call(&ec2::createPlacementGroup, {.groupName = "p"}).placementGroup->groupId,
       "placement-group"},
      {*call(&ec2::createKeyPair, {.keyName = "k", .keyType = "ed25519"}).keyPairId, "key-pair"},
  };
  for (const auto& [resource, type] : kinds) {
    call(&ec2::createTags, {.resources = {resource}, .tags = {{.key = "a", .value = "b"}}});
    const auto tags = call(&ec2::describeTags, {.filters = {filter("resource-type", type)}}).tags;
    ASSERT_EQ(tags.size(), 1U) << type;
    EXPECT_EQ(tags[0].resourceId, resource);
    call(&ec2::deleteTags, {.resources = {resource}});
    auto unknown = resource;
    unknown.back() = unknown.back() == '0' ? '1' : '0';
    const auto code =
        errorOf(&ec2::createTags, {.resources = {unknown}, .tags = {{.key = "a", .value = "b"}}})
            .code();
    EXPECT_TRUE(code.ends_with(".NotFound") || code == "InvalidPlacementGroup.Unknown") << code;
  }
}

}  // namespace
}  // namespace amilocal::test
