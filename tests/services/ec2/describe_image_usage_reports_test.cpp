#include "usage_world.h"

namespace amilocal::test {
namespace {

class DescribeImageUsageReports : public UsageWorld {
 protected:
  std::size_t countOf(const ec2::DescribeImageUsageReportsRequest& request) {
    return call(&ec2::describeImageUsageReports, request).imageUsageReports.size();
  }
};

TEST_F(DescribeImageUsageReports, ShowsWhatWasAskedFor) {
  auto request = asked();
  request.accountIds = {std::string(kOther)};
  request.resourceTypes[1].resourceTypeOptions = {
      {.optionName = "version-depth", .optionValues = {"5"}}};
  request.tagSpecifications = {
      {.resourceType = "image-usage-report", .tags = {{.key = "a", .value = "b"}}}};
  const auto id = *call(&ec2::createImageUsageReport, request).reportId;
  const auto report = call(&ec2::describeImageUsageReports, {}).imageUsageReports.at(0);
  EXPECT_EQ(report.reportId, id);
  EXPECT_EQ(report.imageId, image_.id.str());
  EXPECT_EQ(report.accountIds, request.accountIds);
  EXPECT_EQ(report.creationTime, now());
  EXPECT_EQ(report.expirationTime, now() + std::chrono::hours{24 * 30});
  EXPECT_EQ(report.tags.at(0).key, "a");
  EXPECT_EQ(report.resourceTypes.at(1).resourceType, "ec2:LaunchTemplate");
  EXPECT_EQ(report.resourceTypes.at(1).resourceTypeOptions.at(0).optionValues.at(0), "5");
}

TEST_F(DescribeImageUsageReports, FindsByImageAndFilters) {
  const auto id = givenReport();
  EXPECT_EQ(countOf({.imageIds = {image_.id.str()}}), 1U);
  EXPECT_EQ(countOf({.imageIds = {"ami-00000009"}}), 0U);
  EXPECT_EQ(countOf({.filters = {filter("state", {"available"})}}), 1U);
  EXPECT_EQ(countOf({.filters = {filter("state", {"pending"})}}), 0U);
  EXPECT_EQ(countOf({.filters = {filter("creation-time", {"2026-11-*"})}}), 1U);
  call(&ec2::createTags, {.resources = {id}, .tags = {{.key = "a", .value = "b"}}});
  EXPECT_EQ(countOf({.filters = {filter("tag:a", {"b"})}}), 1U);
}

TEST_F(DescribeImageUsageReports, RefusesReportsThatAreNotThere) {
  const auto id = givenReport();
  expectError(errorOf(&ec2::describeImageUsageReports, {.reportIds = {"amiur-00000001"}}),
              "InvalidImageUsageReportId.NotFound");
  expectError(errorOf(&ec2::describeImageUsageReports, {.reportIds = {"x"}}),
              "InvalidImageUsageReportId.Malformed");
  as(kOther);
  EXPECT_EQ(countOf({}), 0U);
  expectError(errorOf(&ec2::describeImageUsageReports, {.reportIds = {id}}),
              "InvalidImageUsageReportId.NotFound");
}

TEST_F(DescribeImageUsageReports, ShowsPages) {
  for (int i = 0; i < 3; ++i) givenReport();
  const auto first = call(&ec2::describeImageUsageReports, {.maxResults = 2});
  EXPECT_EQ(first.imageUsageReports.size(), 2U);
  EXPECT_EQ(countOf({.nextToken = first.nextToken}), 1U);
}

}  // namespace
}  // namespace amilocal::test
