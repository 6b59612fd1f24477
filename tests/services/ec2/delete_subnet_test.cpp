#include "network_world.h"

namespace amilocal::test {
namespace {

using DeleteSubnet = NetworkWorld;

TEST_F(DeleteSubnet, IsRefusedWhileAnInstanceIsInIt) {
  auto request = launch();
  request.subnetId = givenSubnet(givenVpc());
  const auto instance = *call(&ec2::runInstances, request).instances[0].instanceId;
  // errors::subnetHasDependencies
  expectError(errorOf(&ec2::deleteSubnet, {.subnetId = *request.subnetId}), "DependencyViolation",
              "The subnet '" + *request.subnetId + "' has dependencies and cannot be deleted.");
  call(&ec2::terminateInstances, {.instanceIds = {instance}});
  EXPECT_EQ(call(&ec2::deleteSubnet, {.subnetId = *request.subnetId}).return_, true);
  expectError(errorOf(&ec2::deleteSubnet, {.subnetId = *request.subnetId}),
              "InvalidSubnetID.NotFound");
}

// Without a default subnet there is nowhere to launch to (VPC User Guide, "Default subnets").
TEST_F(DeleteSubnet, LeavesNoPlaceInTheZone) {
  auto request = launch();
  request.placement.emplace().availabilityZone = "us-east-1a";
  call(&ec2::deleteSubnet, {.subnetId = usual().subnets.at(0).id.str()});
  // errors::noDefaultSubnetInZone, errors::noDefaultSubnet
  expectError(errorOf(&ec2::runInstances, request), "InvalidInput",
              "No default subnet for availability zone: 'us-east-1a'.");
  for (std::size_t i = 1; i < usual().subnets.size(); ++i)
    call(&ec2::deleteSubnet, {.subnetId = usual().subnets.at(i).id.str()});
  expectError(errorOf(&ec2::runInstances, launch()), "MissingInput");
}

}  // namespace
}  // namespace amilocal::test
