#include "amilocal/domain/errors/root_volume_errors.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "instance_world.h"

namespace amilocal::test {
namespace {

using namespace std::chrono_literals;
using ec2::createReplaceRootVolumeTask;

class CreateReplaceRootVolumeTask : public InstanceWorld {
 protected:
  std::string rootOf(const std::string& instance) {
    for (const auto& mapping : described(instance).blockDeviceMappings)
      if (mapping.deviceName == "/dev/xvda") return *mapping.ebs->volumeId;
    return {};
  }

  ec2::ReplaceRootVolumeTask task(const std::string& id) {
    return call(&ec2::describeReplaceRootVolumeTasks, {.replaceRootVolumeTaskIds = {id}})
        .replaceRootVolumeTasks.at(0);
  }

  domain::Volume volume(const std::string& id) {
    return *catalog().volumes().find(VolumeId::trusted(id));
  }

  std::string snapshotOf(const std::string& volume) {
    return *call(&ec2::createSnapshot, {.volumeId = volume}).snapshotId;
  }
};

// EC2 API Reference, ReplaceRootVolumeTask, taskState.
TEST_F(CreateReplaceRootVolumeTask, GoesFromPendingByInProgressToSucceeded) {
  const auto instance = givenInstance();
  const auto before = rootOf(instance);
  taskTime("10s");
  const auto answer =
      *call(&createReplaceRootVolumeTask, {.instanceId = instance}).replaceRootVolumeTask;
  EXPECT_EQ(answer.taskState, "pending");
  EXPECT_EQ(answer.snapshotId, "snap-00000001");
  EXPECT_FALSE(answer.completeTime.has_value());
  advance(10s);
  EXPECT_EQ(task(*answer.replaceRootVolumeTaskId).taskState, "in-progress");
  EXPECT_EQ(rootOf(instance), before);
  advance(10s);
  const auto done = task(*answer.replaceRootVolumeTaskId);
  EXPECT_EQ(done.taskState, "succeeded");
  EXPECT_EQ(done.completeTime, formatInstantSeconds(now()));
  EXPECT_NE(rootOf(instance), before);
}

// EC2 User Guide, "Replace the root volume …": "the same type, size, and delete on termination
// attributes as the original root volume".
TEST_F(CreateReplaceRootVolumeTask, RestoresTheLaunchStateInAVolumeLikeTheOld) {
  const auto instance = givenInstance();
  const auto before = volume(rootOf(instance));
  call(&createReplaceRootVolumeTask, {.instanceId = instance});
  const auto after = volume(rootOf(instance));
  EXPECT_EQ(after.snapshotId, before.snapshotId);
  EXPECT_EQ(after.sizeGib, before.sizeGib);
  EXPECT_EQ(after.volumeType, before.volumeType);
  EXPECT_EQ(after.iops, before.iops);
  EXPECT_EQ(after.state, domain::VolumeState::in_use);
  EXPECT_TRUE(after.attachments.at(0).deleteOnTermination);
  EXPECT_EQ(stateOf(instance), "running");
}

// The owner must delete the old one by hand unless the request says otherwise (EC2 API Reference,
// DeleteReplacedRootVolume).
TEST_F(CreateReplaceRootVolumeTask, LeavesTheOldVolumeAvailableOrDeletesIt) {
  const auto instance = givenInstance();
  const auto first = rootOf(instance);
  call(&createReplaceRootVolumeTask, {.instanceId = instance});
  EXPECT_EQ(volume(first).state, domain::VolumeState::available);
  const auto second = rootOf(instance);
  call(&createReplaceRootVolumeTask, {.instanceId = instance, .deleteReplacedRootVolume = true});
  EXPECT_EQ(volume(second).state, domain::VolumeState::deleted);
}

TEST_F(CreateReplaceRootVolumeTask, TakesASnapshotOfThePresentOrOfAnEarlierRoot) {
  const auto instance = givenInstance();
  const auto early = snapshotOf(rootOf(instance));
  const auto answer =
      call(&createReplaceRootVolumeTask, {.instanceId = instance, .snapshotId = early});
  EXPECT_EQ(answer.replaceRootVolumeTask->snapshotId, early);
  EXPECT_EQ(volume(rootOf(instance)).snapshotId->str(), early);
  call(&createReplaceRootVolumeTask, {.instanceId = instance});
  EXPECT_EQ(volume(rootOf(instance)).snapshotId->str(), early);
  const auto other = snapshotOf(rootOf(givenInstance()));
  expectError(errorOf(&createReplaceRootVolumeTask, {.instanceId = instance, .snapshotId = other}),
              "InvalidParameterValue",
              errors::rootSnapshotForeign(SnapshotId::trusted(other)).message());
}

// "The specified AMI must have the same product code, billing information, architecture type, and
// virtualization type as that of the instance."
TEST_F(CreateReplaceRootVolumeTask, TakesAnImageThatIsLikeTheInstance) {
  const auto instance = givenInstance();
  const auto image = givenImage("ami-00000002");
  const auto answer =
      *call(&createReplaceRootVolumeTask, {.instanceId = instance, .imageId = image.id.str()})
           .replaceRootVolumeTask;
  EXPECT_EQ(answer.imageId, image.id.str());
  EXPECT_EQ(volume(rootOf(instance)).snapshotId->str(), "snap-00000002");
  EXPECT_EQ(described(instance).imageId, image_.id.str());  // still what it was launched from
  const auto arm = givenImage("ami-00000003", "arm64");
  expectError(
      errorOf(&createReplaceRootVolumeTask, {.instanceId = instance, .imageId = arm.id.str()}),
      "InvalidParameterValue",
      errors::rootImageUnlike(arm.id, "architecture", InstanceId::trusted(instance)).message());
}

TEST_F(CreateReplaceRootVolumeTask, PutsAVolumeOfTheOwnersInThePlaceOfTheRoot) {
  const auto instance = givenInstance();
  const auto zone = *described(instance).placement->availabilityZone;
  const auto mine = *call(&ec2::createVolume, {.availabilityZone = zone, .size = 9}).volumeId;
  call(&createReplaceRootVolumeTask, {.instanceId = instance, .volumeId = mine});
  EXPECT_EQ(rootOf(instance), mine);
  EXPECT_EQ(volume(mine).attachments.at(0).device, "/dev/xvda");
  const auto elsewhere =
      *call(&ec2::createVolume, {.availabilityZone = "us-east-1f", .size = 9}).volumeId;
  EXPECT_EQ(
      errorOf(&createReplaceRootVolumeTask, {.instanceId = instance, .volumeId = elsewhere}).code(),
      errors::zoneMismatch(VolumeId::trusted(elsewhere), InstanceId::trusted(instance)).code());
}

// EC2 API Reference: "for a running instance".
TEST_F(CreateReplaceRootVolumeTask, WantsARunningInstance) {
  const auto instance = givenInstance();
  call(&ec2::stopInstances, {.instanceIds = {instance}});
  expectError(errorOf(&createReplaceRootVolumeTask, {.instanceId = instance}),
              "IncorrectInstanceState",
              errors::instanceNotRunning(InstanceId::trusted(instance)).message());
}

TEST_F(CreateReplaceRootVolumeTask, RefusesWhatDoesNotFitTogether) {
  const auto instance = givenInstance();
  expectError(errorOf(&createReplaceRootVolumeTask,
                      {.instanceId = instance, .snapshotId = "snap-1", .imageId = "ami-1"}),
              "InvalidParameterCombination", errors::severalRootSources().message());
  EXPECT_EQ(errorOf(&createReplaceRootVolumeTask,
                    {.instanceId = instance, .volumeInitializationRate = 301})
                .code(),
            errors::initializationRateOutOfBounds(301).code());
  EXPECT_EQ(
      errorOf(&createReplaceRootVolumeTask,
              {.instanceId = instance, .volumeInitializationRate = 200, .volumeId = "vol-00000001"})
          .code(),
      errors::initializationRateNeedsSnapshot().code());
}

TEST_F(CreateReplaceRootVolumeTask, DoesOneAtATimeAndKeepsTheOldVolumeOnFailure) {
  const auto instance = givenInstance();
  const auto before = rootOf(instance);
  taskTime("hold");
  const auto id = *call(&createReplaceRootVolumeTask, {.instanceId = instance})
                       .replaceRootVolumeTask->replaceRootVolumeTaskId;
  expectError(errorOf(&createReplaceRootVolumeTask, {.instanceId = instance}), "IncorrectState",
              errors::rootReplacementUnderWay(InstanceId::trusted(instance)).message());
  finishTaskOf(id);
  finishTaskOf(id, domain::StateReason{"Server.InternalError", "broken"});
  EXPECT_EQ(task(id).taskState, "failed");
  EXPECT_EQ(rootOf(instance), before);
}

TEST_F(CreateReplaceRootVolumeTask, FailsWhenTheInstanceIsGoneMeanwhile) {
  const auto instance = givenInstance();
  taskTime("10s");
  const auto id = *call(&createReplaceRootVolumeTask, {.instanceId = instance})
                       .replaceRootVolumeTask->replaceRootVolumeTaskId;
  taskTime("0");
  call(&ec2::terminateInstances, {.instanceIds = {instance}});
  advance(20s);
  EXPECT_EQ(task(id).taskState, "failed");
}

TEST_F(CreateReplaceRootVolumeTask, NeedsTheSnapshotOfTheLaunchState) {
  const auto instance = givenInstance();
  const auto root = rootOf(instance);
  auto changed = volume(root);
  changed.snapshotId.reset();
  catalog().volumes().update(changed);
  expectError(errorOf(&createReplaceRootVolumeTask, {.instanceId = instance}), "IncorrectState",
              errors::launchStateUnknown(VolumeId::trusted(root)).message());
}

TEST_F(CreateReplaceRootVolumeTask, NeedsARootOnEbs) {
  const auto id = givenInstance();
  auto instance = *catalog().instances().find(InstanceId::trusted(id));
  instance.rootDeviceType = "instance-store";
  catalog().instances().update(instance);
  expectError(errorOf(&createReplaceRootVolumeTask, {.instanceId = id}), "UnsupportedOperation",
              errors::rootNotOnEbs(instance.id).message());
}

}  // namespace
}  // namespace amilocal::test
