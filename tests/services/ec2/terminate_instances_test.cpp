#include "instance_world.h"

namespace amilocal::test {
namespace {

using ec2::terminateInstances;
using namespace std::chrono_literals;

class TerminateInstances : public InstanceWorld {};

TEST_F(TerminateInstances, GoesByShuttingDownToTerminated) {
  const auto id = givenInstance();
  taskTime("10s");
  const auto answer = call(&terminateInstances, {.instanceIds = {id}});
  EXPECT_EQ(answer.terminatingInstances[0].previousState->code, 16);
  EXPECT_EQ(answer.terminatingInstances[0].currentState->code, 32);
  advance(10s);
  EXPECT_EQ(stateOf(id), "terminated");
}

TEST_F(TerminateInstances, GivesUpAddressesAndVolumes) {
  const auto id = givenInstance();
  const auto volume = *described(id).blockDeviceMappings[0].ebs->volumeId;
  call(&terminateInstances, {.instanceIds = {id}});
  const auto shown = described(id);
  EXPECT_FALSE(shown.privateIpAddress);
  EXPECT_FALSE(shown.subnetId);
  EXPECT_TRUE(shown.blockDeviceMappings.empty());
  expectError(errorOf(&ec2::describeVolumes, {.volumeIds = {volume}}), "InvalidVolume.NotFound");
}

// EC2 User Guide: a volume with deleteOnTermination=false stays, available.
TEST_F(TerminateInstances, KeepsVolumesThatAreToBeKept) {
  auto request = launch();
  request.blockDeviceMappings.emplace_back().deviceName = "/dev/xvda";
  request.blockDeviceMappings[0].ebs.emplace().deleteOnTermination = false;
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  const auto volume = *described(id).blockDeviceMappings[0].ebs->volumeId;
  call(&terminateInstances, {.instanceIds = {id}});
  const auto kept = catalog().volumes().find(VolumeId::trusted(volume));
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->state, domain::VolumeState::available);
  EXPECT_TRUE(kept->attachments.empty());
}

TEST_F(TerminateInstances, SucceedsTwice) {
  const auto id = givenInstance();
  call(&terminateInstances, {.instanceIds = {id}});
  const auto again = call(&terminateInstances, {.instanceIds = {id}});
  EXPECT_EQ(again.terminatingInstances[0].previousState->name, "terminated");
  EXPECT_EQ(again.terminatingInstances[0].currentState->name, "terminated");
}

TEST_F(TerminateInstances, RefusesProtectedInstances) {
  auto request = launch();
  request.disableApiTermination = true;
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  expectError(errorOf(&terminateInstances, {.instanceIds = {id}}), "OperationNotPermitted",
              "The instance '" + id +
                  "' may not be terminated. Modify its 'disableApiTermination' instance attribute "
                  "and try again.");
}

// EC2 User Guide, "Terminate instances": listed for about an hour, then gone.
TEST_F(TerminateInstances, IsForgottenAfterAnHour) {
  const auto id = givenInstance();
  call(&terminateInstances, {.instanceIds = {id}});
  advance(59min);
  EXPECT_EQ(stateOf(id), "terminated");
  advance(2min);
  expectError(errorOf(&ec2::describeInstances, {.instanceIds = {id}}),
              "InvalidInstanceID.NotFound");
}

// images.md 1.2: an instance that goes takes its unfinished images with it.
TEST_F(TerminateInstances, FailsTheImagesThatAreBeingMade) {
  const auto id = givenInstance();
  taskTime("hold");
  const auto image = *call(&ec2::createImage, {.instanceId = id, .name = "half-made"}).imageId;
  call(&terminateInstances, {.instanceIds = {id}});
  const auto found = catalog().images().find(ImageId::trusted(image));
  EXPECT_EQ(found->state, domain::ImageState::failed);
  EXPECT_EQ(found->stateReason->code, "Client.InstanceTerminated");
}

}  // namespace
}  // namespace amilocal::test
