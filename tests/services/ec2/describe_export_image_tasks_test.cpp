#include <chrono>

#include "transfer_test.h"

namespace amilocal::test {
namespace {

using std::chrono::seconds;

class DescribeExportImageTasks : public TransferTest {
 protected:
  std::string begun() {
    return call(&ec2::exportImage, exportOf(image_)).exportImageTaskId.value();
  }
  std::string image_ = givenWrittenImage();
};

// Status and message of aws-cli's examples; behind `updating` the messages are ours.
TEST_F(DescribeExportImageTasks, ShowsTheProgress) {
  taskTime("100s");
  const auto id = begun();
  EXPECT_EQ(exportTask(id).statusMessage, "validating");
  advance(seconds(21));
  EXPECT_EQ(exportTask(id).progress, "21");
  EXPECT_EQ(exportTask(id).statusMessage, "updating");
  advance(seconds(79));
  EXPECT_EQ(exportTask(id).status, "completed");
  EXPECT_FALSE(exportTask(id).progress);
  EXPECT_FALSE(exportTask(id).statusMessage);
  EXPECT_EQ(exportTask(id).s3ExportLocation->s3Bucket, "images");
}

TEST_F(DescribeExportImageTasks, FiltersAndHasPages) {
  const auto first = begun();
  const auto second = begun();
  const auto page =
      call(&ec2::describeExportImageTasks,
           {.filters = {{.name = "task-state", .values = {"completed"}}}, .maxResults = 1});
  ASSERT_EQ(page.exportImageTasks.size(), 1U);
  EXPECT_EQ(page.exportImageTasks[0].exportImageTaskId, first);
  const auto next = call(&ec2::describeExportImageTasks, {.nextToken = page.nextToken});
  EXPECT_EQ(next.exportImageTasks.at(0).exportImageTaskId, second);
  expectError(errorOf(&ec2::describeExportImageTasks, {.maxResults = 501}),
              "InvalidParameterValue");
}

TEST_F(DescribeExportImageTasks, RefusesUnknownTasks) {
  const std::string unknown = "export-ami-0123456789abcdef0";
  EXPECT_EQ(errorOf(&ec2::describeExportImageTasks, {.exportImageTaskIds = {unknown}}).message(),
            errors::exportTaskNotFound(unknown).message());
  EXPECT_EQ(errorOf(&ec2::describeExportImageTasks, {.exportImageTaskIds = {"x"}}).message(),
            errors::exportTaskMalformed("x").message());
}

}  // namespace
}  // namespace amilocal::test
