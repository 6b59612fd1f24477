#include "instance_world.h"

namespace amilocal::test {
namespace {

class ModifyVolume : public InstanceWorld {
 protected:
  std::string givenVolume(std::int64_t size = 8) {
    return *call(&ec2::createVolume,
                 {.availabilityZone = "us-east-1a", .size = size, .volumeType = "gp3"})
                .volumeId;
  }

  ec2::VolumeModification change(const std::string& id) {
    return call(&ec2::describeVolumesModifications, {.volumeIds = {id}}).volumesModifications.at(0);
  }

  std::int64_t sizeOf(const std::string& id) {
    return *call(&ec2::describeVolumes, {.volumeIds = {id}}).volumes.at(0).size;
  }
};

// Amazon EBS User Guide, "Monitor the progress of volume modifications".
TEST_F(ModifyVolume, GoesByModifyingAndOptimizingToCompleted) {
  const auto id = givenVolume();
  taskTime("10s");
  const auto answer = *call(&ec2::modifyVolume, {.volumeId = id, .size = 20}).volumeModification;
  EXPECT_EQ(answer.modificationState, "modifying");
  EXPECT_EQ(answer.originalSize, 8);
  EXPECT_EQ(answer.targetSize, 20);
  advance(std::chrono::seconds{10});
  EXPECT_EQ(change(id).modificationState, "optimizing");
  EXPECT_EQ(sizeOf(id), 20);
  advance(std::chrono::seconds{10});
  EXPECT_EQ(change(id).modificationState, "completed");
  EXPECT_EQ(change(id).progress, 100);
  EXPECT_EQ(change(id).endTime, now());
}

TEST_F(ModifyVolume, NeverMakesAVolumeSmaller) {
  expectError(errorOf(&ec2::modifyVolume, {.volumeId = givenVolume(), .size = 7}),
              "InvalidParameterValue", "New size cannot be smaller than existing size");
}

TEST_F(ModifyVolume, WaitsSixHoursBetweenChanges) {
  const auto id = givenVolume();
  call(&ec2::modifyVolume, {.volumeId = id, .size = 9});
  expectError(
      errorOf(&ec2::modifyVolume, {.volumeId = id, .size = 10}), "VolumeModificationRateExceeded",
      "You've reached the maximum modification rate per volume limit. Wait at least 6 hours "
      "between modifications per EBS volume.");
  advance(std::chrono::hours{6});
  call(&ec2::modifyVolume, {.volumeId = id, .size = 10});
  EXPECT_EQ(sizeOf(id), 10);
}

TEST_F(ModifyVolume, RefusesAChangeDuringAnother) {
  const auto id = givenVolume();
  taskTime("hold");
  call(&ec2::modifyVolume, {.volumeId = id, .size = 9});
  EXPECT_EQ(errorOf(&ec2::modifyVolume, {.volumeId = id, .size = 10}).code(),
            "IncorrectModificationState");
  finishTaskOf(id + "/modification", domain::StateReason{"Server.InternalError", "broken"});
  EXPECT_EQ(change(id).modificationState, "failed");
  EXPECT_EQ(change(id).statusMessage, "broken");
  EXPECT_EQ(sizeOf(id), 8);
}

// EC2 API Reference, ModifyVolume: what is not named stays, or is the default of the new type.
TEST_F(ModifyVolume, KeepsOrDefaultsPerformance) {
  const auto id = givenVolume(100);
  const auto first = *call(&ec2::modifyVolume, {.volumeId = id, .iops = 4000}).volumeModification;
  EXPECT_EQ(first.targetThroughput, 125);
  advance(std::chrono::hours{6});
  const auto second =
      *call(&ec2::modifyVolume, {.volumeId = id, .volumeType = "gp2"}).volumeModification;
  EXPECT_EQ(second.originalIops, 4000);
  EXPECT_EQ(second.targetIops, 300);
  EXPECT_FALSE(second.targetThroughput.has_value());
}

TEST_F(ModifyVolume, WantsSomethingToChange) {
  EXPECT_EQ(errorOf(&ec2::modifyVolume, {.volumeId = givenVolume()}).code(), "MissingParameter");
}

}  // namespace
}  // namespace amilocal::test
