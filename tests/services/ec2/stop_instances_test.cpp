#include "amilocal/domain/errors/spot_errors.h"
#include "instance_world.h"

namespace amilocal::test {
namespace {

using ec2::stopInstances;

class StopInstances : public InstanceWorld {};

TEST_F(StopInstances, GoesFromRunningByStoppingToStopped) {
  const auto id = givenInstance();
  taskTime("10s");
  const auto answer = call(&stopInstances, {.instanceIds = {id}});
  EXPECT_EQ(answer.stoppingInstances[0].previousState->code, 16);
  EXPECT_EQ(answer.stoppingInstances[0].currentState->code, 64);
  EXPECT_EQ(stateOf(id), "stopping");
  advance(std::chrono::seconds{10});
  const auto shown = described(id);
  EXPECT_EQ(shown.state->name, "stopped");
  EXPECT_EQ(shown.stateReason->code, "Client.UserInitiatedShutdown");
  EXPECT_EQ(shown.stateTransitionReason, "User initiated (2026-11-20 12:00:00 GMT)");
}

TEST_F(StopInstances, LeavesAStoppedInstanceAlone) {
  const auto id = givenInstance();
  call(&stopInstances, {.instanceIds = {id}});
  const auto answer = call(&stopInstances, {.instanceIds = {id}});
  EXPECT_EQ(answer.stoppingInstances[0].previousState->name, "stopped");
  EXPECT_EQ(answer.stoppingInstances[0].currentState->name, "stopped");
}

TEST_F(StopInstances, RefusesAnInstanceUnderStopProtection) {
  auto request = launch();
  request.disableApiStop = true;
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  expectError(errorOf(&stopInstances, {.instanceIds = {id}}), "OperationNotPermitted",
              "The instance '" + id +
                  "' may not be stopped. Modify its 'disableApiStop' instance attribute and try "
                  "again.");
}

TEST_F(StopInstances, HibernatesOnlyWhatWasLaunchedForIt) {
  const auto id = givenInstance();
  expectError(errorOf(&stopInstances, {.instanceIds = {id}, .hibernate = true}),
              "UnsupportedHibernationConfiguration");
  auto request = launch();
  request.hibernationOptions.emplace().configured = true;
  const auto other = *call(&ec2::runInstances, request).instances[0].instanceId;
  call(&stopInstances, {.instanceIds = {other}, .hibernate = true});
  EXPECT_EQ(described(other).stateReason->code, "Client.UserInitiatedHibernate");
}

TEST_F(StopInstances, RefusesAnInstanceStoreRoot) {
  image_.rootDeviceType = "instance-store";
  image_.blockDevices.clear();
  catalog().images().update(image_);
  const auto id = givenInstance();
  expectError(errorOf(&stopInstances, {.instanceIds = {id}}), "UnsupportedOperation",
              "The instance '" + id +
                  "' does not have an 'ebs' root device type and cannot be "
                  "stopped");
}

TEST_F(StopInstances, RefusesAOneTimeSpotInstance) {
  auto request = launch();
  request.instanceMarketOptions.emplace().marketType = "spot";
  const auto id = *call(&ec2::runInstances, request).instances.at(0).instanceId;
  expectError(errorOf(&stopInstances, {.instanceIds = {id}}), "UnsupportedOperation",
              errors::spotNotStoppable(InstanceId::trusted(id)).message());
}

TEST_F(StopInstances, RefusesATerminatedInstance) {
  const auto id = givenInstance();
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  expectError(errorOf(&stopInstances, {.instanceIds = {id}}), "IncorrectInstanceState",
              "The instance '" + id + "' is not in a state from which it can be stopped.");
}

}  // namespace
}  // namespace amilocal::test
