#include "network_world.h"

namespace amilocal::test {
namespace {

using AllocateAddress = NetworkWorld;

TEST_F(AllocateAddress, GivesAnAddressOfThePool) {
  ec2::AllocateAddressRequest request;
  request.domain = "vpc";
  request.tagSpecifications = tagged("elastic-ip");
  const auto made = call(&ec2::allocateAddress, request);
  EXPECT_EQ(made.publicIpv4Pool, "amazon");
  EXPECT_EQ(made.networkBorderGroup, "us-east-1");
  const auto address = call(&ec2::describeAddresses, {.publicIps = {*made.publicIp}}).addresses;
  EXPECT_EQ(address.at(0).allocationId, made.allocationId);
  EXPECT_EQ(address.at(0).tags.at(0).value, "mine");
  EXPECT_NE(givenAddress().publicIp, made.publicIp);
}

TEST_F(AllocateAddress, RefusesOtherPools) {
  expectError(errorOf(&ec2::allocateAddress, {.publicIpv4Pool = "ipv4pool-ec2-1"}),
              "UnsupportedOperation");
}

}  // namespace
}  // namespace amilocal::test
