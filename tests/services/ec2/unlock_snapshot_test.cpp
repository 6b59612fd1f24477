#include <chrono>

#include "storage_test.h"

namespace amilocal::test {
namespace {

class UnlockSnapshot : public StorageTest {
 protected:
  SnapshotId locked(std::string mode, std::optional<std::int64_t> coolOff = std::nullopt) {
    const auto id = givenSnapshot().id;
    ec2::LockSnapshotRequest request;
    request.snapshotId = id.str();
    request.lockMode = std::move(mode);
    request.lockDuration = 10;
    request.coolOffPeriod = coolOff;
    call(&ec2::lockSnapshot, request);
    return id;
  }
};

TEST_F(UnlockSnapshot, TakesAGovernanceLockAway) {
  const auto id = locked("governance");
  EXPECT_EQ(call(&ec2::unlockSnapshot, {.snapshotId = id.str()}).snapshotId, id.str());
  EXPECT_NO_THROW(call(&ec2::deleteSnapshot, {.snapshotId = id.str()}));
}

// "Locked in compliance mode and in the cooling-off period" (EC2 API Reference, UnlockSnapshot).
TEST_F(UnlockSnapshot, TakesAComplianceLockAwayWhileItCoolsOff) {
  const auto id = locked("compliance", 2);
  EXPECT_NO_THROW(call(&ec2::unlockSnapshot, {.snapshotId = id.str()}));
  EXPECT_FALSE(stored(id).lock);
}

TEST_F(UnlockSnapshot, CannotTakeAComplianceLockAwayLater) {
  const auto id = locked("compliance", 2);
  advance(std::chrono::hours{2});
  expectError(errorOf(&ec2::unlockSnapshot, {.snapshotId = id.str()}), "OperationNotPermitted");
}

TEST_F(UnlockSnapshot, RefusesASnapshotWithoutALock) {
  expectError(errorOf(&ec2::unlockSnapshot, {.snapshotId = givenSnapshot().id.str()}),
              "IncorrectState");
}

TEST_F(UnlockSnapshot, DoesNotFindASnapshotOfAnother) {
  const auto id = locked("governance");
  as(kOther);
  expectError(errorOf(&ec2::unlockSnapshot, {.snapshotId = id.str()}), "InvalidSnapshot.NotFound");
}

}  // namespace
}  // namespace amilocal::test
