#include "instance_world.h"

namespace amilocal::test {
namespace {

class ModifyVolumeAttribute : public InstanceWorld {
 protected:
  std::string givenVolume(std::int64_t size = 8) {
    return *call(&ec2::createVolume,
                 {.availabilityZone = "us-east-1a", .size = size, .volumeType = "gp3"})
                .volumeId;
  }
};

TEST_F(ModifyVolumeAttribute, KeepsTheSwitch) {
  const auto id = givenVolume();
  call(&ec2::modifyVolumeAttribute,
       {.autoEnableIO = ec2::AttributeBooleanValue{.value = true}, .volumeId = id});
  EXPECT_TRUE(*call(&ec2::describeVolumeAttribute, {.attribute = "autoEnableIO", .volumeId = id})
                   .autoEnableIO->value);
  EXPECT_EQ(errorOf(&ec2::modifyVolumeAttribute, {.volumeId = id}).code(), "MissingParameter");
}

}  // namespace
}  // namespace amilocal::test
