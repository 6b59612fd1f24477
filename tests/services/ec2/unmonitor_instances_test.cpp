#include "instance_world.h"

namespace amilocal::test {
namespace {

class UnmonitorInstances : public InstanceWorld {};

// AWS CLI Command Reference, unmonitor-instances, example.
TEST_F(UnmonitorInstances, AnswersDisablingAndIsDisabledThen) {
  const auto id = givenInstance();
  call(&ec2::monitorInstances, {.instanceIds = {id}});
  const auto answer = call(&ec2::unmonitorInstances, {.instanceIds = {id}});
  EXPECT_EQ(answer.instanceMonitorings.at(0).monitoring->state, "disabling");
  EXPECT_EQ(described(id).monitoring->state, "disabled");
}

}  // namespace
}  // namespace amilocal::test
