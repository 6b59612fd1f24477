#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeAddresses = NetworkWorld;

TEST_F(DescribeAddresses, ShowsWhereAnAddressIs) {
  givenAddress();
  const auto address = givenAddress();
  const auto id = givenInstance();
  associated(*address.allocationId, id);
  const auto shown =
      call(&ec2::describeAddresses, {.filters = {filter("instance-id", id)}}).addresses;
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].publicIp, address.publicIp);
  EXPECT_EQ(shown[0].privateIpAddress, described(id).privateIpAddress);
  EXPECT_EQ(shown[0].networkInterfaceOwnerId, kOwner);
  EXPECT_EQ(shown[0].domain, "vpc");
}

TEST_F(DescribeAddresses, RefusesWhatIsNotThere) {
  expectError(errorOf(&ec2::describeAddresses, {.allocationIds = {"eipalloc-12345678"}}),
              "InvalidAllocationID.NotFound");
  expectError(errorOf(&ec2::describeAddresses, {.publicIps = {"192.0.2.1"}}),
              "InvalidAddress.NotFound");
}

}  // namespace
}  // namespace amilocal::test
