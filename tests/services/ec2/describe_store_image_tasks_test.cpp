#include <chrono>

#include "amilocal/domain/errors/store_errors.h"
#include "store_test.h"

namespace amilocal::test {
namespace {

using namespace std::chrono_literals;
using DescribeStoreImageTasks = StoreTest;

TEST_F(DescribeStoreImageTasks, TellsHowFarATaskIs) {
  taskTime("100s");
  const auto snapshot = givenSnapshot();
  const auto image = givenImageOf(snapshot.id).id.str();
  const auto started = now();
  call(&ec2::createStoreImageTask, {.imageId = image, .bucket = "images/p"});
  advance(40s);
  const auto task = tasks().at(0);
  EXPECT_EQ(task.amiId, image);
  EXPECT_EQ(task.bucket, "images");
  EXPECT_EQ(task.s3objectKey, "p/" + image + ".bin");
  EXPECT_EQ(task.taskStartTime, started);
  EXPECT_EQ(task.storeTaskState, "InProgress");
  EXPECT_EQ(task.progressPercentage, 40);
  advance(60s);
  EXPECT_EQ(tasks().at(0).storeTaskState, "Completed");
  EXPECT_EQ(tasks().at(0).progressPercentage, 100);
  EXPECT_FALSE(tasks().at(0).storeTaskFailureReason);
}

// The newest first, for 31 days.
TEST_F(DescribeStoreImageTasks, ListsTheTasksOfAMonth) {
  const auto first = givenWrittenImage("one");
  store(first);
  advance(24h);
  const auto second = givenWrittenImage("two");
  store(second);
  ASSERT_EQ(tasks().size(), 2U);
  EXPECT_EQ(tasks().at(0).amiId, second);
  advance(30 * 24h + 1ms);
  ASSERT_EQ(tasks().size(), 1U);
  EXPECT_EQ(tasks().at(0).amiId, second);
}

TEST_F(DescribeStoreImageTasks, FiltersByStateAndBucket) {
  givenBucket("other");
  const auto image = givenWrittenImage();
  store(image);
  store(image, "other");
  const auto count = [&](std::string name, std::string value) {
    return call(&ec2::describeStoreImageTasks,
                {.filters = {{.name = std::move(name), .values = {std::move(value)}}}})
        .storeImageTaskResults.size();
  };
  EXPECT_EQ(count("bucket", "other"), 1U);
  EXPECT_EQ(count("task-state", "Completed"), 2U);
  EXPECT_EQ(count("task-state", "Failed"), 0U);
  expectError(errorOf(&ec2::describeStoreImageTasks, {.filters = {{.name = "x", .values = {"y"}}}}),
              "InvalidParameterValue");
}

// With ids the filters are ignored, and pages are refused (EC2 API Reference).
TEST_F(DescribeStoreImageTasks, FindsTasksByTheirImage) {
  const auto first = givenWrittenImage("one");
  const auto second = givenWrittenImage("two");
  store(first);
  store(second);
  const auto answer =
      call(&ec2::describeStoreImageTasks,
           {.imageIds = {first}, .filters = {{.name = "task-state", .values = {"Failed"}}}});
  ASSERT_EQ(answer.storeImageTaskResults.size(), 1U);
  EXPECT_EQ(answer.storeImageTaskResults[0].amiId, first);
  expectError(errorOf(&ec2::describeStoreImageTasks, {.imageIds = {first}, .maxResults = 5}),
              "InvalidParameterCombination");
  EXPECT_EQ(
      errorOf(&ec2::describeStoreImageTasks, {.imageIds = std::vector<std::string>(21, first)})
          .message(),
      errors::tooManyStoreImageIds(20).message());
}

TEST_F(DescribeStoreImageTasks, GoesOnWhereThePageEnded) {
  for (const auto* name : {"one", "two", "three"}) store(givenWrittenImage(name));
  const auto page = call(&ec2::describeStoreImageTasks, {.maxResults = 2});
  EXPECT_EQ(page.storeImageTaskResults.size(), 2U);
  const auto rest = call(&ec2::describeStoreImageTasks, {.nextToken = page.nextToken});
  EXPECT_EQ(rest.storeImageTaskResults.size(), 1U);
  EXPECT_FALSE(rest.nextToken);
  expectError(errorOf(&ec2::describeStoreImageTasks, {.maxResults = 201}), "InvalidParameterValue");
}

TEST_F(DescribeStoreImageTasks, ShowsAnAccountItsOwn) {
  store(givenWrittenImage());
  as(kOther);
  EXPECT_TRUE(tasks().empty());
}

}  // namespace
}  // namespace amilocal::test
