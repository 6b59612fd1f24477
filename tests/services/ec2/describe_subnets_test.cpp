#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeSubnets = NetworkWorld;

// clients/contract.md section 7, item 10.
TEST_F(DescribeSubnets, FindsDefaultOnesByBothSpellings) {
  givenSubnet(givenVpc());
  for (const auto* name : {"default-for-az", "defaultForAz"})
    for (const auto* zone : {"availability-zone", "availabilityZone"}) {
      const auto subnets = call(&ec2::describeSubnets,
                                {.filters = {filter(name, "true"), filter(zone, "us-east-1b")}})
                               .subnets;
      ASSERT_EQ(subnets.size(), 1U) << name << " " << zone;
      EXPECT_EQ(subnets[0].cidrBlock, "172.31.16.0/20");
      EXPECT_EQ(subnets[0].availableIpAddressCount, 4091);
      EXPECT_EQ(subnets[0].mapPublicIpOnLaunch, true);
    }
}

TEST_F(DescribeSubnets, RefusesWhatIsNotThere) {
  expectError(errorOf(&ec2::describeSubnets, {.subnetIds = {"subnet-12345678"}}),
              "InvalidSubnetID.NotFound", "The subnet ID 'subnet-12345678' does not exist");
}

}  // namespace
}  // namespace amilocal::test
