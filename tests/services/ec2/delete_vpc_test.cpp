#include "network_world.h"

namespace amilocal::test {
namespace {

using DeleteVpc = NetworkWorld;

TEST_F(DeleteVpc, TakesItsDefaultGroupAlong) {
  const auto vpc = givenVpc();
  EXPECT_EQ(call(&ec2::deleteVpc, {.vpcId = vpc}).return_, true);
  EXPECT_TRUE(call(&ec2::describeSecurityGroups, {.filters = {filter("vpc-id", vpc)}})
                  .securityGroups.empty());
  expectError(errorOf(&ec2::deleteVpc, {.vpcId = vpc}), "InvalidVpcID.NotFound");
}

TEST_F(DeleteVpc, IsRefusedWhileItHasSubnetsOrGroups) {
  const auto vpc = givenVpc();
  const auto subnet = givenSubnet(vpc);
  // errors::vpcHasDependencies
  expectError(errorOf(&ec2::deleteVpc, {.vpcId = vpc}), "DependencyViolation",
              "The vpc '" + vpc + "' has dependencies and cannot be deleted.");
  call(&ec2::deleteSubnet, {.subnetId = subnet});
  const auto group = givenGroup("web", vpc);
  expectError(errorOf(&ec2::deleteVpc, {.vpcId = vpc}), "DependencyViolation");
  call(&ec2::deleteSecurityGroup, {.groupId = group});
  EXPECT_EQ(call(&ec2::deleteVpc, {.vpcId = vpc}).return_, true);
}

}  // namespace
}  // namespace amilocal::test
