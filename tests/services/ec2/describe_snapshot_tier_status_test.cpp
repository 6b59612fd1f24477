#include <chrono>

#include "storage_test.h"

namespace amilocal::test {
namespace {

class DescribeSnapshotTierStatus : public StorageTest {
 protected:
  std::vector<ec2::SnapshotTierStatus> described(
      const ec2::DescribeSnapshotTierStatusRequest& request = {}) {
    return call(&ec2::describeSnapshotTierStatus, request).snapshotTierStatuses;
  }
  std::vector<ec2::SnapshotTierStatus> filtered(std::string name, std::string value) {
    return described({.filters = {{.name = std::move(name), .values = {std::move(value)}}}});
  }
  void archive(const SnapshotId& id) {
    call(&ec2::modifySnapshotTier, {.snapshotId = id.str(), .storageTier = "archive"});
  }
};

TEST_F(DescribeSnapshotTierStatus, TellsHowFarAnArchivalIs) {
  taskTime("100s");
  const auto id = givenSnapshot().id;
  archive(id);
  advance(std::chrono::seconds{40});
  const auto shown = described().front();
  EXPECT_EQ(shown.snapshotId, id.str());
  EXPECT_EQ(shown.storageTier, "standard");
  EXPECT_EQ(shown.lastTieringOperationStatus, "archival-in-progress");
  EXPECT_EQ(shown.lastTieringProgress, 40);
  EXPECT_EQ(shown.lastTieringStartTime, now() - std::chrono::seconds{40});
  EXPECT_FALSE(shown.archivalCompleteTime);
}

TEST_F(DescribeSnapshotTierStatus, TellsOfAnArchivedSnapshot) {
  archive(givenSnapshot().id);
  const auto shown = described().front();
  EXPECT_EQ(shown.status, "completed");
  EXPECT_EQ(shown.ownerId, kOwner);
  EXPECT_EQ(shown.storageTier, "archive");
  EXPECT_EQ(shown.lastTieringOperationStatus, "archival-completed");
  EXPECT_EQ(shown.lastTieringProgress, 100);
  EXPECT_EQ(shown.archivalCompleteTime, now());
}

// Every own snapshot has a tier, also one that was never moved.
TEST_F(DescribeSnapshotTierStatus, ListsTheCallersSnapshotsOnly) {
  givenSnapshot();
  as(kOther);
  EXPECT_TRUE(described().empty());
  const auto own = givenSnapshot();
  ASSERT_EQ(described().size(), 1U);
  EXPECT_EQ(described().front().volumeId, own.volumeId);
  EXPECT_FALSE(described().front().lastTieringOperationStatus);
}

TEST_F(DescribeSnapshotTierStatus, KnowsItsFilters) {
  const auto archived = givenSnapshot([](auto& s) { s.volumeId = "vol-0123456789abcdef0"; });
  archive(archived.id);
  const auto other = givenSnapshot();
  EXPECT_EQ(filtered("last-tiering-operation", "archival-completed").size(), 1U);
  EXPECT_EQ(filtered("volume-id", "vol-0*").front().snapshotId, archived.id.str());
  EXPECT_EQ(filtered("snapshot-id", other.id.str()).size(), 1U);
  expectError(
      errorOf(&ec2::describeSnapshotTierStatus, {.filters = {{.name = "status", .values = {"x"}}}}),
      "InvalidParameterValue", "The filter 'status' is invalid");
}

TEST_F(DescribeSnapshotTierStatus, GivesPages) {
  for (int i = 0; i < 3; ++i) givenSnapshot();
  const auto first = call(&ec2::describeSnapshotTierStatus, {.maxResults = 2});
  ASSERT_EQ(first.snapshotTierStatuses.size(), 2U);
  const auto rest =
      call(&ec2::describeSnapshotTierStatus, {.nextToken = first.nextToken, .maxResults = 2});
  EXPECT_EQ(rest.snapshotTierStatuses.size(), 1U);
  EXPECT_FALSE(rest.nextToken);
}

}  // namespace
}  // namespace amilocal::test
