#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribePlacementGroups = NetworkWorld;

TEST_F(DescribePlacementGroups, FindsGroupsByNameAndStrategy) {
  call(&ec2::createPlacementGroup, {.groupName = "c", .strategy = "cluster"});
  call(&ec2::createPlacementGroup, {.groupName = "s", .strategy = "spread"});
  EXPECT_EQ(call(&ec2::describePlacementGroups, {}).placementGroups.size(), 2U);
  EXPECT_EQ(
      call(&ec2::describePlacementGroups, {.groupNames = {"c"}}).placementGroups.at(0).strategy,
      "cluster");
  EXPECT_EQ(call(&ec2::describePlacementGroups, {.filters = {filter("strategy", "spread")}})
                .placementGroups.at(0)
                .groupName,
            "s");
  expectError(errorOf(&ec2::describePlacementGroups, {.groupNames = {"x"}}),
              "InvalidPlacementGroup.Unknown", "The Placement Group 'x' is unknown.");
}

}  // namespace
}  // namespace amilocal::test
