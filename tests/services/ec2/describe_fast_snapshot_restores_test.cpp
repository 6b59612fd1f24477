#include "storage_test.h"

namespace amilocal::test {
namespace {

class DescribeFastSnapshotRestores : public StorageTest {
 protected:
  SnapshotId enabled() {
    const auto id = givenSnapshot().id;
    call(&ec2::enableFastSnapshotRestores,
         {.availabilityZones = {"us-east-1a", "us-east-1b"}, .sourceSnapshotIds = {id.str()}});
    return id;
  }
  std::size_t countOf(std::string name, std::string value) {
    return call(&ec2::describeFastSnapshotRestores,
                {.filters = {{.name = std::move(name), .values = {std::move(value)}}}})
        .fastSnapshotRestores.size();
  }
};

// One for each snapshot and zone, of the caller's account and Region.
TEST_F(DescribeFastSnapshotRestores, ListsEachPair) {
  enabled();
  EXPECT_EQ(call(&ec2::describeFastSnapshotRestores, {}).fastSnapshotRestores.size(), 2U);
  in("eu-west-1");
  EXPECT_TRUE(call(&ec2::describeFastSnapshotRestores, {}).fastSnapshotRestores.empty());
}

// EC2 API Reference, DescribeFastSnapshotRestores, Filters.
TEST_F(DescribeFastSnapshotRestores, KnowsItsFilters) {
  const auto id = enabled();
  enabled();
  EXPECT_EQ(countOf("availability-zone", "us-east-1a"), 2U);
  EXPECT_EQ(countOf("availability-zone-id", "use1-az1"), 2U);
  EXPECT_EQ(countOf("owner-id", std::string(kOwner)), 4U);
  EXPECT_EQ(countOf("snapshot-id", id.str()), 2U);
  EXPECT_EQ(countOf("state", "enabled"), 4U);
  EXPECT_EQ(countOf("state", "disabled"), 0U);
  expectError(
      errorOf(&ec2::describeFastSnapshotRestores, {.filters = {{.name = "zone", .values = {"x"}}}}),
      "InvalidParameterValue");
}

TEST_F(DescribeFastSnapshotRestores, GivesPages) {
  enabled();
  const auto first = call(&ec2::describeFastSnapshotRestores, {.maxResults = 1});
  ASSERT_EQ(first.fastSnapshotRestores.size(), 1U);
  const auto rest =
      call(&ec2::describeFastSnapshotRestores, {.maxResults = 1, .nextToken = first.nextToken});
  EXPECT_EQ(rest.fastSnapshotRestores.at(0).availabilityZone, "us-east-1b");
  EXPECT_FALSE(rest.nextToken);
  expectError(errorOf(&ec2::describeFastSnapshotRestores, {.maxResults = 201}),
              "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
