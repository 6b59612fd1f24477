#include "instance_world.h"

namespace amilocal::test {
namespace {

class DescribeInstanceTypeOfferings : public InstanceWorld {};

// Packer looks for the zones of a type (clients/contract.md 4.2).
TEST_F(DescribeInstanceTypeOfferings, OffersEachTypeInEachZone) {
  const auto offered = call(&ec2::describeInstanceTypeOfferings,
                            {.locationType = "availability-zone",
                             .filters = {{.name = "instance-type", .values = {"t3.micro"}}}})
                           .instanceTypeOfferings;
  ASSERT_EQ(offered.size(), 6U);
  EXPECT_EQ(offered.at(0).location, "us-east-1a");
  EXPECT_EQ(offered.at(0).locationType, "availability-zone");
}

TEST_F(DescribeInstanceTypeOfferings, OffersThemInTheRegionUnlessToldOtherwise) {
  const auto page = call(&ec2::describeInstanceTypeOfferings, {.maxResults = 5});
  EXPECT_EQ(page.instanceTypeOfferings.at(4).location, "us-east-1");
  const auto next =
      call(&ec2::describeInstanceTypeOfferings, {.maxResults = 5, .nextToken = page.nextToken});
  EXPECT_LT(page.instanceTypeOfferings.at(4).instanceType,
            next.instanceTypeOfferings.at(0).instanceType);
  EXPECT_TRUE(call(&ec2::describeInstanceTypeOfferings, {.locationType = "outpost"})
                  .instanceTypeOfferings.empty());
}

}  // namespace
}  // namespace amilocal::test
