#include "amilocal/domain/bundle_task_rules.h"

#include <gtest/gtest.h>

#include <chrono>

#include "amilocal/domain/errors/bundle_task_errors.h"
#include "support/refusal.h"

namespace amilocal::domain {
namespace {

using std::chrono::seconds;
using test::expectRefusal;
using test::refusalOf;

// EC2 API Reference, BundleTask, state.
TEST(BundleTaskCourse, HasFourStepsToItsEnd) {
  EXPECT_EQ(nextOf(BundleTaskState::pending), BundleTaskState::waiting_for_shutdown);
  EXPECT_EQ(nextOf(BundleTaskState::waiting_for_shutdown), BundleTaskState::bundling);
  EXPECT_EQ(nextOf(BundleTaskState::bundling), BundleTaskState::storing);
  EXPECT_EQ(nextOf(BundleTaskState::storing), BundleTaskState::complete);
  for (const auto state :
       {BundleTaskState::complete, BundleTaskState::failed, BundleTaskState::cancelling})
    EXPECT_FALSE(nextOf(state));
  EXPECT_TRUE(isOver(BundleTaskState::complete));
  EXPECT_TRUE(isOver(BundleTaskState::failed));
  EXPECT_FALSE(isOver(BundleTaskState::cancelling));
}

TEST(BundleTaskProgress, GoesAQuarterWithEachState) {
  BundleTask task;
  task.updatedAt = Instant{seconds{100}};
  task.dueAt = Instant{seconds{200}};
  const auto half = Instant{seconds{150}};
  EXPECT_EQ(progressOf(task, task.updatedAt), 0);
  EXPECT_EQ(progressOf(task, half), 12);
  EXPECT_EQ(progressOf(task, *task.dueAt), 24);
  task.state = BundleTaskState::storing;
  EXPECT_EQ(progressOf(task, half), 87);
  task.state = BundleTaskState::complete;
  EXPECT_EQ(progressOf(task, half), 100);
  task.state = BundleTaskState::failed;
  EXPECT_EQ(progressOf(task, half), 0);
}

TEST(BundlePrefix, IsTheBeginningOfANameOfAFile) {
  for (const auto* prefix : {"winami", "folder/winami", "a b"})
    EXPECT_NO_THROW(checkBundlePrefix(prefix));
  for (const auto* prefix : {"", "folder/", "a\nb"})
    expectRefusal(refusalOf([&] { checkBundlePrefix(prefix); }),
                  errors::bundlePrefixInvalid(prefix));
  EXPECT_THROW(checkBundlePrefix(std::string(513, 'a')), ApiError);
}

}  // namespace
}  // namespace amilocal::domain
