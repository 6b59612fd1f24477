#include "instance_world.h"

namespace amilocal::test {
namespace {

using ec2::rebootInstances;

class RebootInstances : public InstanceWorld {};

TEST_F(RebootInstances, ShowsNoOtherState) {
  const auto id = givenInstance();
  EXPECT_EQ(call(&rebootInstances, {.instanceIds = {id}}).return_, true);
  EXPECT_EQ(stateOf(id), "running");
}

TEST_F(RebootInstances, RefusesAStoppedInstance) {
  const auto id = givenInstance();
  call(&ec2::stopInstances, {.instanceIds = {id}});
  expectError(errorOf(&rebootInstances, {.instanceIds = {id}}), "IncorrectInstanceState",
              "The instance '" + id + "' is not in a state from which it can be rebooted.");
}

}  // namespace
}  // namespace amilocal::test
