#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeVpcAttribute = NetworkWorld;

// Terraform's data source aws_vpc asks for these three (clients/contract.md 3.11).
TEST_F(DescribeVpcAttribute, ShowsOneAttributeOfTheDefaultVpc) {
  const auto vpc = usual().vpc.id.str();
  const auto names =
      call(&ec2::describeVpcAttribute, {.attribute = "enableDnsHostnames", .vpcId = vpc});
  EXPECT_EQ(names.enableDnsHostnames->value, true);
  EXPECT_FALSE(names.enableDnsSupport);
  EXPECT_EQ(call(&ec2::describeVpcAttribute, {.attribute = "enableDnsSupport", .vpcId = vpc})
                .enableDnsSupport->value,
            true);
  EXPECT_EQ(call(&ec2::describeVpcAttribute,
                 {.attribute = "enableNetworkAddressUsageMetrics", .vpcId = vpc})
                .enableNetworkAddressUsageMetrics->value,
            false);
}

TEST_F(DescribeVpcAttribute, StartsWithoutNamesInAnotherVpc) {
  EXPECT_EQ(
      call(&ec2::describeVpcAttribute, {.attribute = "enableDnsHostnames", .vpcId = givenVpc()})
          .enableDnsHostnames->value,
      false);
}

}  // namespace
}  // namespace amilocal::test
