#include "instance_world.h"

namespace amilocal::test {
namespace {

class DescribeVolumeStatus : public InstanceWorld {
 protected:
  std::string givenVolume(std::int64_t size = 8) {
    return *call(&ec2::createVolume,
                 {.availabilityZone = "us-east-1a", .size = size, .volumeType = "gp3"})
                .volumeId;
  }
};

TEST_F(DescribeVolumeStatus, SaysThatAllIsWell) {
  const auto id = givenVolume();
  const auto list = call(&ec2::describeVolumeStatus, {.volumeIds = {id}}).volumeStatuses;
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list.at(0).volumeStatus->status, "ok");
  EXPECT_EQ(list.at(0).volumeStatus->details.at(0).status, "passed");
  EXPECT_TRUE(list.at(0).events.empty());
}

TEST_F(DescribeVolumeStatus, FiltersAndPages) {
  for (int i = 0; i < 6; ++i) givenVolume();
  const auto page = call(&ec2::describeVolumeStatus, {.maxResults = 5});
  EXPECT_EQ(page.volumeStatuses.size(), 5U);
  EXPECT_EQ(call(&ec2::describeVolumeStatus, {.nextToken = page.nextToken}).volumeStatuses.size(),
            1U);
  EXPECT_TRUE(call(&ec2::describeVolumeStatus,
                   {.filters = {{.name = "volume-status.status", .values = {"impaired"}}}})
                  .volumeStatuses.empty());
  EXPECT_EQ(
      errorOf(&ec2::describeVolumeStatus, {.maxResults = 5, .volumeIds = {givenVolume()}}).code(),
      "InvalidParameterCombination");
}

}  // namespace
}  // namespace amilocal::test
