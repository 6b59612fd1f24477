#include "network_world.h"

namespace amilocal::test {
namespace {

using CreateVpc = NetworkWorld;

// EC2 API Reference, CreateVpc: host bits are cleared; the answer is pending, the next look is not.
TEST_F(CreateVpc, MakesAVpcWithWhatComesWithIt) {
  ec2::CreateVpcRequest request;
  request.cidrBlock = "10.1.2.3/16";
  request.tagSpecifications = tagged("vpc");
  const auto vpc = *call(&ec2::createVpc, request).vpc;
  EXPECT_EQ(vpc.cidrBlock, "10.1.0.0/16");
  EXPECT_EQ(vpc.state, "pending");
  EXPECT_EQ(vpc.isDefault, false);
  EXPECT_EQ(vpc.tags.at(0).value, "mine");
  const auto groups =
      call(&ec2::describeSecurityGroups, {.filters = {filter("vpc-id", *vpc.vpcId)}})
          .securityGroups;
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].groupName, "default");
  EXPECT_EQ(call(&ec2::describeRouteTables, {.filters = {filter("vpc-id", *vpc.vpcId)}})
                .routeTables.size(),
            1U);
}

TEST_F(CreateVpc, RefusesRangesOfOtherSizes) {
  // errors::invalidVpcRange, errors::malformedCidrBlock
  expectError(errorOf(&ec2::createVpc, {}), "MissingParameter");
  expectError(errorOf(&ec2::createVpc, {.cidrBlock = "10.0.0.0/8"}), "InvalidVpc.Range",
              "The CIDR '10.0.0.0/8' is invalid.");
  expectError(errorOf(&ec2::createVpc, {.cidrBlock = "10.0.0"}), "InvalidParameterValue",
              "Value (10.0.0) for parameter cidrBlock is invalid. This is not a valid CIDR block.");
}

TEST_F(CreateVpc, GivesInstancesItsTenancy) {
  const auto vpc =
      *call(&ec2::createVpc, {.cidrBlock = "10.0.0.0/16", .instanceTenancy = "dedicated"})
           .vpc->vpcId;
  auto request = launch();
  request.subnetId = givenSubnet(vpc);
  EXPECT_EQ(call(&ec2::runInstances, request).instances[0].placement->tenancy, "dedicated");
  // errors::hostTenancyOfVpc
  expectError(errorOf(&ec2::createVpc, {.cidrBlock = "10.0.0.0/16", .instanceTenancy = "host"}),
              "InvalidParameterValue");
}

TEST_F(CreateVpc, RefusesWhatIsNotEmulated) {
  ec2::CreateVpcRequest request;
  request.cidrBlock = "10.0.0.0/16";
  request.amazonProvidedIpv6CidrBlock = true;
  expectError(errorOf(&ec2::createVpc, request), "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::test
