#include <chrono>

#include "transfer_test.h"

namespace amilocal::test {
namespace {

using CancelImportTask = TransferTest;
using std::chrono::seconds;

// aws-cli's example: from active to deleting.
TEST_F(CancelImportTask, DeletesTheTask) {
  taskTime("60s");
  given("disk.raw", blockOf('a'));
  const auto id = import({disk("disk.raw")}).importTaskId;
  const auto answer =
      call(&ec2::cancelImportTask, {.cancelReason = "wrong disk", .importTaskId = id});
  EXPECT_EQ(answer.importTaskId, id);
  EXPECT_EQ(answer.previousState, "active");
  EXPECT_EQ(answer.state, "deleting");
  EXPECT_EQ(imageTask(id).status, "deleting");
  EXPECT_EQ(imageTask(id).statusMessage, "wrong disk");
  advance(seconds(60));
  EXPECT_EQ(imageTask(id).status, "deleted");
  EXPECT_FALSE(imageTask(id).imageId);
}

TEST_F(CancelImportTask, CancelsTheImportOfASnapshot) {
  taskTime("hold");
  const auto id = call(&ec2::importSnapshot, snapshotImport("none")).importTaskId;
  call(&ec2::cancelImportTask, {.importTaskId = id});
  EXPECT_EQ(snapshotTask(id).statusMessage, "User initiated task cancellation");
  EXPECT_EQ(errorOf(&ec2::cancelImportTask, {.importTaskId = id}).message(),
            errors::transferNotCancellable(*id, "deleting").message());
}

TEST_F(CancelImportTask, RefusesTasksThatEndedOrAreNotThere) {
  given("disk.raw", blockOf('a'));
  const auto id = import({disk("disk.raw")}).importTaskId;
  EXPECT_EQ(errorOf(&ec2::cancelImportTask, {.importTaskId = id}).message(),
            errors::transferNotCancellable(*id, "completed").message());
  expectError(errorOf(&ec2::cancelImportTask, {.importTaskId = "import-ami-1"}),
              errors::importTaskMalformed("").code());
  expectError(errorOf(&ec2::cancelImportTask, {}), "MissingParameter");
}

}  // namespace
}  // namespace amilocal::test
