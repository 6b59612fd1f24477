#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeDhcpOptions = NetworkWorld;

TEST_F(DescribeDhcpOptions, ShowsTheOptionsThatVpcsHave) {
  const auto options = call(&ec2::describeDhcpOptions, {}).dhcpOptions;
  ASSERT_EQ(options.size(), 1U);
  EXPECT_EQ(options[0].dhcpOptionsId, call(&ec2::describeVpcs, {}).vpcs.at(0).dhcpOptionsId);
  EXPECT_EQ(options[0].dhcpConfigurations.at(0).values.at(0).value, "ec2.internal");
}

TEST_F(DescribeDhcpOptions, RefusesWhatIsNotThere) {
  // errors::dhcpOptionsNotFound
  expectError(errorOf(&ec2::describeDhcpOptions, {.dhcpOptionsIds = {"dopt-12345678"}}),
              "InvalidDhcpOptionID.NotFound");
}

}  // namespace
}  // namespace amilocal::test
