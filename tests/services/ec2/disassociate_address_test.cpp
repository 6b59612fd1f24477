#include "network_world.h"

namespace amilocal::test {
namespace {

using DisassociateAddress = NetworkWorld;

// EC2 User Guide, "Public IPv4 addresses": the instance gets one of the pool again.
TEST_F(DisassociateAddress, GivesTheInstanceAnAddressOfThePool) {
  const auto address = givenAddress();
  const auto id = givenInstance();
  const auto association = associated(*address.allocationId, id);
  EXPECT_EQ(call(&ec2::disassociateAddress, {.associationId = association}).return_, true);
  EXPECT_TRUE(described(id).publicIpAddress);
  EXPECT_NE(described(id).publicIpAddress, address.publicIp);
  EXPECT_FALSE(call(&ec2::describeAddresses, {}).addresses.at(0).instanceId);
  // errors::associationNotFound, addressNotFound
  expectError(errorOf(&ec2::disassociateAddress, {.associationId = association}),
              "InvalidAssociationID.NotFound");
  EXPECT_EQ(call(&ec2::disassociateAddress, {.publicIp = address.publicIp}).return_, true);
  expectError(errorOf(&ec2::disassociateAddress, {.publicIp = "192.0.2.1"}),
              "InvalidAddress.NotFound", "Address '192.0.2.1' not found.");
}

TEST_F(DisassociateAddress, HappensWhenTheInstanceIsTerminated) {
  const auto address = givenAddress();
  const auto id = givenInstance();
  associated(*address.allocationId, id);
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  EXPECT_FALSE(call(&ec2::describeAddresses, {}).addresses.at(0).associationId);
}

}  // namespace
}  // namespace amilocal::test
