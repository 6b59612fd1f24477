#include <chrono>

#include "transfer_test.h"

namespace amilocal::test {
namespace {

using CancelExportTask = TransferTest;
using std::chrono::seconds;

TEST_F(CancelExportTask, DeletesTheTaskAndLeavesNoObject) {
  const auto image = givenWrittenImage();
  taskTime("100s");
  const auto id = call(&ec2::exportImage, exportOf(image)).exportImageTaskId;
  EXPECT_EQ(call(&ec2::cancelExportTask, {.exportTaskId = *id}).return_, true);
  EXPECT_EQ(exportTask(id).status, "deleting");
  advance(seconds(100));
  EXPECT_EQ(exportTask(id).status, "deleted");
  EXPECT_TRUE(catalog().objects().isEmpty("images"));
}

// EC2 API Reference, CancelExportTask: neither when it is complete nor while it transfers the final
// disk image.
TEST_F(CancelExportTask, ComesTooLateAtTheEnd) {
  const auto image = givenWrittenImage();
  taskTime("100s");
  const auto id = call(&ec2::exportImage, exportOf(image)).exportImageTaskId;
  advance(seconds(90));
  EXPECT_EQ(errorOf(&ec2::cancelExportTask, {.exportTaskId = *id}).message(),
            errors::transferNotCancellable(*id, "transferring the final disk image").message());
  advance(seconds(10));
  EXPECT_EQ(errorOf(&ec2::cancelExportTask, {.exportTaskId = *id}).message(),
            errors::transferNotCancellable(*id, "completed").message());
}

TEST_F(CancelExportTask, RefusesUnknownTasks) {
  expectError(errorOf(&ec2::cancelExportTask, {.exportTaskId = "export-i-fgelt0i7"}),
              errors::exportTaskNotFound("").code());
  expectError(errorOf(&ec2::cancelExportTask, {.exportTaskId = "ami-1"}),
              errors::exportTaskMalformed("").code());
}

}  // namespace
}  // namespace amilocal::test
