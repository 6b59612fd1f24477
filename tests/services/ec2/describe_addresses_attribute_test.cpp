#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeAddressesAttribute = NetworkWorld;

// Terraform reads the reverse name of each address it makes.
TEST_F(DescribeAddressesAttribute, ShowsNoDomainName) {
  const auto address = givenAddress();
  const auto shown = call(&ec2::describeAddressesAttribute,
                          {.allocationIds = {*address.allocationId}, .attribute = "domain-name"})
                         .addresses;
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].publicIp, address.publicIp);
  EXPECT_FALSE(shown[0].ptrRecord);
}

}  // namespace
}  // namespace amilocal::test
