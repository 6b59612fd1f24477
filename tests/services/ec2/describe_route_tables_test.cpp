#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeRouteTables = NetworkWorld;

// Terraform's data source aws_vpc asks so (clients/contract.md 3.11).
TEST_F(DescribeRouteTables, FindsTheMainOneOfAVpc) {
  const auto vpc = usual().vpc.id.str();
  const auto tables = call(&ec2::describeRouteTables,
                           {.filters = {filter("association.main", "true"), filter("vpc-id", vpc)}})
                          .routeTables;
  ASSERT_EQ(tables.size(), 1U);
  EXPECT_EQ(tables[0].associations.at(0).main, true);
  ASSERT_EQ(tables[0].routes.size(), 2U);
  EXPECT_EQ(tables[0].routes[0].gatewayId, "local");
  EXPECT_TRUE(tables[0].routes[1].gatewayId->starts_with("igw-"));
}

TEST_F(DescribeRouteTables, HasNoWayOutOfAnotherVpc) {
  const auto tables =
      call(&ec2::describeRouteTables, {.filters = {filter("vpc-id", givenVpc())}}).routeTables;
  EXPECT_EQ(tables.at(0).routes.size(), 1U);
}

TEST_F(DescribeRouteTables, RefusesWhatIsNotThere) {
  // errors::routeTableNotFound
  expectError(errorOf(&ec2::describeRouteTables, {.routeTableIds = {"rtb-12345678"}}),
              "InvalidRouteTableID.NotFound", "The routeTable ID 'rtb-12345678' does not exist");
}

}  // namespace
}  // namespace amilocal::test
