#include "storage_test.h"

namespace amilocal::test {
namespace {

class AttachVolume : public StorageTest {
 protected:
  static ec2::AttachVolumeRequest to(const domain::Instance& instance, const domain::Volume& volume,
                                     std::string device = "/dev/sdf") {
    ec2::AttachVolumeRequest request;
    request.device = std::move(device);
    request.instanceId = instance.id.str();
    request.volumeId = volume.id.str();
    return request;
  }
  domain::Instance givenInState(domain::InstanceState state) {
    return givenInstance([&](domain::Instance& instance) { instance.state = state; });
  }
};

TEST_F(AttachVolume, AnswersAttachingAndIsAttachedForTheNextReader) {
  const auto volume = givenVolume();
  const auto answer = call(&ec2::attachVolume, to(givenInstance(), volume));
  EXPECT_EQ(answer.state, "attaching");
  EXPECT_EQ(answer.attachTime, now());
  const auto after = stored(volume.id);
  EXPECT_EQ(after.state, domain::VolumeState::in_use);
  EXPECT_EQ(after.attachments.at(0).state, domain::AttachmentState::attached);
  EXPECT_FALSE(after.attachments.at(0).deleteOnTermination);
}

TEST_F(AttachVolume, TakesAStoppedInstance) {
  const auto stopped = givenInState(domain::InstanceState::stopped);
  EXPECT_EQ(call(&ec2::attachVolume, to(stopped, givenVolume())).state, "attaching");
}

// The words that Ansible's tests met.
TEST_F(AttachVolume, RefusesAnInstanceBetweenStates) {
  using State = domain::InstanceState;
  for (const auto state : {State::pending, State::stopping, State::terminated}) {
    const auto instance = givenInState(state);
    expectError(errorOf(&ec2::attachVolume, to(instance, givenVolume())), "IncorrectState",
                "Instance '" + instance.id.str() + "' is not 'running'.");
  }
}

TEST_F(AttachVolume, RefusesAnInstanceInAnotherZone) {
  const auto volume = givenVolume([](domain::Volume& v) { v.availabilityZone = "us-east-1b"; });
  const auto instance = givenInstance();
  expectError(errorOf(&ec2::attachVolume, to(instance, volume)), "InvalidVolume.ZoneMismatch",
              "The volume '" + volume.id.str() +
                  "' is not in the same availability zone as instance '" + instance.id.str() + "'");
}

TEST_F(AttachVolume, RefusesAVolumeThatIsNotReady) {
  const auto volume =
      givenVolume([](domain::Volume& v) { v.state = domain::VolumeState::creating; });
  expectError(errorOf(&ec2::attachVolume, to(givenInstance(), volume)), "IncorrectState",
              volume.id.str() + " is not 'available'");
}

TEST_F(AttachVolume, RefusesAVolumeThatIsInUse) {
  const auto volume = givenAttached(givenInstance(), "/dev/sdf");
  expectError(errorOf(&ec2::attachVolume, to(givenInstance(), volume)), "VolumeInUse",
              volume.id.str() + " is already attached to an instance");
}

TEST_F(AttachVolume, RefusesADeviceThatIsTaken) {
  const auto instance = givenInstance();
  givenAttached(instance, "/dev/sdf");
  expectError(errorOf(&ec2::attachVolume, to(instance, givenVolume())), "InvalidParameterValue",
              "Invalid value '/dev/sdf' for unixDevice. Attachment point /dev/sdf is already in "
              "use");
}

TEST_F(AttachVolume, RefusesADeviceOfAnInstanceStoreVolume) {
  const auto instance = givenInstance([](domain::Instance& i) {
    i.ephemeralDevices = {{"/dev/sdb", "ephemeral0", {}, false}};
  });
  expectError(errorOf(&ec2::attachVolume, to(instance, givenVolume(), "/dev/sdb")),
              "InvalidParameterValue");
}

// The instance would call it so, but it is not what EC2 calls a device.
TEST_F(AttachVolume, RefusesADeviceNameOfAnotherKind) {
  expectError(errorOf(&ec2::attachVolume, to(givenInstance(), givenVolume(), "/dev/nvme1n1")),
              "InvalidParameterValue",
              "Value (/dev/nvme1n1) for parameter device is invalid. /dev/nvme1n1 is not a valid "
              "EBS device name.");
}

TEST_F(AttachVolume, AttachesAMultiAttachVolumeToSeveral) {
  const auto volume = givenVolume([](domain::Volume& v) {
    v.volumeType = "io2";
    v.multiAttachEnabled = true;
  });
  const auto first = givenInstance();
  call(&ec2::attachVolume, to(first, volume));
  call(&ec2::attachVolume, to(givenInstance(), volume));
  EXPECT_EQ(stored(volume.id).attachments.size(), 2U);
  expectError(errorOf(&ec2::attachVolume, to(first, volume, "/dev/sdg")), "VolumeInUse");
}

// 16 instances are the most (Amazon EBS User Guide, Multi-Attach).
TEST_F(AttachVolume, AttachesAMultiAttachVolumeToSixteenAtMost) {
  const auto volume = givenVolume([](domain::Volume& v) { v.multiAttachEnabled = true; });
  for (int i = 0; i < 16; ++i) call(&ec2::attachVolume, to(givenInstance(), volume));
  expectError(errorOf(&ec2::attachVolume, to(givenInstance(), volume)), "AttachmentLimitExceeded");
}

TEST_F(AttachVolume, KnowsTheFirstEbsCardOnly) {
  auto request = to(givenInstance(), givenVolume());
  request.ebsCardIndex = 1;
  expectError(errorOf(&ec2::attachVolume, request), "UnsupportedOperation");
  request.ebsCardIndex = 0;
  EXPECT_EQ(call(&ec2::attachVolume, request).state, "attaching");
}

// An attachment that fails leaves the volume as it was.
TEST_F(AttachVolume, FreesTheVolumeWhenItsTaskFails) {
  taskTime("hold");
  const auto volume = givenVolume();
  call(&ec2::attachVolume, to(givenInstance(), volume));
  finishTaskOf(volume.id.str(), domain::StateReason{"Server.X", "no luck"});
  EXPECT_EQ(stored(volume.id).state, domain::VolumeState::available);
  EXPECT_TRUE(stored(volume.id).attachments.empty());
}

TEST_F(AttachVolume, DoesNotFindWhatIsNotThere) {
  auto request = to(givenInstance(), givenVolume());
  request.instanceId = "i-4cbc822a";
  expectError(errorOf(&ec2::attachVolume, request), "InvalidInstanceID.NotFound");
  request.volumeId = "vol-d0790258";
  expectError(errorOf(&ec2::attachVolume, request), "InvalidVolume.NotFound");
}

}  // namespace
}  // namespace amilocal::test
