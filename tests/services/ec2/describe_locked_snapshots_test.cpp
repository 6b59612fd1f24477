#include <chrono>

#include "storage_test.h"

namespace amilocal::test {
namespace {

class DescribeLockedSnapshots : public StorageTest {
 protected:
  SnapshotId locked(std::string mode, int days) {
    const auto id = givenSnapshot().id;
    ec2::LockSnapshotRequest request;
    request.snapshotId = id.str();
    request.lockMode = std::move(mode);
    request.lockDuration = days;
    call(&ec2::lockSnapshot, request);
    return id;
  }
  std::vector<ec2::LockedSnapshotsInfo> inState(std::string state) {
    return call(&ec2::describeLockedSnapshots,
                {.filters = {{.name = "lock-state", .values = {std::move(state)}}}})
        .snapshots;
  }
};

TEST_F(DescribeLockedSnapshots, ListsTheCallersLocks) {
  givenSnapshot();
  const auto id = locked("governance", 3);
  const auto found = call(&ec2::describeLockedSnapshots, {}).snapshots;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().snapshotId, id.str());
  EXPECT_EQ(found.front().ownerId, kOwner);
  EXPECT_EQ(found.front().lockExpiresOn, now() + std::chrono::days{3});
  as(kOther);
  EXPECT_TRUE(call(&ec2::describeLockedSnapshots, {}).snapshots.empty());
}

// `expired` is a state of its own (EC2 API Reference, LockedSnapshotsInfo).
TEST_F(DescribeLockedSnapshots, FiltersByTheStateOfTheLock) {
  locked("governance", 1);
  locked("compliance", 3);
  EXPECT_EQ(inState("governance").size(), 1U);
  advance(std::chrono::days{1});
  EXPECT_EQ(inState("governance").size(), 0U);
  EXPECT_EQ(inState("expired").size(), 1U);
  EXPECT_EQ(inState("compliance").size(), 1U);
}

TEST_F(DescribeLockedSnapshots, RefusesOtherFilters) {
  expectError(
      errorOf(&ec2::describeLockedSnapshots, {.filters = {{.name = "tag-key", .values = {"x"}}}}),
      "InvalidParameterValue");
}

TEST_F(DescribeLockedSnapshots, LeavesOutWhatIsNotLockedAndRefusesWhatIsNotThere) {
  const auto id = givenSnapshot().id.str();
  EXPECT_TRUE(call(&ec2::describeLockedSnapshots, {.snapshotIds = {id}}).snapshots.empty());
  expectError(errorOf(&ec2::describeLockedSnapshots, {.snapshotIds = {"snap-00000000"}}),
              "InvalidSnapshot.NotFound");
}

TEST_F(DescribeLockedSnapshots, GivesPages) {
  for (int i = 0; i < 6; ++i) locked("governance", 1);
  const auto first = call(&ec2::describeLockedSnapshots, {.maxResults = 5});
  EXPECT_EQ(first.snapshots.size(), 5U);
  EXPECT_EQ(call(&ec2::describeLockedSnapshots, {.maxResults = 5, .nextToken = first.nextToken})
                .snapshots.size(),
            1U);
}

}  // namespace
}  // namespace amilocal::test
