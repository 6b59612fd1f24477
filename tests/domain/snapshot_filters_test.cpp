#include "amilocal/domain/snapshot_filters.h"

#include <gtest/gtest.h>

#include <chrono>

namespace amilocal::domain {
namespace {

constexpr Instant kNow{std::chrono::hours{24}};

Snapshot pendingCopy() {
  Snapshot snapshot;
  snapshot.id = SnapshotId::trusted("snap-00000001");
  snapshot.owner = "111111111111";
  snapshot.ownerAlias = "amazon";
  snapshot.description = "a copy";
  snapshot.volumeSizeGib = 80;
  snapshot.encrypted = true;
  snapshot.startedAt = kNow - std::chrono::seconds{42};
  snapshot.dueAt = kNow + std::chrono::seconds{58};
  snapshot.transferType = "time-based";
  return snapshot;
}

bool isFoundBy(std::string name, std::string value, const Snapshot& snapshot = pendingCopy()) {
  return matches(snapshotFilters(), {{std::move(name), {std::move(value)}}}, {snapshot, kNow}, {});
}

struct Row {
  std::string name, matching, other;
};
class SnapshotFilterRows : public ::testing::TestWithParam<Row> {};

// Every filter of aws-facts/snapshots-volumes-instances.md 1.2.
TEST_P(SnapshotFilterRows, MatchesItsElement) {
  const auto& [name, matching, other] = GetParam();
  EXPECT_TRUE(isFoundBy(name, matching));
  EXPECT_FALSE(isFoundBy(name, other));
}

INSTANTIATE_TEST_SUITE_P(All, SnapshotFilterRows,
                         ::testing::Values(Row{"description", "a*", "b*"},
                                           Row{"encrypted", "true", "false"},
                                           Row{"owner-alias", "amazon", "aws"},
                                           Row{"owner-id", "111111111111", "222222222222"},
                                           Row{"progress", "42%", "100%"},
                                           Row{"snapshot-id", "snap-00000001", "snap-00000002"},
                                           Row{"start-time", "1970-01-01T23:59:18.000Z", "1971*"},
                                           Row{"status", "pending", "completed"},
                                           Row{"storage-tier", "standard", "archive"},
                                           Row{"transfer-type", "time-based", "standard"},
                                           Row{"volume-id", "vol-ffffffff", "vol-00000001"},
                                           Row{"volume-size", "80", "8"}));

TEST(SnapshotFilters, AreTwelveBesideTheTags) { EXPECT_EQ(snapshotFilters().size(), 12U); }

// What has no such element is found by no value of it.
TEST(SnapshotFilters, MatchNothingThatIsAbsent) {
  auto snapshot = pendingCopy();
  snapshot.transferType.reset();
  snapshot.ownerAlias.reset();
  EXPECT_FALSE(isFoundBy("transfer-type", "*", snapshot));
  EXPECT_FALSE(isFoundBy("owner-alias", "*", snapshot));
}

}  // namespace
}  // namespace amilocal::domain
