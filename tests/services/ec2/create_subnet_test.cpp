#include "network_world.h"

namespace amilocal::test {
namespace {

class CreateSubnet : public NetworkWorld {
 protected:
  ec2::CreateSubnetRequest in_(const std::string& vpc, const std::string& cidr) {
    ec2::CreateSubnetRequest request;
    request.vpcId = vpc;
    request.cidrBlock = cidr;
    return request;
  }
};

// VPC User Guide, "Subnet sizing": five addresses of each subnet are the VPC's own.
TEST_F(CreateSubnet, MakesASubnetInAZone) {
  auto request = in_(givenVpc(), "10.0.1.7/24");
  request.availabilityZone = "us-east-1b";
  request.tagSpecifications = tagged("subnet");
  const auto subnet = *call(&ec2::createSubnet, request).subnet;
  EXPECT_EQ(subnet.cidrBlock, "10.0.1.0/24");
  EXPECT_EQ(subnet.availabilityZone, "us-east-1b");
  EXPECT_EQ(subnet.availableIpAddressCount, 251);
  EXPECT_EQ(subnet.mapPublicIpOnLaunch, false);
  EXPECT_EQ(subnet.defaultForAz, false);
  EXPECT_EQ(subnet.state, "available");
  EXPECT_EQ(subnet.tags.at(0).key, "Name");
}

TEST_F(CreateSubnet, TakesInstances) {
  const auto vpc = givenVpc();
  auto request = launch();
  request.subnetId = givenSubnet(vpc);
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  const auto shown = described(id);
  EXPECT_EQ(shown.vpcId, vpc);
  EXPECT_EQ(shown.privateIpAddress, "10.0.1.4");
  EXPECT_FALSE(shown.publicIpAddress);
  EXPECT_EQ(shown.securityGroups.at(0).groupName, "default");
  const auto subnets = call(&ec2::describeSubnets, {.subnetIds = {*request.subnetId}}).subnets;
  EXPECT_EQ(subnets.at(0).availableIpAddressCount, 250);
}

TEST_F(CreateSubnet, RefusesRangesThatDoNotFit) {
  const auto vpc = givenVpc();
  // errors::invalidSubnetRange, errors::subnetConflict
  expectError(errorOf(&ec2::createSubnet, in_(vpc, "10.1.0.0/24")), "InvalidSubnet.Range",
              "The CIDR '10.1.0.0/24' is invalid.");
  givenSubnet(vpc, "10.0.0.0/20");
  expectError(errorOf(&ec2::createSubnet, in_(vpc, "10.0.1.0/24")), "InvalidSubnet.Conflict",
              "The CIDR '10.0.1.0/24' conflicts with another subnet");
}

TEST_F(CreateSubnet, RefusesZonesOfOtherRegions) {
  auto request = in_(givenVpc(), "10.0.1.0/24");
  request.availabilityZone = "eu-west-1a";
  // errors::noSuchSubnetZone
  const auto error = errorOf(&ec2::createSubnet, request);
  expectError(error, "InvalidParameterValue");
  EXPECT_NE(error.message().find("us-east-1a, us-east-1b"), std::string::npos);
}

}  // namespace
}  // namespace amilocal::test
