#include "amilocal/domain/errors/fleet_errors.h"
#include "fleet_world.h"

namespace amilocal::test {
namespace {

using ec2::deleteFleets;

class DeleteFleets : public FleetWorld {};

// EC2 API Reference, DeleteFleets: the instances of an instant fleet go with it.
TEST_F(DeleteFleets, TerminatesTheInstances) {
  const auto made = call(&ec2::createFleet, spotFleet(2));
  taskTime("hold");
  const auto answer =
      call(&deleteFleets, {.fleetIds = {*made.fleetId}, .terminateInstances = true});
  ASSERT_EQ(answer.successfulFleetDeletions.size(), 1U);
  EXPECT_EQ(answer.successfulFleetDeletions[0].previousFleetState, "active");
  EXPECT_EQ(answer.successfulFleetDeletions[0].currentFleetState, "deleted_terminating");
  EXPECT_EQ(fleet(*made.fleetId).fleetState, "deleted_terminating");
  EXPECT_EQ(fleet(*made.fleetId).activityStatus, "pending_termination");
  for (const auto& id : made.instances.at(0).instanceIds) {
    EXPECT_EQ(stateOf(id), "shutting-down");
    finishTaskOf(id);
  }
  EXPECT_EQ(fleet(*made.fleetId).fleetState, "deleted");
}

TEST_F(DeleteFleets, TellsOfEachFleetThatCannotGo) {
  const auto id = *call(&ec2::createFleet, spotFleet(1)).fleetId;
  call(&deleteFleets, {.fleetIds = {id}, .terminateInstances = true});
  const std::string unknown = "fleet-00000000-0000-0000-0000-000000000000";
  const auto answer =
      call(&deleteFleets, {.fleetIds = {id, unknown, "fleet-x"}, .terminateInstances = true});
  EXPECT_TRUE(answer.successfulFleetDeletions.empty());
  ASSERT_EQ(answer.unsuccessfulFleetDeletions.size(), 3U);
  EXPECT_EQ(answer.unsuccessfulFleetDeletions[0].error->code, "fleetNotInDeletableState");
  EXPECT_EQ(answer.unsuccessfulFleetDeletions[1].error->code, "fleetIdDoesNotExist");
  EXPECT_EQ(answer.unsuccessfulFleetDeletions[2].error->code, "fleetIdMalformed");
  EXPECT_EQ(answer.unsuccessfulFleetDeletions[2].error->message,
            errors::fleetIdMalformed("fleet-x").message());
}

TEST_F(DeleteFleets, LeavesTheFleetWhenAnInstanceIsProtected) {
  const auto made = call(&ec2::createFleet, spotFleet(1));
  auto instance =
      *catalog().instances().find(InstanceId::trusted(made.instances.at(0).instanceIds.at(0)));
  instance.disableApiTermination = true;
  catalog().instances().update(instance);
  const auto answer =
      call(&deleteFleets, {.fleetIds = {*made.fleetId}, .terminateInstances = true});
  EXPECT_EQ(answer.unsuccessfulFleetDeletions.at(0).error->code, "unexpectedError");
  EXPECT_EQ(fleet(*made.fleetId).fleetState, "active");
}

TEST_F(DeleteFleets, HasItsLimits) {
  expectError(errorOf(&deleteFleets, {.fleetIds = {"fleet-x"}, .terminateInstances = false}),
              "InvalidParameterCombination", errors::instantFleetMustTerminate().message());
  expectError(errorOf(&deleteFleets, {.fleetIds = std::vector<std::string>(26, "fleet-x"),
                                      .terminateInstances = true}),
              "InvalidRequest", errors::tooManyFleetsToDelete(25).message());
}

}  // namespace
}  // namespace amilocal::test
