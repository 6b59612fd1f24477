#include "network_world.h"

namespace amilocal::test {
namespace {

class CreatePlacementGroup : public NetworkWorld {
 protected:
  static ec2::CreatePlacementGroupRequest named(const std::string& name,
                                                const std::string& strategy) {
    ec2::CreatePlacementGroupRequest request;
    request.groupName = name;
    request.strategy = strategy;
    return request;
  }
};

TEST_F(CreatePlacementGroup, FillsInWhatTheStrategyHas) {
  const auto cluster = *call(&ec2::createPlacementGroup, named("c", "cluster")).placementGroup;
  EXPECT_EQ(cluster.state, "available");
  EXPECT_FALSE(cluster.partitionCount);
  EXPECT_EQ(call(&ec2::createPlacementGroup, named("s", "spread")).placementGroup->spreadLevel,
            "rack");
  EXPECT_EQ(
      call(&ec2::createPlacementGroup, named("p", "partition")).placementGroup->partitionCount, 2);
}

// EC2 User Guide, "Placement groups": instances are spread evenly, or put where they are told to.
TEST_F(CreatePlacementGroup, TakesInstances) {
  call(&ec2::createPlacementGroup, named("p", "partition"));
  auto request = launch(2);
  request.placement.emplace().groupName = "p";
  const auto instances = call(&ec2::runInstances, request).instances;
  EXPECT_EQ(instances[0].placement->groupName, "p");
  EXPECT_EQ(instances[0].placement->partitionNumber, 1);
  EXPECT_EQ(instances[1].placement->partitionNumber, 2);
  request.placement->partitionNumber = 3;
  // errors::invalidPartitionNumber
  expectError(errorOf(&ec2::runInstances, request), "InvalidParameterValue");
}

TEST_F(CreatePlacementGroup, ChecksNameAndParameters) {
  call(&ec2::createPlacementGroup, named("c", "cluster"));
  // errors::placementGroupDuplicate, partitionsWithoutStrategy, spreadLevelWithoutStrategy,
  // invalidPartitionCount, nameNotAscii
  expectError(errorOf(&ec2::createPlacementGroup, named("c", "cluster")),
              "InvalidPlacementGroup.Duplicate", "The Placement Group 'c' already exists.");
  auto request = named("d", "cluster");
  request.partitionCount = 2;
  expectError(errorOf(&ec2::createPlacementGroup, request), "InvalidParameterCombination");
  request.strategy = "partition";
  request.partitionCount = 8;
  expectError(errorOf(&ec2::createPlacementGroup, request), "InvalidParameterValue");
  auto spread = named("e", "cluster");
  spread.spreadLevel = "rack";
  expectError(errorOf(&ec2::createPlacementGroup, spread), "InvalidParameterCombination");
  expectError(errorOf(&ec2::createPlacementGroup, named("é", "cluster")), "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
