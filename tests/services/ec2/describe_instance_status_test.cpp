#include "instance_world.h"

namespace amilocal::test {
namespace {

using ec2::describeInstanceStatus;

class DescribeInstanceStatus : public InstanceWorld {};

// waiters-paginators.md: InstanceStatusOk waits for `ok` of a running instance.
TEST_F(DescribeInstanceStatus, SaysOkOfARunningInstance) {
  const auto id = givenInstance();
  const auto answer = call(&describeInstanceStatus, {.instanceIds = {id}});
  ASSERT_EQ(answer.instanceStatuses.size(), 1U);
  EXPECT_EQ(answer.instanceStatuses[0].instanceStatus->status, "ok");
  EXPECT_EQ(answer.instanceStatuses[0].systemStatus->status, "ok");
  EXPECT_EQ(answer.instanceStatuses[0].instanceState->name, "running");
}

TEST_F(DescribeInstanceStatus, ShowsOnlyRunningOnesUnlessAllAreAskedFor) {
  const auto id = givenInstance();
  call(&ec2::stopInstances, {.instanceIds = {id}});
  EXPECT_TRUE(call(&describeInstanceStatus, {}).instanceStatuses.empty());
  const auto all = call(&describeInstanceStatus, {.includeAllInstances = true});
  ASSERT_EQ(all.instanceStatuses.size(), 1U);
  EXPECT_EQ(all.instanceStatuses[0].instanceStatus->status, "not-applicable");
}

TEST_F(DescribeInstanceStatus, Filters) {
  givenInstance();
  const auto count = [&](const std::string& name, const std::string& value) {
    return call(&describeInstanceStatus, {.filters = {{.name = name, .values = {value}}}})
        .instanceStatuses.size();
  };
  EXPECT_EQ(count("instance-status.status", "ok"), 1U);
  EXPECT_EQ(count("system-status.reachability", "passed"), 1U);
  EXPECT_EQ(count("event.code", "instance-retirement"), 0U);
  expectError(errorOf(&describeInstanceStatus, {.filters = {{.name = "x", .values = {"y"}}}}),
              "InvalidParameterValue", "The filter 'x' is invalid");
}

TEST_F(DescribeInstanceStatus, RefusesUnknownIds) {
  expectError(errorOf(&describeInstanceStatus, {.instanceIds = {"i-4cbc822a"}}),
              "InvalidInstanceID.NotFound", "The instance ID 'i-4cbc822a' does not exist");
}

}  // namespace
}  // namespace amilocal::test
