#include <algorithm>
#include <string>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/engine/request_context.h"
#include "service_test.h"

namespace amilocal::test {
namespace {

class DescribeRegions : public ServiceTest {
 protected:
  std::vector<ec2::Region> regions(const ec2::DescribeRegionsRequest& request = {}) {
    return call(&ec2::describeRegions, request).regions;
  }
  std::vector<std::string> names(const ec2::DescribeRegionsRequest& request = {}) {
    return namesOf(regions(request));
  }
  static std::vector<std::string> namesOf(const std::vector<ec2::Region>& regions) {
    std::vector<std::string> names;
    for (const auto& region : regions) names.push_back(region.regionName.value());
    return names;
  }
  static ec2::DescribeRegionsRequest filtered(std::string name, std::string value) {
    ec2::DescribeRegionsRequest request;
    ec2::Filter filter;
    filter.name = std::move(name);
    filter.values = {std::move(value)};
    request.filters = {filter};
    return request;
  }
  static ec2::DescribeRegionsRequest named(std::vector<std::string> names) {
    ec2::DescribeRegionsRequest request;
    request.regionNames = std::move(names);
    return request;
  }
};

// An account that has enabled nothing sees the Regions that need no enabling.
TEST_F(DescribeRegions, ShowsTheSeventeenRegionsOfANewAccount) {
  const auto found = regions();
  EXPECT_EQ(found.size(), 17U);
  for (const auto& region : found) EXPECT_EQ(region.optInStatus, "opt-in-not-required");
}

TEST_F(DescribeRegions, ShowsNameEndpointAndGeography) {
  const auto found = regions(named({"us-east-1"}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].regionName, "us-east-1");
  EXPECT_EQ(found[0].endpoint, "ec2.us-east-1.amazonaws.com");
  ASSERT_EQ(found[0].geography.size(), 1U);
  EXPECT_EQ(found[0].geography[0].name, "United States of America");
}

// EC2 API Reference, DescribeRegions, AllRegions: also those that are disabled for the account.
TEST_F(DescribeRegions, AddsTheOthersWhenAllAreAskedFor) {
  ec2::DescribeRegionsRequest request;
  request.allRegions = true;
  const auto found = regions(request);
  EXPECT_EQ(found.size(), 34U);
  EXPECT_EQ(std::ranges::count(found, "not-opted-in",
                               [](const ec2::Region& region) { return *region.optInStatus; }),
            17);
}

TEST_F(DescribeRegions, ShowsTheOptInRegionsThatTheServerHasEnabled) {
  ServerSettings settings;
  settings.enabledRegions = {"af-south-1"};
  IdSource ids(1);
  RequestContext context(caller(), now(), catalog(), blobs(), ids, settings, "test", "request");
  const auto found = ec2::describeRegions(context, {}).regions;
  EXPECT_EQ(found.size(), 18U);
  EXPECT_EQ(found.front().regionName, "af-south-1");
  EXPECT_EQ(found.front().optInStatus, "opted-in");
}

// "You can specify any Regions, whether they are enabled and disabled for your account."
TEST_F(DescribeRegions, ShowsADisabledRegionThatIsNamed) {
  const auto found = regions(named({"eu-south-2", "us-west-2"}));
  EXPECT_EQ(namesOf(found), (std::vector<std::string>{"eu-south-2", "us-west-2"}));
  EXPECT_EQ(found[0].optInStatus, "not-opted-in");
}

// errors::unknownRegion: the words that clients have met.
TEST_F(DescribeRegions, RefusesANameThatNoRegionHas) {
  expectError(errorOf(&ec2::describeRegions, named({"us-east-1", "us--east-1"})),
              "InvalidParameterValue", "Invalid region: [us--east-1]");
}

// A caller in one partition knows nothing of the others.
TEST_F(DescribeRegions, ShowsTheCallersPartitionOnly) {
  in("us-gov-west-1");
  EXPECT_EQ(names(), (std::vector<std::string>{"us-gov-east-1", "us-gov-west-1"}));
  in("cn-north-1");
  EXPECT_EQ(names(), (std::vector<std::string>{"cn-north-1", "cn-northwest-1"}));
  EXPECT_EQ(regions()[0].endpoint, "ec2.cn-north-1.amazonaws.com.cn");
  expectError(errorOf(&ec2::describeRegions, named({"us-east-1"})), "InvalidParameterValue",
              "Invalid region: [us-east-1]");
}

TEST_F(DescribeRegions, FiltersByEndpointStatusAndName) {
  EXPECT_EQ(names(filtered("endpoint", "*us-west*")),
            (std::vector<std::string>{"us-west-1", "us-west-2"}));
  EXPECT_EQ(names(filtered("region-name", "eu-west-?")).size(), 3U);
  EXPECT_TRUE(names(filtered("opt-in-status", "opted-in")).empty());
  EXPECT_EQ(names(filtered("opt-in-status", "opt-in-not-required")).size(), 17U);
}

TEST_F(DescribeRegions, RefusesAnUnknownFilter) {
  expectError(errorOf(&ec2::describeRegions, filtered("name", "us-east-1")),
              "InvalidParameterValue", "The filter 'name' is invalid");
  expectError(errorOf(&ec2::describeRegions, filtered("tag:Name", "x")), "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
