#include "network_world.h"

namespace amilocal::test {
namespace {

using ModifySubnetAttribute = NetworkWorld;

TEST_F(ModifySubnetAttribute, DecidesWhetherInstancesGetPublicAddresses) {
  ec2::ModifySubnetAttributeRequest request;
  request.subnetId = usual().subnets.at(0).id.str();
  request.mapPublicIpOnLaunch.emplace().value = false;
  call(&ec2::modifySubnetAttribute, request);
  EXPECT_FALSE(described(givenInstance()).publicIpAddress);
  request.mapPublicIpOnLaunch->value = true;
  call(&ec2::modifySubnetAttribute, request);
  EXPECT_TRUE(described(givenInstance()).publicIpAddress);
}

TEST_F(ModifySubnetAttribute, NamesTheHostsOfNewInstances) {
  ec2::ModifySubnetAttributeRequest request;
  request.subnetId = usual().subnets.at(0).id.str();
  request.privateDnsHostnameTypeOnLaunch = "resource-name";
  call(&ec2::modifySubnetAttribute, request);
  EXPECT_EQ(described(givenInstance()).privateDnsNameOptions->hostnameType, "resource-name");
}

// EC2 API Reference, ModifySubnetAttribute: one in each call.
TEST_F(ModifySubnetAttribute, ChangesOneAttributeAtATime) {
  ec2::ModifySubnetAttributeRequest request;
  request.subnetId = usual().subnets.at(0).id.str();
  // errors::oneSubnetAttribute
  expectError(errorOf(&ec2::modifySubnetAttribute, request), "InvalidParameterCombination");
  request.enableDns64.emplace().value = true;
  expectError(errorOf(&ec2::modifySubnetAttribute, request), "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::test
