#include "recycle_bin_test.h"

namespace amilocal::test {
namespace {

using RestoreVolumeFromRecycleBin = RecycleBinTest;

TEST_F(RestoreVolumeFromRecycleBin, GivesTheVolumeBackAsItWas) {
  keep("EBS_VOLUME", 3);
  const auto volume = givenVolume();
  call(&ec2::deleteVolume, {.volumeId = volume.id.str()});
  EXPECT_EQ(call(&ec2::restoreVolumeFromRecycleBin, {.volumeId = volume.id.str()}).return_, true);
  EXPECT_EQ(stored(volume.id), volume);
  advance(days{10});
  EXPECT_EQ(stored(volume.id), volume);
}

TEST_F(RestoreVolumeFromRecycleBin, FindsOnlyWhatIsInTheBin) {
  expectError(errorOf(&ec2::restoreVolumeFromRecycleBin, {.volumeId = givenVolume().id.str()}),
              "InvalidVolume.NotFound");
}

}  // namespace
}  // namespace amilocal::test
