#include "instance_world.h"

namespace amilocal::test {
namespace {

using ec2::startInstances;

class StartInstances : public InstanceWorld {};

// The waiters of every SDK need start to go straight to `pending` (waiters-paginators.md, traps).
TEST_F(StartInstances, GoesFromStoppedByPendingToRunning) {
  const auto id = givenInstance();
  call(&ec2::stopInstances, {.instanceIds = {id}});
  taskTime("10s");
  const auto answer = call(&startInstances, {.instanceIds = {id}});
  EXPECT_EQ(answer.startingInstances[0].previousState->code, 80);
  EXPECT_EQ(answer.startingInstances[0].currentState->name, "pending");
  EXPECT_EQ(stateOf(id), "pending");
  advance(std::chrono::seconds{10});
  EXPECT_EQ(stateOf(id), "running");
}

TEST_F(StartInstances, LeavesARunningInstanceAlone) {
  const auto id = givenInstance();
  const auto answer = call(&startInstances, {.instanceIds = {id}});
  EXPECT_EQ(answer.startingInstances[0].currentState->name, "running");
}

TEST_F(StartInstances, RefusesATerminatedInstance) {
  const auto id = givenInstance();
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  expectError(errorOf(&startInstances, {.instanceIds = {id}}), "IncorrectInstanceState",
              "The instance '" + id + "' is not in a state from which it can be started.");
}

TEST_F(StartInstances, ChangesNothingWhenOneIdIsUnknown) {
  const auto id = givenInstance();
  call(&ec2::stopInstances, {.instanceIds = {id}});
  expectError(errorOf(&startInstances, {.instanceIds = {id, "i-4cbc822a"}}),
              "InvalidInstanceID.NotFound");
  EXPECT_EQ(stateOf(id), "stopped");
}

}  // namespace
}  // namespace amilocal::test
