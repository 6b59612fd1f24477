#include "instance_world.h"

namespace amilocal::test {
namespace {

class DescribeVolumesModifications : public InstanceWorld {
 protected:
  std::string givenVolume(std::int64_t size = 8) {
    return *call(&ec2::createVolume,
                 {.availabilityZone = "us-east-1a", .size = size, .volumeType = "gp3"})
                .volumeId;
  }
};

TEST_F(DescribeVolumesModifications, RefusesAVolumeThatWasNeverChanged) {
  const auto id = givenVolume();
  expectError(errorOf(&ec2::describeVolumesModifications, {.volumeIds = {id}}),
              "InvalidVolumeModification.NotFound",
              "Modification for volume '" + id + "' does not exist.");
  EXPECT_TRUE(call(&ec2::describeVolumesModifications, {}).volumesModifications.empty());
}

TEST_F(DescribeVolumesModifications, FiltersAndPages) {
  for (int i = 0; i < 3; ++i) call(&ec2::modifyVolume, {.volumeId = givenVolume(), .size = 10 + i});
  const auto page = call(&ec2::describeVolumesModifications, {.maxResults = 2});
  EXPECT_EQ(page.volumesModifications.size(), 2U);
  EXPECT_EQ(call(&ec2::describeVolumesModifications, {.nextToken = page.nextToken})
                .volumesModifications.size(),
            1U);
  const auto some = call(&ec2::describeVolumesModifications,
                         {.filters = {{.name = "target-size", .values = {"11"}}}});
  ASSERT_EQ(some.volumesModifications.size(), 1U);
  EXPECT_EQ(some.volumesModifications.at(0).targetSize, 11);
}

TEST_F(DescribeVolumesModifications, ForgetsTheChangesOfADeletedVolume) {
  const auto id = givenVolume();
  call(&ec2::modifyVolume, {.volumeId = id, .size = 9});
  call(&ec2::deleteVolume, {.volumeId = id});
  EXPECT_TRUE(call(&ec2::describeVolumesModifications, {}).volumesModifications.empty());
}

}  // namespace
}  // namespace amilocal::test
