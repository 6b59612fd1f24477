#include "usage_world.h"

namespace amilocal::test {
namespace {

class DescribeImageUsageReportEntries : public UsageWorld {
 protected:
  // `ec2:Instance 222222222222 3`
  static std::vector<std::string> linesOf(const std::vector<ec2::ImageUsageReportEntry>& entries) {
    std::vector<std::string> lines;
    for (const auto& each : entries)
      lines.push_back(*each.resourceType + " " + *each.accountId + " " +
                      std::to_string(*each.usageCount));
    return lines;
  }
  using Lines = std::vector<std::string>;
};

TEST_F(DescribeImageUsageReportEntries, CountsInAllAccounts) {
  uses(kOwner, 1, 0);
  uses(kOther, 3, 2);
  uses(kThird, 0, 1);
  const auto entries = entriesOf(givenReport());
  EXPECT_EQ(linesOf(entries),
            (Lines{"ec2:Instance 111111111111 1", "ec2:Instance 222222222222 3",
                   "ec2:LaunchTemplate 222222222222 2", "ec2:LaunchTemplate 333333333333 1"}));
  EXPECT_EQ(entries[0].imageId, image_.id.str());
  EXPECT_EQ(entries[0].reportCreationTime, now());
}

// A template counts once however many of its versions have the image (images.md section 7).
TEST_F(DescribeImageUsageReportEntries, CountsATemplateOnce) {
  const auto id = givenTemplate();
  ec2::CreateLaunchTemplateVersionRequest version;
  version.launchTemplateId = id;
  version.sourceVersion = "1";
  version.launchTemplateData.instanceType = "t3.large";
  call(&ec2::createLaunchTemplateVersion, version);
  EXPECT_EQ(linesOf(entriesOf(givenReport())), Lines{"ec2:LaunchTemplate 111111111111 1"});
}

TEST_F(DescribeImageUsageReportEntries, LooksAsDeepAsAsked) {
  const auto id = givenTemplate();
  givenVersion(id, "t3.large");  // without the image
  auto request = asked();
  request.resourceTypes[1].resourceTypeOptions = {
      {.optionName = "version-depth", .optionValues = {"1"}}};
  EXPECT_TRUE(entriesOf(*call(&ec2::createImageUsageReport, request).reportId).empty());
  EXPECT_EQ(entriesOf(givenReport()).size(), 1U);
}

TEST_F(DescribeImageUsageReportEntries, KeepsToTheAccountsAskedFor) {
  uses(kOther, 1, 0);
  uses(kThird, 1, 0);
  auto request = asked();
  request.accountIds = {std::string(kThird)};
  EXPECT_EQ(linesOf(entriesOf(*call(&ec2::createImageUsageReport, request).reportId)),
            Lines{"ec2:Instance 333333333333 1"});
}

// Instances are up to 24 hours late, templates a few days (images.md section 7, Freshness).
TEST_F(DescribeImageUsageReportEntries, IsAsLateAsAwsWhenTold) {
  usageDelay(domain::UsageDelay::aws);
  uses(kOther, 1, 1);
  EXPECT_TRUE(entriesOf(givenReport()).empty());
  advance(std::chrono::hours{24});
  EXPECT_EQ(linesOf(entriesOf(givenReport())), Lines{"ec2:Instance 222222222222 1"});
  advance(std::chrono::hours{48});
  EXPECT_EQ(entriesOf(givenReport()).size(), 2U);
}

TEST_F(DescribeImageUsageReportEntries, FiltersAndPages) {
  uses(kOther, 1, 1);
  uses(kThird, 1, 1);
  givenReport();
  const auto linesFor = [&](const ec2::DescribeImageUsageReportEntriesRequest& request) {
    return linesOf(call(&ec2::describeImageUsageReportEntries, request).imageUsageReportEntries);
  };
  EXPECT_EQ(linesFor({.filters = {filter("account-id", {std::string(kOther)})}}).size(), 2U);
  EXPECT_EQ(linesFor({.filters = {filter("resource-type", {"ec2:Instance"})}}).size(), 2U);
  EXPECT_EQ(linesFor({.filters = {filter("creation-time", {"2025*"})}}).size(), 0U);
  EXPECT_EQ(linesFor({.imageIds = {image_.id.str()}}).size(), 4U);
  Lines all;
  ec2::DescribeImageUsageReportEntriesRequest request;
  request.maxResults = 3;
  do {
    const auto page = call(&ec2::describeImageUsageReportEntries, request);
    for (auto& line : linesOf(page.imageUsageReportEntries)) all.push_back(line);
    request.nextToken = page.nextToken;
  } while (request.nextToken);
  EXPECT_EQ(all, linesFor({}));
}

}  // namespace
}  // namespace amilocal::test
