#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "amilocal/catalog/catalog_error.h"
#include "simulation/faulty_disk.h"
#include "simulation/world.h"
#include "support/temporary_directory.h"

namespace amilocal::simulation {
namespace {

using namespace std::chrono_literals;

const Place kWho{"111111111111", "us-east-1"};

/// A server on a disk that can fail, and whether it has what it was told to keep.
class FailedCommit : public ::testing::Test {
 protected:
  FailedCommit() { world_.open(); }

  void put(const std::string& value) {
    auto& executor = world_.executor();
    executor.begin();
    executor.perform([&](Executor& one) {
      one.catalog().settings().put({kWho.account, kWho.region, "kept", value});
      one.advanceTo(one.clock().now() + 1h);
    });
    executor.commit();
  }
  std::optional<std::string> kept() {
    return world_.committed().settings().find(kWho.account, kWho.region, "kept");
  }
  Instant now() { return world_.executor().clock().now(); }

  test::TemporaryDirectory directory_;
  FaultyDisk disk_;
  World world_{directory_.path(), {}, Durability::full, Instant{}};
};

// The transaction is whole in the log, and only its sync failed: without care the next start would
// take it for committed.
TEST_F(FailedCommit, LeavesNothingBehindThatARestartWouldFind) {
  put("first");
  disk_.arm(Fault::failingSync, 0, FaultyDisk::Lasting::once);
  EXPECT_THROW(put("second"), CatalogError);
  world_.executor().rollback();
  EXPECT_EQ(kept(), "first");
  disk_.arm(Fault::kill, 0, FaultyDisk::Lasting::untilHealed);  // no last checkpoint
  world_.close();
  disk_.heal();
  world_.open();
  EXPECT_EQ(kept(), "first");
}

// A disk that is gone cannot be asked what time it was before the batch.
TEST_F(FailedCommit, BringsTheClockBackWithoutTheDisk) {
  const auto before = now();
  disk_.arm(Fault::kill, 0, FaultyDisk::Lasting::untilHealed);
  EXPECT_THROW(put("first"), CatalogError);
  world_.executor().rollback();
  EXPECT_EQ(now(), before);
  disk_.heal();
  EXPECT_EQ(kept(), std::nullopt);
}

TEST_F(FailedCommit, IsFollowedByOthersThatSucceed) {
  disk_.arm(Fault::fullDisk, 0, FaultyDisk::Lasting::untilHealed);
  EXPECT_THROW(put("first"), CatalogError);
  world_.executor().rollback();
  disk_.heal();
  put("second");
  EXPECT_EQ(kept(), "second");
}

// What was committed and not synced may go with the power; what was synced may not.
TEST_F(FailedCommit, CannotTakeWhatWasSyncedBefore) {
  world_.close();
  disk_.noteUnsynced();
  world_.open();
  put("first");
  disk_.arm(Fault::kill, 1, FaultyDisk::Lasting::untilHealed);
  EXPECT_THROW(put("second"), CatalogError);
  world_.close();
  disk_.heal();
  Random random(1);
  disk_.loseUnsynced(random);
  world_.open();
  EXPECT_EQ(kept(), "first");
}

}  // namespace
}  // namespace amilocal::simulation
