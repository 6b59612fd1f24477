#include "network_world.h"

namespace amilocal::test {
namespace {

using ReleaseAddress = NetworkWorld;

TEST_F(ReleaseAddress, TakesTheAddressBack) {
  const auto address = givenAddress();
  EXPECT_EQ(call(&ec2::releaseAddress, {.allocationId = address.allocationId}).return_, true);
  EXPECT_TRUE(call(&ec2::describeAddresses, {}).addresses.empty());
  // errors::allocationNotFound
  expectError(errorOf(&ec2::releaseAddress, {.allocationId = address.allocationId}),
              "InvalidAllocationID.NotFound",
              "The allocation ID '" + *address.allocationId + "' does not exist");
}

// EC2 API Reference, ReleaseAddress: in a default VPC the instance loses it.
TEST_F(ReleaseAddress, TakesTheAddressOffTheInstance) {
  const auto address = givenAddress();
  const auto id = givenInstance();
  associated(*address.allocationId, id);
  call(&ec2::releaseAddress, {.allocationId = address.allocationId});
  EXPECT_NE(described(id).publicIpAddress, address.publicIp);
}

}  // namespace
}  // namespace amilocal::test
