#include "amilocal/domain/region.h"

#include <algorithm>

namespace amilocal::domain {
namespace {

// Zone ids: "AWS Availability Zones" in the AWS Regions and Availability Zones guide. Which letter
// stands for which id differs by account in the oldest Regions (and no longer does for accounts
// made since November 2025); here all accounts have the same mapping, which docs/compatibility.md
// lists as a difference.
constexpr Zone kAfSouth1[] = {
    {"af-south-1a", "afs1-az1"}, {"af-south-1b", "afs1-az2"}, {"af-south-1c", "afs1-az3"}};
constexpr Zone kApEast1[] = {
    {"ap-east-1a", "ape1-az1"}, {"ap-east-1b", "ape1-az2"}, {"ap-east-1c", "ape1-az3"}};
constexpr Zone kApEast2[] = {
    {"ap-east-2a", "ape2-az1"}, {"ap-east-2b", "ape2-az2"}, {"ap-east-2c", "ape2-az3"}};
constexpr Zone kApNortheast1[] = {{"ap-northeast-1a", "apne1-az4"},
                                  {"ap-northeast-1c", "apne1-az1"},
                                  {"ap-northeast-1d", "apne1-az2"}};
constexpr Zone kApNortheast2[] = {{"ap-northeast-2a", "apne2-az1"},
                                  {"ap-northeast-2b", "apne2-az2"},
                                  {"ap-northeast-2c", "apne2-az3"},
                                  {"ap-northeast-2d", "apne2-az4"}};
constexpr Zone kApNortheast3[] = {{"ap-northeast-3a", "apne3-az1"},
                                  {"ap-northeast-3b", "apne3-az2"},
                                  {"ap-northeast-3c", "apne3-az3"}};
constexpr Zone kApSouth1[] = {
    {"ap-south-1a", "aps1-az1"}, {"ap-south-1b", "aps1-az3"}, {"ap-south-1c", "aps1-az2"}};
constexpr Zone kApSouth2[] = {
    {"ap-south-2a", "aps2-az1"}, {"ap-south-2b", "aps2-az2"}, {"ap-south-2c", "aps2-az3"}};
constexpr Zone kApSoutheast1[] = {{"ap-southeast-1a", "apse1-az1"},
                                  {"ap-southeast-1b", "apse1-az2"},
                                  {"ap-southeast-1c", "apse1-az3"}};
constexpr Zone kApSoutheast2[] = {{"ap-southeast-2a", "apse2-az1"},
                                  {"ap-southeast-2b", "apse2-az3"},
                                  {"ap-southeast-2c", "apse2-az2"}};
constexpr Zone kApSoutheast3[] = {{"ap-southeast-3a", "apse3-az1"},
                                  {"ap-southeast-3b", "apse3-az2"},
                                  {"ap-southeast-3c", "apse3-az3"}};
constexpr Zone kApSoutheast4[] = {{"ap-southeast-4a", "apse4-az1"},
                                  {"ap-southeast-4b", "apse4-az2"},
                                  {"ap-southeast-4c", "apse4-az3"}};
constexpr Zone kApSoutheast5[] = {{"ap-southeast-5a", "apse5-az1"},
                                  {"ap-southeast-5b", "apse5-az2"},
                                  {"ap-southeast-5c", "apse5-az3"}};
constexpr Zone kApSoutheast6[] = {{"ap-southeast-6a", "apse6-az1"},
                                  {"ap-southeast-6b", "apse6-az2"},
                                  {"ap-southeast-6c", "apse6-az3"}};
constexpr Zone kApSoutheast7[] = {{"ap-southeast-7a", "apse7-az1"},
                                  {"ap-southeast-7b", "apse7-az2"},
                                  {"ap-southeast-7c", "apse7-az3"}};
constexpr Zone kCaCentral1[] = {
    {"ca-central-1a", "cac1-az1"}, {"ca-central-1b", "cac1-az2"}, {"ca-central-1d", "cac1-az4"}};
constexpr Zone kCaWest1[] = {
    {"ca-west-1a", "caw1-az1"}, {"ca-west-1b", "caw1-az2"}, {"ca-west-1c", "caw1-az3"}};
constexpr Zone kCnNorth1[] = {
    {"cn-north-1a", "cnn1-az1"}, {"cn-north-1b", "cnn1-az2"}, {"cn-north-1d", "cnn1-az4"}};
constexpr Zone kCnNorthwest1[] = {{"cn-northwest-1a", "cnnw1-az1"},
                                  {"cn-northwest-1b", "cnnw1-az2"},
                                  {"cn-northwest-1c", "cnnw1-az3"}};
constexpr Zone kEuCentral1[] = {
    {"eu-central-1a", "euc1-az2"}, {"eu-central-1b", "euc1-az3"}, {"eu-central-1c", "euc1-az1"}};
constexpr Zone kEuCentral2[] = {
    {"eu-central-2a", "euc2-az1"}, {"eu-central-2b", "euc2-az2"}, {"eu-central-2c", "euc2-az3"}};
constexpr Zone kEuNorth1[] = {
    {"eu-north-1a", "eun1-az1"}, {"eu-north-1b", "eun1-az2"}, {"eu-north-1c", "eun1-az3"}};
constexpr Zone kEuSouth1[] = {
    {"eu-south-1a", "eus1-az1"}, {"eu-south-1b", "eus1-az2"}, {"eu-south-1c", "eus1-az3"}};
constexpr Zone kEuSouth2[] = {
    {"eu-south-2a", "eus2-az1"}, {"eu-south-2b", "eus2-az2"}, {"eu-south-2c", "eus2-az3"}};
constexpr Zone kEuWest1[] = {
    {"eu-west-1a", "euw1-az3"}, {"eu-west-1b", "euw1-az1"}, {"eu-west-1c", "euw1-az2"}};
constexpr Zone kEuWest2[] = {
    {"eu-west-2a", "euw2-az2"}, {"eu-west-2b", "euw2-az3"}, {"eu-west-2c", "euw2-az1"}};
constexpr Zone kEuWest3[] = {
    {"eu-west-3a", "euw3-az1"}, {"eu-west-3b", "euw3-az2"}, {"eu-west-3c", "euw3-az3"}};
constexpr Zone kIlCentral1[] = {
    {"il-central-1a", "ilc1-az1"}, {"il-central-1b", "ilc1-az2"}, {"il-central-1c", "ilc1-az3"}};
constexpr Zone kMeCentral1[] = {
    {"me-central-1a", "mec1-az1"}, {"me-central-1b", "mec1-az2"}, {"me-central-1c", "mec1-az3"}};
constexpr Zone kMeSouth1[] = {
    {"me-south-1a", "mes1-az1"}, {"me-south-1b", "mes1-az2"}, {"me-south-1c", "mes1-az3"}};
constexpr Zone kMxCentral1[] = {
    {"mx-central-1a", "mxc1-az1"}, {"mx-central-1b", "mxc1-az2"}, {"mx-central-1c", "mxc1-az3"}};
constexpr Zone kSaEast1[] = {
    {"sa-east-1a", "sae1-az1"}, {"sa-east-1b", "sae1-az2"}, {"sa-east-1c", "sae1-az3"}};
constexpr Zone kUsEast1[] = {{"us-east-1a", "use1-az6"}, {"us-east-1b", "use1-az1"},
                             {"us-east-1c", "use1-az2"}, {"us-east-1d", "use1-az4"},
                             {"us-east-1e", "use1-az3"}, {"us-east-1f", "use1-az5"}};
constexpr Zone kUsEast2[] = {
    {"us-east-2a", "use2-az1"}, {"us-east-2b", "use2-az2"}, {"us-east-2c", "use2-az3"}};
constexpr Zone kUsGovEast1[] = {{"us-gov-east-1a", "usge1-az1"},
                                {"us-gov-east-1b", "usge1-az2"},
                                {"us-gov-east-1c", "usge1-az3"}};
constexpr Zone kUsGovWest1[] = {{"us-gov-west-1a", "usgw1-az1"},
                                {"us-gov-west-1b", "usgw1-az2"},
                                {"us-gov-west-1c", "usgw1-az3"}};
// An account sees two of the three zones of us-west-1.
constexpr Zone kUsWest1[] = {{"us-west-1b", "usw1-az3"}, {"us-west-1c", "usw1-az1"}};
constexpr Zone kUsWest2[] = {{"us-west-2a", "usw2-az2"},
                             {"us-west-2b", "usw2-az1"},
                             {"us-west-2c", "usw2-az3"},
                             {"us-west-2d", "usw2-az4"}};

constexpr std::string_view kUsa = "United States of America";

// Names: "AWS Regions" in the same guide. The Regions that came after March 2019 must be enabled.
constexpr Region kRegions[] = {
    {18, "af-south-1", "aws", "Africa (Cape Town)", true, "South Africa", "", kAfSouth1},
    {19, "ap-east-1", "aws", "Asia Pacific (Hong Kong)", true, "Hong Kong", "", kApEast1},
    {20, "ap-east-2", "aws", "Asia Pacific (Taipei)", true, "Taiwan", "", kApEast2},
    {5, "ap-northeast-1", "aws", "Asia Pacific (Tokyo)", false, "Japan", "", kApNortheast1},
    {6, "ap-northeast-2", "aws", "Asia Pacific (Seoul)", false, "South Korea", "", kApNortheast2},
    {7, "ap-northeast-3", "aws", "Asia Pacific (Osaka)", false, "Japan", "", kApNortheast3},
    {8, "ap-south-1", "aws", "Asia Pacific (Mumbai)", false, "India", "", kApSouth1},
    {21, "ap-south-2", "aws", "Asia Pacific (Hyderabad)", true, "India", "", kApSouth2},
    {9, "ap-southeast-1", "aws", "Asia Pacific (Singapore)", false, "Singapore", "", kApSoutheast1},
    {10, "ap-southeast-2", "aws", "Asia Pacific (Sydney)", false, "Australia", "", kApSoutheast2},
    {22, "ap-southeast-3", "aws", "Asia Pacific (Jakarta)", true, "Indonesia", "", kApSoutheast3},
    {23, "ap-southeast-4", "aws", "Asia Pacific (Melbourne)", true, "Australia", "", kApSoutheast4},
    {24, "ap-southeast-5", "aws", "Asia Pacific (Malaysia)", true, "Malaysia", "", kApSoutheast5},
    {25, "ap-southeast-6", "aws", "Asia Pacific (New Zealand)", true, "New Zealand", "",
     kApSoutheast6},
    {26, "ap-southeast-7", "aws", "Asia Pacific (Thailand)", true, "Thailand", "", kApSoutheast7},
    {11, "ca-central-1", "aws", "Canada (Central)", false, "Canada", "", kCaCentral1},
    {27, "ca-west-1", "aws", "Canada West (Calgary)", true, "Canada", "", kCaWest1},
    {37, "cn-north-1", "aws-cn", "China (Beijing)", false, "", "", kCnNorth1},
    {38, "cn-northwest-1", "aws-cn", "China (Ningxia)", false, "", "", kCnNorthwest1},
    {12, "eu-central-1", "aws", "Europe (Frankfurt)", false, "Germany", "", kEuCentral1},
    {28, "eu-central-2", "aws", "Europe (Zurich)", true, "Switzerland", "", kEuCentral2},
    {13, "eu-north-1", "aws", "Europe (Stockholm)", false, "Sweden", "", kEuNorth1},
    {29, "eu-south-1", "aws", "Europe (Milan)", true, "Italy", "", kEuSouth1},
    {30, "eu-south-2", "aws", "Europe (Spain)", true, "Spain", "", kEuSouth2},
    {14, "eu-west-1", "aws", "Europe (Ireland)", false, "Ireland", "", kEuWest1},
    {15, "eu-west-2", "aws", "Europe (London)", false, "United Kingdom", "", kEuWest2},
    {16, "eu-west-3", "aws", "Europe (Paris)", false, "France", "", kEuWest3},
    {31, "il-central-1", "aws", "Israel (Tel Aviv)", true, "Israel", "", kIlCentral1},
    {32, "me-central-1", "aws", "Middle East (UAE)", true, "United Arab Emirates", "", kMeCentral1},
    {33, "me-south-1", "aws", "Middle East (Bahrain)", true, "Bahrain", "", kMeSouth1},
    {34, "mx-central-1", "aws", "Mexico (Central)", true, "Mexico", "", kMxCentral1},
    {17, "sa-east-1", "aws", "South America (Sao Paulo)", false, "Brazil", "", kSaEast1},
    {1, "us-east-1", "aws", "US East (N. Virginia)", false, kUsa, "Virginia", kUsEast1},
    {2, "us-east-2", "aws", "US East (Ohio)", false, kUsa, "Ohio", kUsEast2},
    {35, "us-gov-east-1", "aws-us-gov", "AWS GovCloud (US-East)", false, kUsa, "", kUsGovEast1},
    {36, "us-gov-west-1", "aws-us-gov", "AWS GovCloud (US-West)", false, kUsa, "", kUsGovWest1},
    {3, "us-west-1", "aws", "US West (N. California)", false, kUsa, "California", kUsWest1},
    {4, "us-west-2", "aws", "US West (Oregon)", false, kUsa, "Oregon", kUsWest2},
};
static_assert(std::ranges::is_sorted(kRegions, {}, &Region::name));

}  // namespace

std::span<const Region> regions() { return kRegions; }

const Region* findRegion(std::string_view name) {
  const auto* const region = std::ranges::lower_bound(kRegions, name, {}, &Region::name);
  return region != std::end(kRegions) && region->name == name ? region : nullptr;
}

const Region* findRegion(int number) {
  const auto* const region = std::ranges::find(kRegions, number, &Region::number);
  return region != std::end(kRegions) ? region : nullptr;
}

std::string_view partitionOf(std::string_view regionName) {
  const auto* const region = findRegion(regionName);
  return region ? region->partition : "aws";
}

std::string regionEndpoint(const Region& region) {
  const std::string_view suffix =
      region.partition == "aws-cn" ? ".amazonaws.com.cn" : ".amazonaws.com";
  return "ec2." + std::string(region.name) + std::string(suffix);
}

std::string_view optInStatus(const Region& region, std::span<const std::string> enabled) {
  if (!region.optIn) return "opt-in-not-required";
  return std::ranges::find(enabled, region.name) != enabled.end() ? "opted-in" : "not-opted-in";
}

const Zone* findZone(const Region& region, std::string_view zoneName) {
  const auto zone = std::ranges::find(region.zones, zoneName, &Zone::name);
  return zone != region.zones.end() ? &*zone : nullptr;
}

std::string zoneGroupName(const Region& region) { return std::string(region.name) + "-zg-1"; }

std::string zoneGroupLongName(const Region& region) { return std::string(region.longName) + " 1"; }

}  // namespace amilocal::domain
