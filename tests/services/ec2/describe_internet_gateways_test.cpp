#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeInternetGateways = NetworkWorld;

TEST_F(DescribeInternetGateways, ShowsTheOneOfTheDefaultVpc) {
  givenVpc();
  const auto gateways = call(&ec2::describeInternetGateways, {}).internetGateways;
  ASSERT_EQ(gateways.size(), 1U);
  EXPECT_EQ(gateways[0].attachments.at(0).vpcId, usual().vpc.id.str());
  EXPECT_EQ(gateways[0].attachments.at(0).state, "available");
}

TEST_F(DescribeInternetGateways, RefusesWhatIsNotThere) {
  // errors::internetGatewayNotFound
  expectError(errorOf(&ec2::describeInternetGateways, {.internetGatewayIds = {"igw-12345678"}}),
              "InvalidInternetGatewayID.NotFound");
}

}  // namespace
}  // namespace amilocal::test
