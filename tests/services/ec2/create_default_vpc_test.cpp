#include "network_world.h"

namespace amilocal::test {
namespace {

using CreateDefaultVpc = NetworkWorld;

// EC2 API Reference, CreateDefaultVpc: one in each Region.
TEST_F(CreateDefaultVpc, IsRefusedWhileThereIsOne) {
  // errors::defaultVpcExists
  expectError(errorOf(&ec2::createDefaultVpc, {}), "DefaultVpcAlreadyExists");
}

TEST_F(CreateDefaultVpc, BringsBackWhatWasDeleted) {
  for (const auto& subnet : usual().subnets)
    call(&ec2::deleteSubnet, {.subnetId = subnet.id.str()});
  call(&ec2::deleteVpc, {.vpcId = usual().vpc.id.str()});
  // errors::noDefaultVpc: Packer looks for these words (errors.md section 5).
  const auto error = errorOf(&ec2::runInstances, launch());
  expectError(error, "VPCIdNotSpecified");
  EXPECT_TRUE(error.message().starts_with("No default VPC for this user"));
  EXPECT_EQ(call(&ec2::createDefaultVpc, {}).vpc->isDefault, true);
  EXPECT_EQ(call(&ec2::describeSubnets, {}).subnets.size(), usual().subnets.size());
  EXPECT_EQ(call(&ec2::runInstances, launch()).instances.size(), 1U);
}

}  // namespace
}  // namespace amilocal::test
