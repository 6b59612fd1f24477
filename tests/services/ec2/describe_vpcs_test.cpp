#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeVpcs = NetworkWorld;

// clients/contract.md section 7, item 10: Terraform says isDefault, Packer is-default.
TEST_F(DescribeVpcs, FindsTheDefaultOneByBothNames) {
  givenVpc();
  for (const auto* name : {"isDefault", "is-default"}) {
    const auto vpcs = call(&ec2::describeVpcs, {.filters = {filter(name, "true")}}).vpcs;
    ASSERT_EQ(vpcs.size(), 1U) << name;
    EXPECT_EQ(vpcs[0].cidrBlock, "172.31.0.0/16");
    EXPECT_EQ(vpcs[0].state, "available");
    EXPECT_EQ(vpcs[0].cidrBlockAssociationSet.at(0).cidrBlockState->state, "associated");
    EXPECT_TRUE(vpcs[0].dhcpOptionsId->starts_with("dopt-"));
  }
}

TEST_F(DescribeVpcs, ListsOnlyTheCallersOwnInTheRegion) {
  givenVpc();
  EXPECT_EQ(call(&ec2::describeVpcs, {}).vpcs.size(), 2U);
  in("eu-west-1");
  EXPECT_EQ(call(&ec2::describeVpcs, {}).vpcs.size(), 1U);
  in("us-east-1");
  as(kOther);
  EXPECT_EQ(call(&ec2::describeVpcs, {}).vpcs.size(), 1U);
}

TEST_F(DescribeVpcs, GoesOnFromPageToPage) {
  for (int i = 0; i < 6; ++i) givenVpc();
  const auto first = call(&ec2::describeVpcs, {.maxResults = 5});
  ASSERT_TRUE(first.nextToken);
  const auto second = call(&ec2::describeVpcs, {.nextToken = first.nextToken, .maxResults = 5});
  EXPECT_EQ(first.vpcs.size() + second.vpcs.size(), 7U);
  EXPECT_FALSE(second.nextToken);
}

TEST_F(DescribeVpcs, RefusesWhatIsNotThere) {
  // errors::vpcNotFound
  expectError(errorOf(&ec2::describeVpcs, {.vpcIds = {"vpc-12345678"}}), "InvalidVpcID.NotFound",
              "The vpc ID 'vpc-12345678' does not exist");
  expectError(errorOf(&ec2::describeVpcs, {.filters = {filter("colour", "red")}}),
              "InvalidParameterValue", "The filter 'colour' is invalid");
}

}  // namespace
}  // namespace amilocal::test
