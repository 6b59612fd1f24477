#include "amilocal/domain/errors/root_volume_errors.h"
#include "instance_world.h"

namespace amilocal::test {
namespace {

using ec2::describeReplaceRootVolumeTasks;

class DescribeReplaceRootVolumeTasks : public InstanceWorld {
 protected:
  std::string givenTask(const std::string& instance, std::string_view name = "x") {
    ec2::CreateReplaceRootVolumeTaskRequest request{.instanceId = instance};
    request.tagSpecifications = {{.resourceType = "replace-root-volume-task",
                                  .tags = {{.key = "name", .value = std::string(name)}}}};
    return *call(&ec2::createReplaceRootVolumeTask, request)
                .replaceRootVolumeTask->replaceRootVolumeTaskId;
  }

  std::size_t countOf(const std::string& filter, const std::string& value) {
    return call(&describeReplaceRootVolumeTasks, {.filters = {{.name = filter, .values = {value}}}})
        .replaceRootVolumeTasks.size();
  }
};

// EC2 API Reference, DescribeReplaceRootVolumeTasks, Filter.N.
TEST_F(DescribeReplaceRootVolumeTasks, FiltersByInstanceAndTag) {
  const auto first = givenInstance(), second = givenInstance();
  givenTask(first, "one");
  givenTask(second, "two");
  EXPECT_EQ(countOf("instance-id", first), 1U);
  EXPECT_EQ(countOf("tag:name", "t*"), 1U);
  EXPECT_EQ(errorOf(&describeReplaceRootVolumeTasks,
                    {.filters = {{.name = "task-state", .values = {"failed"}}}})
                .code(),
            "InvalidParameterValue");
}

TEST_F(DescribeReplaceRootVolumeTasks, ShowsPagesOfOwnTasksOnly) {
  const auto instance = givenInstance();
  for (int i = 0; i < 3; ++i) givenTask(instance);
  const auto first = call(&describeReplaceRootVolumeTasks, {.maxResults = 2});
  EXPECT_EQ(first.replaceRootVolumeTasks.size(), 2U);
  const auto rest =
      call(&describeReplaceRootVolumeTasks, {.maxResults = 2, .nextToken = first.nextToken});
  EXPECT_EQ(rest.replaceRootVolumeTasks.size(), 1U);
  EXPECT_FALSE(rest.nextToken.has_value());
  as(kOther);
  EXPECT_TRUE(call(&describeReplaceRootVolumeTasks, {}).replaceRootVolumeTasks.empty());
}

TEST_F(DescribeReplaceRootVolumeTasks, DoesNotFindWhatIsNotThere) {
  expectError(
      errorOf(&describeReplaceRootVolumeTasks, {.replaceRootVolumeTaskIds = {"replacevol-1"}}),
      "InvalidReplaceRootVolumeTaskId.NotFound",
      errors::rootVolumeTaskNotFound("replacevol-1").message());
}

TEST_F(DescribeReplaceRootVolumeTasks, ShowsTagsThatAreAddedLater) {
  const auto id = givenTask(givenInstance());
  call(&ec2::createTags, {.resources = {id}, .tags = {{.key = "later", .value = "yes"}}});
  EXPECT_EQ(countOf("tag:later", "yes"), 1U);
}

}  // namespace
}  // namespace amilocal::test
