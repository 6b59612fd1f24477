#include <chrono>

#include "transfer_test.h"

namespace amilocal::test {
namespace {

using std::chrono::hours;

class DescribeImportImageTasks : public TransferTest {
 protected:
  std::vector<std::string> shown(const ec2::DescribeImportImageTasksRequest& request) {
    std::vector<std::string> ids;
    for (const auto& task : call(&ec2::describeImportImageTasks, request).importImageTasks)
      ids.push_back(*task.importTaskId);
    return ids;
  }
  std::string begun() { return *import({disk("none")}).importTaskId; }
};

TEST_F(DescribeImportImageTasks, ListsInTheOrderOfTheirBegin) {
  const auto first = begun();
  const auto second = begun();
  EXPECT_EQ(shown({}), (std::vector<std::string>{first, second}));
  EXPECT_EQ(shown({.importTaskIds = {second}}), std::vector<std::string>{second});
  in("eu-west-1");
  EXPECT_TRUE(shown({}).empty());
}

TEST_F(DescribeImportImageTasks, FiltersByState) {
  const auto failed = begun();
  taskTime("hold");
  const auto active = begun();
  const auto in = [&](const std::string& state) {
    return shown({.filters = {{.name = "task-state", .values = {state}}}});
  };
  EXPECT_EQ(in("active"), std::vector<std::string>{active});
  EXPECT_EQ(in("deleted"), std::vector<std::string>{failed});
  EXPECT_TRUE(in("completed").empty());
  expectError(
      errorOf(&ec2::describeImportImageTasks, {.filters = {{.name = "status", .values = {"x"}}}}),
      "InvalidParameterValue");
}

TEST_F(DescribeImportImageTasks, HasPages) {
  const std::vector<std::string> ids{begun(), begun(), begun()};
  const auto first = call(&ec2::describeImportImageTasks, {.maxResults = 2});
  EXPECT_EQ(first.importImageTasks.size(), 2U);
  ASSERT_TRUE(first.nextToken);
  const auto rest =
      call(&ec2::describeImportImageTasks, {.maxResults = 2, .nextToken = first.nextToken});
  ASSERT_EQ(rest.importImageTasks.size(), 1U);
  EXPECT_EQ(rest.importImageTasks[0].importTaskId, ids[2]);
  EXPECT_FALSE(rest.nextToken);
}

// The code of an unknown task says that it is malformed (aws-facts/errors.md section 3).
TEST_F(DescribeImportImageTasks, RefusesUnknownTasks) {
  const auto snapshot = call(&ec2::importSnapshot, snapshotImport("none")).importTaskId.value();
  for (const auto& id :
       {std::string("import-ami-xyz"), std::string("import-ami-0123456789abcdef0"), snapshot})
    EXPECT_EQ(errorOf(&ec2::describeImportImageTasks, {.importTaskIds = {id}}).message(),
              errors::importTaskMalformed(id).message());
  const auto mine = begun();
  as(kOther);
  expectError(errorOf(&ec2::describeImportImageTasks, {.importTaskIds = {mine}}),
              "InvalidConversionTaskId.Malformed");
}

// Tasks are listed for 7 days after their end (EC2 API Reference, DescribeImportImageTasks).
TEST_F(DescribeImportImageTasks, ForgetsAfterAWeek) {
  const auto id = begun();
  call(&ec2::createTags, {.resources = {id}, .tags = {tag("k", "v")}});
  advance(hours(7 * 24 - 1));
  EXPECT_EQ(shown({}).size(), 1U);
  advance(hours(1));
  EXPECT_TRUE(shown({}).empty());
  EXPECT_TRUE(tagsOn(id).empty());
}

}  // namespace
}  // namespace amilocal::test
