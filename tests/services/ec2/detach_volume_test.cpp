#include "storage_test.h"

namespace amilocal::test {
namespace {

class DetachVolume : public StorageTest {
 protected:
  DetachVolume() : instance_(givenInstance()), volume_(givenAttached(instance_, "/dev/sdf")) {}

  ec2::DetachVolumeRequest request() const {
    ec2::DetachVolumeRequest made;
    made.volumeId = volume_.id.str();
    return made;
  }

  domain::Instance instance_;
  domain::Volume volume_;
};

TEST_F(DetachVolume, AnswersDetachingAndIsFreeForTheNextReader) {
  const auto answer = call(&ec2::detachVolume, request());
  EXPECT_EQ(answer.state, "detaching");
  EXPECT_EQ(answer.device, "/dev/sdf");
  EXPECT_EQ(stored(volume_.id).state, domain::VolumeState::available);
  EXPECT_TRUE(stored(volume_.id).attachments.empty());
}

// What Terraform's provider met on a volume that was detached by hand.
TEST_F(DetachVolume, RefusesAFreeVolume) {
  auto free = request();
  free.volumeId = givenVolume().id.str();
  expectError(errorOf(&ec2::detachVolume, free), "IncorrectState",
              "Volume '" + free.volumeId + "' is in the 'available' state.");
}

TEST_F(DetachVolume, RefusesAnotherInstanceOrDevice) {
  auto other = request();
  other.instanceId = givenInstance().id.str();
  expectError(errorOf(&ec2::detachVolume, other), "InvalidAttachment.NotFound");
  other = request();
  other.device = "/dev/sdg";
  expectError(errorOf(&ec2::detachVolume, other), "InvalidAttachment.NotFound");
}

// The words of the real service; Force does not help either.
TEST_F(DetachVolume, RefusesTheRootOfARunningInstance) {
  const auto root = givenAttached(instance_, "/dev/xvda");
  auto detach = request();
  detach.volumeId = root.id.str();
  const auto text = "Unable to detach root volume '" + root.id.str() + "' from instance '" +
                    instance_.id.str() + "'";
  expectError(errorOf(&ec2::detachVolume, detach), "OperationNotPermitted", text);
  detach.force = true;
  expectError(errorOf(&ec2::detachVolume, detach), "OperationNotPermitted", text);
}

TEST_F(DetachVolume, DetachesTheRootOfAStoppedInstance) {
  const auto stopped =
      givenInstance([](domain::Instance& i) { i.state = domain::InstanceState::stopped; });
  auto detach = request();
  detach.volumeId = givenAttached(stopped, "/dev/xvda").id.str();
  EXPECT_EQ(call(&ec2::detachVolume, detach).state, "detaching");
}

// A volume of several instances: the request must say which.
TEST_F(DetachVolume, NeedsTheInstanceOfAMultiAttachVolume) {
  const auto other = givenInstance();
  auto shared = stored(volume_.id);
  shared.attachments.push_back(shared.attachments.front());
  shared.attachments.back().instanceId = other.id;
  catalog().volumes().update(shared);
  expectError(errorOf(&ec2::detachVolume, request()), "MissingParameter");
  auto detach = request();
  detach.instanceId = other.id.str();
  call(&ec2::detachVolume, detach);
  EXPECT_EQ(stored(volume_.id).attachments.size(), 1U);
  EXPECT_EQ(stored(volume_.id).state, domain::VolumeState::in_use);
}

// A detachment that the instance does not answer leaves the attachment busy, and Force ends it
// whatever `--task-time` says.
TEST_F(DetachVolume, EndsABusyAttachmentByForce) {
  taskTime("hold");
  call(&ec2::detachVolume, request());
  finishTaskOf(volume_.id.str(), domain::StateReason{"Client.X", "mounted"});
  EXPECT_EQ(stored(volume_.id).attachments.at(0).state, domain::AttachmentState::busy);
  auto forced = request();
  forced.force = true;
  call(&ec2::detachVolume, forced);
  EXPECT_EQ(stored(volume_.id).state, domain::VolumeState::available);
}

TEST_F(DetachVolume, TakesOverByForceWhatIsDetachingAlready) {
  taskTime("hold");
  call(&ec2::detachVolume, request());
  expectError(errorOf(&ec2::detachVolume, request()), "IncorrectState");
  auto forced = request();
  forced.force = true;
  call(&ec2::detachVolume, forced);
  EXPECT_EQ(stored(volume_.id).state, domain::VolumeState::available);
  EXPECT_TRUE(catalog().tasks().listFor(volume_.id.str()).empty());
}

// The attachment's own task has nothing left to do then.
TEST_F(DetachVolume, InterruptsAnAttachment) {
  taskTime("hold");
  const auto volume = givenVolume();
  call(&ec2::attachVolume,
       {.device = "/dev/sdg", .instanceId = instance_.id.str(), .volumeId = volume.id.str()});
  auto detach = request();
  detach.volumeId = volume.id.str();
  call(&ec2::detachVolume, detach);
  EXPECT_EQ(catalog().tasks().listFor(volume.id.str()).size(), 1U);
  finishTaskOf(volume.id.str());
  EXPECT_EQ(stored(volume.id).state, domain::VolumeState::available);
}

}  // namespace
}  // namespace amilocal::test
