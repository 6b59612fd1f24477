#include "instance_world.h"

namespace amilocal::test {
namespace {

class GetPasswordData : public InstanceWorld {};

// EC2 API Reference, GetPasswordData: an empty string.
TEST_F(GetPasswordData, HasNoneForLinux) {
  const auto id = givenInstance();
  const auto answer = call(&ec2::getPasswordData, {.instanceId = id});
  EXPECT_EQ(answer.instanceId, id);
  EXPECT_EQ(answer.passwordData, "");
}

}  // namespace
}  // namespace amilocal::test
