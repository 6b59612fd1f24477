#include "storage_test.h"

namespace amilocal::test {
namespace {

using DeleteVolume = StorageTest;

TEST_F(DeleteVolume, DeletesTheVolumeAndItsTags) {
  const auto volume = givenVolume();
  catalog().tags().put({std::string(kOwner), "us-east-1", "volume", volume.id.str()}, {{"k", "v"}});
  EXPECT_EQ(call(&ec2::deleteVolume, {.volumeId = volume.id.str()}).return_, true);
  EXPECT_EQ(stored(volume.id).state, domain::VolumeState::deleted);
  EXPECT_TRUE(tagsOn(volume.id.str()).empty());
}

// Terraform takes `deleting` and InvalidVolume.NotFound for success (clients/contract.md 3.7).
TEST_F(DeleteVolume, ShowsDeletingAndThenNothing) {
  taskTime("hold");
  const auto id = givenVolume().id.str();
  call(&ec2::deleteVolume, {.volumeId = id});
  EXPECT_EQ(call(&ec2::describeVolumes, {.volumeIds = {id}}).volumes.at(0).state, "deleting");
  finishTaskOf(id);
  expectError(errorOf(&ec2::describeVolumes, {.volumeIds = {id}}), "InvalidVolume.NotFound");
}

TEST_F(DeleteVolume, RefusesAnAttachedVolume) {
  const auto instance = givenInstance();
  const auto volume = givenAttached(instance, "/dev/sdf");
  expectError(errorOf(&ec2::deleteVolume, {.volumeId = volume.id.str()}), "VolumeInUse",
              "Volume " + volume.id.str() + " is currently attached to " + instance.id.str());
}

TEST_F(DeleteVolume, RefusesAVolumeThatIsBeingMade) {
  const auto volume =
      givenVolume([](domain::Volume& v) { v.state = domain::VolumeState::creating; });
  expectError(errorOf(&ec2::deleteVolume, {.volumeId = volume.id.str()}), "IncorrectState",
              "Volume '" + volume.id.str() + "' is in the 'creating' state.");
}

TEST_F(DeleteVolume, DoesNotFindItASecondTime) {
  const auto id = givenVolume().id.str();
  call(&ec2::deleteVolume, {.volumeId = id});
  expectError(errorOf(&ec2::deleteVolume, {.volumeId = id}), "InvalidVolume.NotFound");
}

TEST_F(DeleteVolume, RefusesAMalformedId) {
  expectError(errorOf(&ec2::deleteVolume, {.volumeId = "x"}), "InvalidVolumeID.Malformed",
              "Invalid id: \"x\" (expecting \"vol-...\")");
}

}  // namespace
}  // namespace amilocal::test
