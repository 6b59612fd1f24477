#include "transfer_test.h"

namespace amilocal::test {
namespace {

class DescribeImportSnapshotTasks : public TransferTest {
 protected:
  std::string begun() {
    return call(&ec2::importSnapshot, snapshotImport("none")).importTaskId.value();
  }
};

TEST_F(DescribeImportSnapshotTasks, ShowsSnapshotsOnlyByIdStateAndPage) {
  import({disk("none")});
  const auto first = begun();
  const auto second = begun();
  const auto page = call(&ec2::describeImportSnapshotTasks, {.maxResults = 1});
  ASSERT_EQ(page.importSnapshotTasks.size(), 1U);
  EXPECT_EQ(page.importSnapshotTasks[0].importTaskId, first);
  const auto next = call(&ec2::describeImportSnapshotTasks, {.nextToken = page.nextToken});
  ASSERT_EQ(next.importSnapshotTasks.size(), 1U);
  EXPECT_EQ(next.importSnapshotTasks[0].importTaskId, second);
  EXPECT_TRUE(call(&ec2::describeImportSnapshotTasks,
                   {.filters = {{.name = "task-state", .values = {"active"}}}})
                  .importSnapshotTasks.empty());
}

TEST_F(DescribeImportSnapshotTasks, ShowsTags) {
  const auto id = begun();
  call(&ec2::createTags, {.resources = {id}, .tags = {tag("k", "v")}});
  const auto shown = call(&ec2::describeImportSnapshotTasks, {.importTaskIds = {id}});
  EXPECT_EQ(shown.importSnapshotTasks.at(0).tags.at(0).key, "k");
}

TEST_F(DescribeImportSnapshotTasks, RefusesUnknownTasks) {
  const auto image = import({disk("none")}).importTaskId.value();
  for (const auto& id : {std::string("import-snap-1"), image})
    EXPECT_EQ(errorOf(&ec2::describeImportSnapshotTasks, {.importTaskIds = {id}}).message(),
              errors::importTaskMalformed(id).message());
}

}  // namespace
}  // namespace amilocal::test
