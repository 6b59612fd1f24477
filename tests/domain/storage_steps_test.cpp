#include <gtest/gtest.h>

#include <set>

#include "amilocal/domain/snapshot_steps.h"
#include "amilocal/domain/volume_steps.h"

namespace amilocal::domain {
namespace {

// A state and an event lead to one state at most.
template <class Steps>
bool areDeterministic(const Steps& steps) {
  std::set<std::pair<int, int>> seen;
  for (const auto& step : steps)
    if (!seen.insert({static_cast<int>(step.from), static_cast<int>(step.on)}).second) return false;
  return true;
}

TEST(StorageSteps, AreDeterministic) {
  EXPECT_TRUE(areDeterministic(kSnapshotSteps));
  EXPECT_TRUE(areDeterministic(kVolumeSteps));
  EXPECT_TRUE(areDeterministic(kAttachmentSteps));
}

TEST(StorageSteps, AreTheOnesThatAreListed) {
  for (const auto& step : kSnapshotSteps) EXPECT_EQ(next(step.from, step.on), step.to);
  for (const auto& step : kVolumeSteps) EXPECT_EQ(next(step.from, step.on), step.to);
  for (const auto& step : kAttachmentSteps) EXPECT_EQ(next(step.from, step.on), step.to);
}

TEST(StorageSteps, EndWhenAThingIsDeleted) {
  for (const auto event : {SnapshotEvent::complete, SnapshotEvent::fail, SnapshotEvent::remove})
    EXPECT_FALSE(next(SnapshotState::deleted, event));
  for (const auto event : {VolumeEvent::complete, VolumeEvent::fail, VolumeEvent::attach,
                           VolumeEvent::release, VolumeEvent::remove})
    EXPECT_FALSE(next(VolumeState::deleted, event));
}

// A task that is run twice does no harm.
TEST(StorageSteps, DoNotCompleteTwice) {
  EXPECT_FALSE(next(SnapshotState::completed, SnapshotEvent::complete));
  EXPECT_FALSE(next(VolumeState::available, VolumeEvent::complete));
  EXPECT_FALSE(next(AttachmentState::attached, AttachmentEvent::complete));
}

}  // namespace
}  // namespace amilocal::domain
