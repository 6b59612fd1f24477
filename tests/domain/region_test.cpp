#include "amilocal/domain/region.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "amilocal/domain/region_filters.h"

namespace amilocal::domain {
namespace {

std::ptrdiff_t countIn(std::string_view partition, bool optIn) {
  return std::ranges::count_if(regions(), [&](const Region& region) {
    return region.partition == partition && region.optIn == optIn;
  });
}

// AWS Regions and Availability Zones guide, "AWS Regions": 17 need no enabling.
TEST(Region, HasAllRegionsOfThreePartitions) {
  EXPECT_EQ(countIn("aws", false), 17);
  EXPECT_EQ(countIn("aws", true), 17);
  EXPECT_EQ(countIn("aws-us-gov", false), 2);
  EXPECT_EQ(countIn("aws-cn", false), 2);
}

// Binary search by name depends on it, and DescribeRegions shows this order.
TEST(Region, IsOrderedByName) { EXPECT_TRUE(std::ranges::is_sorted(regions(), {}, &Region::name)); }

// The number is in the ids of seed images, so two Regions must not share one.
TEST(Region, HasANumberOfItsOwn) {
  std::set<int> numbers;
  for (const auto& region : regions()) {
    EXPECT_TRUE(numbers.insert(region.number).second) << region.name;
    EXPECT_EQ(findRegion(region.number), &region);
  }
  EXPECT_EQ(findRegion(0), nullptr);
}

// Ids of images that people have written down must not change their Region.
TEST(Region, KeepsItsNumberForEver) {
  EXPECT_EQ(findRegion("us-east-1")->number, 1);
  EXPECT_EQ(findRegion("sa-east-1")->number, 17);
  EXPECT_EQ(findRegion("mx-central-1")->number, 34);
  EXPECT_EQ(findRegion("cn-northwest-1")->number, 38);
}

TEST(Region, IsFoundByItsNameOnly) {
  ASSERT_NE(findRegion("eu-central-1"), nullptr);
  EXPECT_EQ(findRegion("eu-central-1")->longName, "Europe (Frankfurt)");
  EXPECT_EQ(findRegion("eu-central-9"), nullptr);
  EXPECT_EQ(findRegion(""), nullptr);
}

// China has a suffix of its own (aws-facts/snapshots-volumes-instances.md section 6).
TEST(Region, HasTheEndpointOfItsPartition) {
  EXPECT_EQ(regionEndpoint(*findRegion("us-east-1")), "ec2.us-east-1.amazonaws.com");
  EXPECT_EQ(regionEndpoint(*findRegion("us-gov-west-1")), "ec2.us-gov-west-1.amazonaws.com");
  EXPECT_EQ(regionEndpoint(*findRegion("cn-north-1")), "ec2.cn-north-1.amazonaws.com.cn");
}

TEST(Region, PartitionOfAnInventedRegionIsAws) {
  EXPECT_EQ(partitionOf("mars-1"), "aws");
  EXPECT_EQ(partitionOf("cn-north-1"), "aws-cn");
}

TEST(Region, IsOptedInWhenItIsAmongTheEnabledOnes) {
  const std::vector<std::string> enabled = {"af-south-1"};
  EXPECT_EQ(optInStatus(*findRegion("us-east-1"), enabled), "opt-in-not-required");
  EXPECT_EQ(optInStatus(*findRegion("af-south-1"), enabled), "opted-in");
  EXPECT_EQ(optInStatus(*findRegion("eu-south-1"), enabled), "not-opted-in");
}

// Six zones in us-east-1 and an id that is not simply the letter (AWS guide, "AZ IDs").
TEST(Zone, HasANameAndAnId) {
  const auto& region = *findRegion("us-east-1");
  EXPECT_EQ(region.zones.size(), 6U);
  ASSERT_NE(findZone(region, "us-east-1a"), nullptr);
  EXPECT_EQ(findZone(region, "us-east-1a")->id, "use1-az6");
  EXPECT_EQ(findZone(region, "us-east-1z"), nullptr);
}

// Instances and volumes name zones without their Region, so names must be unique.
TEST(Zone, IsNamedAfterItsRegionAndIsUnique) {
  std::set<std::string_view> names, ids;
  for (const auto& region : regions()) {
    EXPECT_GE(region.zones.size(), 2U) << region.name;
    for (const auto& zone : region.zones) {
      EXPECT_TRUE(zone.name.starts_with(region.name)) << zone.name;
      EXPECT_TRUE(names.insert(zone.name).second) << zone.name;
      EXPECT_TRUE(ids.insert(zone.id).second) << zone.id;
    }
  }
}

TEST(Zone, IsInTheGroupOfItsRegion) {
  EXPECT_EQ(zoneGroupName(*findRegion("us-east-1")), "us-east-1-zg-1");
  EXPECT_EQ(zoneGroupLongName(*findRegion("us-east-1")), "US East (N. Virginia) 1");
}

// Every row of the table by one value that matches and one that does not.
TEST(RegionFilters, CompareTheElementsTheyAreNamedAfter) {
  const RegionListing cape{findRegion("af-south-1"), "opted-in"};
  const auto matches1 = [&](std::string name, std::string value) {
    return matches(regionFilters(), {{std::move(name), {std::move(value)}}}, cape, {});
  };
  EXPECT_TRUE(matches1("endpoint", "*af-south-1*"));
  EXPECT_FALSE(matches1("endpoint", "*us-*"));
  EXPECT_TRUE(matches1("opt-in-status", "opted-in"));
  EXPECT_FALSE(matches1("opt-in-status", "not-opted-in"));
  EXPECT_TRUE(matches1("region-name", "af-south-1"));
  EXPECT_FALSE(matches1("region-name", "af-south-2"));
}

TEST(ZoneFilters, CompareTheElementsTheyAreNamedAfter) {
  const auto* const ohio = findRegion("us-east-2");
  const ZoneListing listing{ohio, findZone(*ohio, "us-east-2b")};
  const auto matches1 = [&](std::string name, std::string value) {
    return matches(zoneFilters(), {{std::move(name), {std::move(value)}}}, listing, {});
  };
  EXPECT_TRUE(matches1("group-long-name", "US East (Ohio) 1"));
  EXPECT_TRUE(matches1("group-name", "us-east-2-zg-1"));
  EXPECT_TRUE(matches1("opt-in-status", "opt-in-not-required"));
  EXPECT_TRUE(matches1("region-name", "us-east-2"));
  EXPECT_TRUE(matches1("state", "available"));
  EXPECT_TRUE(matches1("zone-id", "use2-az2"));
  EXPECT_TRUE(matches1("zone-name", "us-east-2b"));
  EXPECT_TRUE(matches1("zone-type", "availability-zone"));
  EXPECT_FALSE(matches1("zone-type", "local-zone"));
  EXPECT_FALSE(matches1("zone-name", "us-east-2a"));
}

// Availability Zones have neither, so even the widest pattern finds none.
TEST(ZoneFilters, OnMessagesAndParentsMatchNothing) {
  const auto* const ohio = findRegion("us-east-2");
  const ZoneListing listing{ohio, &ohio->zones.front()};
  for (const auto* const name : {"message", "parent-zone-id", "parent-zone-name"})
    EXPECT_FALSE(matches(zoneFilters(), {{name, {"*"}}}, listing, {})) << name;
}

}  // namespace
}  // namespace amilocal::domain
