#include "network_world.h"

namespace amilocal::test {
namespace {

using DeletePlacementGroup = NetworkWorld;

TEST_F(DeletePlacementGroup, IsRefusedWhileInstancesAreInIt) {
  call(&ec2::createPlacementGroup, {.groupName = "c", .strategy = "cluster"});
  auto request = launch();
  request.placement.emplace().groupName = "c";
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  // errors::placementGroupInUse
  expectError(errorOf(&ec2::deletePlacementGroup, {.groupName = "c"}),
              "InvalidPlacementGroup.InUse",
              "The placement group 'c' is in use and may not be deleted.");
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  EXPECT_EQ(call(&ec2::deletePlacementGroup, {.groupName = "c"}).return_, true);
  expectError(errorOf(&ec2::deletePlacementGroup, {.groupName = "c"}),
              "InvalidPlacementGroup.Unknown");
}

}  // namespace
}  // namespace amilocal::test
