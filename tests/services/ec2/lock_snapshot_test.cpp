#include <chrono>

#include "storage_test.h"

namespace amilocal::test {
namespace {

using std::chrono::days;
using std::chrono::hours;

class LockSnapshot : public StorageTest {
 protected:
  ec2::LockSnapshotRequest governed(const SnapshotId& id, int length) {
    ec2::LockSnapshotRequest request;
    request.snapshotId = id.str();
    request.lockMode = "governance";
    request.lockDuration = length;
    return request;
  }
  ec2::LockSnapshotRequest complied(const SnapshotId& id, int length,
                                    std::optional<std::int64_t> coolOff = std::nullopt) {
    auto request = governed(id, length);
    request.lockMode = "compliance";
    request.coolOffPeriod = coolOff;
    return request;
  }
  ec2::LockedSnapshotsInfo lock(const ec2::LockSnapshotRequest& request) {
    return call(&ec2::lockSnapshot, request);
  }
  std::string stateOf(const SnapshotId& id) {
    const auto found = call(&ec2::describeLockedSnapshots, {.snapshotIds = {id.str()}}).snapshots;
    return found.empty() ? "none" : found.front().lockState.value();
  }
  bool isDeletable(const SnapshotId& id) {
    try {
      call(&ec2::deleteSnapshot, {.snapshotId = id.str()});
      return true;
    } catch (const ApiError& error) {
      EXPECT_EQ(error.code(), "OperationNotPermitted");
      return false;
    }
  }
};

// Amazon EBS User Guide, "Amazon EBS snapshot lock concepts".
TEST_F(LockSnapshot, LocksInGovernanceModeAtOnce) {
  const auto id = givenSnapshot().id;
  const auto answer = lock(governed(id, 30));
  EXPECT_EQ(answer.lockState, "governance");
  EXPECT_EQ(answer.lockDuration, 30);
  EXPECT_EQ(answer.lockCreatedOn, now());
  EXPECT_EQ(answer.lockDurationStartTime, now());
  EXPECT_EQ(answer.lockExpiresOn, now() + days{30});
  EXPECT_FALSE(answer.coolOffPeriod);
  EXPECT_FALSE(answer.ownerId);
}

TEST_F(LockSnapshot, KeepsTheSnapshotFromBeingDeletedUntilItExpires) {
  const auto id = givenSnapshot().id;
  lock(governed(id, 2));
  EXPECT_FALSE(isDeletable(id));
  advance(days{2});
  EXPECT_EQ(stateOf(id), "expired");
  EXPECT_TRUE(isDeletable(id));
}

// DeregisterImage never fails for a snapshot (errors.md section 1).
TEST_F(LockSnapshot, OutlivesAnImageThatTakesItsSnapshotsAlong) {
  const auto id = givenSnapshot().id;
  const auto image = givenImageOf(id);
  lock(governed(id, 2));
  const auto answer =
      call(&ec2::deregisterImage, {.imageId = image.id.str(), .deleteAssociatedSnapshots = true});
  EXPECT_EQ(answer.deleteSnapshotResults.front().returnCode, "client-error");
  EXPECT_EQ(stored(id).state, domain::SnapshotState::completed);
}

TEST_F(LockSnapshot, LocksUntilADate) {
  auto request = governed(givenSnapshot().id, 1);
  request.lockDuration.reset();
  request.expirationDate = now() + hours{60};
  const auto answer = lock(request);
  EXPECT_EQ(answer.lockExpiresOn, now() + hours{60});
  EXPECT_EQ(answer.lockDuration, 3);
}

TEST_F(LockSnapshot, CanBeChangedAtWillInGovernanceMode) {
  const auto id = givenSnapshot().id;
  lock(governed(id, 30));
  EXPECT_EQ(lock(governed(id, 2)).lockDuration, 2);
  EXPECT_EQ(lock(complied(id, 1)).lockState, "compliance");
}

// "You can lock a snapshot in compliance mode without a cooling-off period by omitting" it.
TEST_F(LockSnapshot, HasNoCoolingOffPeriodUnlessAsked) {
  EXPECT_EQ(lock(complied(givenSnapshot().id, 2)).lockState, "compliance");
}

TEST_F(LockSnapshot, CoolsOffBeforeComplianceHolds) {
  const auto id = givenSnapshot().id;
  const auto answer = lock(complied(id, 30, 24));
  EXPECT_EQ(answer.lockState, "compliance-cooloff");
  EXPECT_EQ(answer.coolOffPeriod, 24);
  EXPECT_EQ(answer.coolOffPeriodExpiresOn, now() + hours{24});
  EXPECT_EQ(lock(complied(id, 10, 12)).lockDuration, 10);
  advance(hours{12});
  EXPECT_EQ(stateOf(id), "compliance");
}

// "After the cooling-off period expires, you can only increase the lock duration."
TEST_F(LockSnapshot, CanOnlyBeLengthenedInComplianceMode) {
  const auto id = givenSnapshot().id;
  lock(complied(id, 30));
  expectError(errorOf(&ec2::lockSnapshot, complied(id, 29)), "OperationNotPermitted");
  expectError(errorOf(&ec2::lockSnapshot, complied(id, 40, 5)), "OperationNotPermitted");
  expectError(errorOf(&ec2::lockSnapshot, governed(id, 40)), "OperationNotPermitted");
  EXPECT_EQ(lock(complied(id, 40)).lockExpiresOn, now() + days{40});
}

// "If you lock a snapshot that is in the pending state, the lock duration starts only once the
// snapshot enters the completed state" (EC2 API Reference, LockedSnapshotsInfo).
TEST_F(LockSnapshot, CountsFromTheCompletionOfAPendingSnapshot) {
  taskTime("5h");
  const auto volume = givenVolume();
  const auto id = SnapshotId::trusted(
      call(&ec2::createSnapshot, {.volumeId = volume.id.str()}).snapshotId.value());
  const auto answer = lock(governed(id, 1));
  EXPECT_FALSE(answer.lockDurationStartTime);
  EXPECT_FALSE(answer.lockExpiresOn);
  advance(hours{5});
  EXPECT_EQ(stored(id).lock->expiresAt, now() + days{1});
}

TEST_F(LockSnapshot, GoesWithAPendingSnapshotThatFails) {
  taskTime("hold");
  const auto volume = givenVolume();
  const auto id = SnapshotId::trusted(
      call(&ec2::createSnapshot, {.volumeId = volume.id.str()}).snapshotId.value());
  lock(governed(id, 1));
  finishTaskOf(id.str(), domain::StateReason{"Server.InternalError", "no"});
  EXPECT_EQ(stateOf(id), "none");
}

TEST_F(LockSnapshot, WantsOneLength) {
  auto request = governed(givenSnapshot().id, 1);
  request.expirationDate = now() + days{2};
  expectError(errorOf(&ec2::lockSnapshot, request), "InvalidParameterCombination");
  request.expirationDate.reset();
  request.lockDuration.reset();
  expectError(errorOf(&ec2::lockSnapshot, request), "MissingParameter");
}

// EC2 API Reference, LockSnapshot: 1 to 36,500 days, 1 to 72 hours.
TEST_F(LockSnapshot, KeepsToTheBounds) {
  const auto id = givenSnapshot().id;
  for (const int length : {0, 36501})
    expectError(errorOf(&ec2::lockSnapshot, governed(id, length)), "InvalidParameterValue");
  for (const int coolOff : {0, 73})
    expectError(errorOf(&ec2::lockSnapshot, complied(id, 1, coolOff)), "InvalidParameterValue");
  auto request = governed(id, 1);
  request.coolOffPeriod = 1;
  expectError(errorOf(&ec2::lockSnapshot, request), "InvalidParameterCombination");
  request = governed(id, 1);
  request.lockDuration.reset();
  request.expirationDate = now() + hours{23};
  expectError(errorOf(&ec2::lockSnapshot, request), "InvalidParameterValue");
}

TEST_F(LockSnapshot, RefusesASnapshotInError) {
  const auto id = givenSnapshot([](auto& s) { s.state = domain::SnapshotState::error; }).id;
  expectError(errorOf(&ec2::lockSnapshot, governed(id, 1)), "IncorrectState");
}

// "Snapshots in either mode can still be shared or copied", and archived (AWS News Blog, "Amazon
// EBS Snapshot Lock").
TEST_F(LockSnapshot, LetsTheSnapshotBeCopiedAndArchived) {
  const auto id = givenSnapshot().id.str();
  lock(complied(SnapshotId::trusted(id), 1));
  EXPECT_NO_THROW(call(&ec2::copySnapshot, {.sourceRegion = "us-east-1", .sourceSnapshotId = id}));
  EXPECT_NO_THROW(call(&ec2::modifySnapshotTier, {.snapshotId = id, .storageTier = "archive"}));
}

}  // namespace
}  // namespace amilocal::test
