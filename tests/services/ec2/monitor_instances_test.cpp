#include "instance_world.h"

namespace amilocal::test {
namespace {

class MonitorInstances : public InstanceWorld {};

// AWS CLI Command Reference, monitor-instances, example.
TEST_F(MonitorInstances, AnswersPendingAndIsEnabledThen) {
  const auto id = givenInstance();
  const auto answer = call(&ec2::monitorInstances, {.instanceIds = {id}});
  EXPECT_EQ(answer.instanceMonitorings.at(0).monitoring->state, "pending");
  EXPECT_EQ(described(id).monitoring->state, "enabled");
}

}  // namespace
}  // namespace amilocal::test
