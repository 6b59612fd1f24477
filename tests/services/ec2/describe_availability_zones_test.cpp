#include <string>
#include <vector>

#include "service_test.h"

namespace amilocal::test {
namespace {

class DescribeAvailabilityZones : public ServiceTest {
 protected:
  std::vector<ec2::AvailabilityZone> zones(
      const ec2::DescribeAvailabilityZonesRequest& request = {}) {
    return call(&ec2::describeAvailabilityZones, request).availabilityZones;
  }
  std::vector<std::string> names(const ec2::DescribeAvailabilityZonesRequest& request = {}) {
    std::vector<std::string> names;
    for (const auto& zone : zones(request)) names.push_back(zone.zoneName.value());
    return names;
  }
  static ec2::DescribeAvailabilityZonesRequest filtered(std::string name, std::string value) {
    ec2::DescribeAvailabilityZonesRequest request;
    ec2::Filter filter;
    filter.name = std::move(name);
    filter.values = {std::move(value)};
    request.filters = {filter};
    return request;
  }
};

TEST_F(DescribeAvailabilityZones, ShowsThoseOfTheCallersRegion) {
  EXPECT_EQ(names(), (std::vector<std::string>{"us-east-1a", "us-east-1b", "us-east-1c",
                                               "us-east-1d", "us-east-1e", "us-east-1f"}));
  in("sa-east-1");
  EXPECT_EQ(names(), (std::vector<std::string>{"sa-east-1a", "sa-east-1b", "sa-east-1c"}));
}

// The example of "AWS Availability Zones" in the AWS Regions and Availability Zones guide.
TEST_F(DescribeAvailabilityZones, ShowsAllThatAwsShows) {
  in("us-east-2");
  const auto zone = zones().at(0);
  EXPECT_EQ(zone.optInStatus, "opt-in-not-required");
  EXPECT_TRUE(zone.messages.empty());
  EXPECT_EQ(zone.regionName, "us-east-2");
  EXPECT_EQ(zone.zoneName, "us-east-2a");
  EXPECT_EQ(zone.zoneId, "use2-az1");
  EXPECT_EQ(zone.groupName, "us-east-2-zg-1");
  EXPECT_EQ(zone.groupLongName, "US East (Ohio) 1");
  EXPECT_EQ(zone.networkBorderGroup, "us-east-2");
  EXPECT_EQ(zone.zoneType, "availability-zone");
  EXPECT_EQ(zone.state, "available");
  EXPECT_EQ(zone.geography.at(0).name, "United States of America");
  EXPECT_EQ(zone.subGeography.at(0).name, "Ohio");
  EXPECT_EQ(zone.parentZoneName, std::nullopt);
}

// Only the Regions of the United States are divided further.
TEST_F(DescribeAvailabilityZones, LeavesOutTheSubGeographyThatIsNotThere) {
  in("eu-west-1");
  EXPECT_EQ(zones().at(0).geography.at(0).name, "Ireland");
  EXPECT_TRUE(zones().at(0).subGeography.empty());
}

TEST_F(DescribeAvailabilityZones, TakesNamesAndIds) {
  ec2::DescribeAvailabilityZonesRequest request;
  request.zoneNames = {"us-east-1c", "us-east-1a"};
  EXPECT_EQ(names(request), (std::vector<std::string>{"us-east-1a", "us-east-1c"}));
  request.zoneIds = {"use1-az6"};
  EXPECT_EQ(names(request), (std::vector<std::string>{"us-east-1a"}));
}

// There are no Local Zones here, so asking for all of them adds none.
TEST_F(DescribeAvailabilityZones, AddsNothingWhenAllAreAskedFor) {
  ec2::DescribeAvailabilityZonesRequest request;
  request.allAvailabilityZones = true;
  EXPECT_EQ(zones(request), zones());
}

// errors::unknownZone names the first that is wrong.
TEST_F(DescribeAvailabilityZones, RefusesAZoneOfAnotherRegion) {
  ec2::DescribeAvailabilityZonesRequest request;
  request.zoneNames = {"us-east-1a", "us-west-2a"};
  expectError(errorOf(&ec2::describeAvailabilityZones, request), "InvalidParameterValue",
              "Invalid availability zone: [us-west-2a]");
}

// errors::unknownZoneId has other words.
TEST_F(DescribeAvailabilityZones, RefusesAnIdOfAnotherRegion) {
  ec2::DescribeAvailabilityZonesRequest request;
  request.zoneIds = {"usw2-az1"};
  expectError(errorOf(&ec2::describeAvailabilityZones, request), "InvalidParameterValue",
              "Invalid availability zone-id: [usw2-az1]");
}

// Some clients are pointed at a Region of their own invention; it has no zones.
TEST_F(DescribeAvailabilityZones, AreNoneInARegionThatDoesNotExist) {
  in("mars-1");
  EXPECT_TRUE(zones().empty());
  ec2::DescribeAvailabilityZonesRequest request;
  request.zoneNames = {"mars-1a"};
  expectError(errorOf(&ec2::describeAvailabilityZones, request), "InvalidParameterValue");
}

TEST_F(DescribeAvailabilityZones, Filters) {
  EXPECT_EQ(names(filtered("zone-id", "use1-az1")), (std::vector<std::string>{"us-east-1b"}));
  EXPECT_EQ(names(filtered("zone-name", "*f")), (std::vector<std::string>{"us-east-1f"}));
  EXPECT_EQ(names(filtered("state", "available")).size(), 6U);
  EXPECT_TRUE(names(filtered("zone-type", "local-zone")).empty());
  EXPECT_TRUE(names(filtered("region-name", "us-east-2")).empty());
}

TEST_F(DescribeAvailabilityZones, RefusesAnUnknownFilter) {
  expectError(errorOf(&ec2::describeAvailabilityZones, filtered("zone", "x")),
              "InvalidParameterValue", "The filter 'zone' is invalid");
}

}  // namespace
}  // namespace amilocal::test
