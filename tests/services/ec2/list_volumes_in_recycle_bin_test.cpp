#include "recycle_bin_test.h"

namespace amilocal::test {
namespace {

class ListVolumesInRecycleBin : public RecycleBinTest {
 protected:
  void remove(const VolumeId& id) { call(&ec2::deleteVolume, {.volumeId = id.str()}); }
};

TEST_F(ListVolumesInRecycleBin, ShowsWhatWasDeletedUnderARule) {
  keep("EBS_VOLUME", 3);
  const auto volume = givenVolume();
  remove(volume.id);
  const auto list = call(&ec2::listVolumesInRecycleBin, {}).volumes;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].volumeId, volume.id.str());
  EXPECT_EQ(list[0].volumeType, "gp2");
  EXPECT_EQ(list[0].state, "available");
  EXPECT_EQ(list[0].size, 8);
  EXPECT_EQ(list[0].availabilityZone, "us-east-1a");
  EXPECT_EQ(list[0].recycleBinExitTime, now() + days{3});
  EXPECT_TRUE(call(&ec2::describeVolumes, {}).volumes.empty());
  expectError(errorOf(&ec2::deleteVolume, {.volumeId = volume.id.str()}), "InvalidVolume.NotFound");
}

TEST_F(ListVolumesInRecycleBin, LosesTheVolumeWhenItsTimeIsOver) {
  keep("EBS_VOLUME", 3);
  const auto id = givenVolume().id;
  remove(id);
  advance(days{3});
  EXPECT_TRUE(call(&ec2::listVolumesInRecycleBin, {}).volumes.empty());
  EXPECT_EQ(stored(id).state, domain::VolumeState::deleted);
}

}  // namespace
}  // namespace amilocal::test
