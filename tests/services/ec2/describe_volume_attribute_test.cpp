#include "instance_world.h"

namespace amilocal::test {
namespace {

class DescribeVolumeAttribute : public InstanceWorld {
 protected:
  std::string givenVolume(std::int64_t size = 8) {
    return *call(&ec2::createVolume,
                 {.availabilityZone = "us-east-1a", .size = size, .volumeType = "gp3"})
                .volumeId;
  }
};

TEST_F(DescribeVolumeAttribute, ShowsOneAttribute) {
  const auto id = givenVolume();
  EXPECT_FALSE(*call(&ec2::describeVolumeAttribute, {.attribute = "autoEnableIO", .volumeId = id})
                    .autoEnableIO->value);
  EXPECT_TRUE(call(&ec2::describeVolumeAttribute, {.attribute = "productCodes", .volumeId = id})
                  .productCodes->empty());
}

}  // namespace
}  // namespace amilocal::test
