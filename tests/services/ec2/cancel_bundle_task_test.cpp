#include "amilocal/domain/errors/bundle_task_errors.h"
#include "bundle_task_test.h"

namespace amilocal::test {
namespace {

using CancelBundleTask = BundleTaskTest;

TEST_F(CancelBundleTask, EndsTheTask) {
  taskTime("hold");
  const auto id = bundled().bundleId.value();
  const auto task = *call(&ec2::cancelBundleTask, {.bundleId = id}).bundleTask;
  EXPECT_EQ(task.state, "cancelling");
  finishTaskOf(id);
  EXPECT_EQ(described(id).state, "failed");
  EXPECT_EQ(described(id).bundleTaskError->code, "Client.Cancelled");
  EXPECT_FALSE(catalog().buckets().find("winbundles"));
  EXPECT_EQ(bundled().state, "pending");
}

TEST_F(CancelBundleTask, RefusesOneThatIsOver) {
  const auto id = bundled().bundleId.value();
  expectError(errorOf(&ec2::cancelBundleTask, {.bundleId = id}), "IncorrectState",
              errors::bundleTaskOver(id, "complete").message());
}

TEST_F(CancelBundleTask, RefusesOneOfAnother) {
  taskTime("hold");
  const auto id = bundled().bundleId.value();
  as(kOther);
  expectError(errorOf(&ec2::cancelBundleTask, {.bundleId = id}), "InvalidBundleID.NotFound",
              errors::bundleTaskNotFound(id).message());
}

}  // namespace
}  // namespace amilocal::test
