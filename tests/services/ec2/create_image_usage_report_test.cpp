#include "usage_world.h"

namespace amilocal::test {
namespace {

class CreateImageUsageReport : public UsageWorld {};

// images.md section 7, "Usage reports": entries are there only when the report is available.
TEST_F(CreateImageUsageReport, IsPendingUntilItIsMade) {
  taskTime("10s");
  const auto id = givenReport();
  EXPECT_TRUE(UsageReportId::parse(id));
  const auto stateOf = [&] {
    return call(&ec2::describeImageUsageReports, {.reportIds = {id}}).imageUsageReports.at(0).state;
  };
  EXPECT_EQ(stateOf(), "pending");
  uses(kOther, 1, 0);
  EXPECT_TRUE(entriesOf(id).empty());
  advance(std::chrono::seconds{10});
  EXPECT_EQ(stateOf(), "available");
  EXPECT_EQ(entriesOf(id).size(), 1U);
}

TEST_F(CreateImageUsageReport, EndsInErrorWhenItsTaskFails) {
  taskTime("hold");
  const auto id = givenReport();
  finishTaskOf(id, domain::StateReason{"Server.InternalError", "broken"});
  const auto report = call(&ec2::describeImageUsageReports, {}).imageUsageReports.at(0);
  EXPECT_EQ(report.state, "error");
  EXPECT_EQ(report.stateReason, "broken");
}

TEST_F(CreateImageUsageReport, IsForOwnImages) {
  as(kOther);
  expectError(errorOf(&ec2::createImageUsageReport, asked()), "AuthFailure");
}

// images.md section 9: one report in creation for each image.
TEST_F(CreateImageUsageReport, RefusesASecondPendingOneForTheImage) {
  taskTime("hold");
  givenReport();
  expectError(errorOf(&ec2::createImageUsageReport, asked()), "ResourceLimitExceeded");
  auto other = asked();
  other.imageId = givenImage("ami-00000002").id.str();
  EXPECT_TRUE(call(&ec2::createImageUsageReport, other).reportId);
}

TEST_F(CreateImageUsageReport, IsForgottenAfterThirtyDays) {
  const auto id = givenReport();
  advance(std::chrono::hours{24 * 30} - std::chrono::seconds{1});
  EXPECT_EQ(call(&ec2::describeImageUsageReports, {}).imageUsageReports.size(), 1U);
  advance(std::chrono::seconds{1});
  EXPECT_TRUE(call(&ec2::describeImageUsageReports, {}).imageUsageReports.empty());
}

TEST_F(CreateImageUsageReport, ChecksTypesOptionsAndAccounts) {
  auto request = asked();
  request.resourceTypes = {{.resourceType = "ssm:Parameter"}};
  expectError(errorOf(&ec2::createImageUsageReport, request), "InvalidParameterValue");
  request = asked();
  request.resourceTypes[0].resourceTypeOptions = {
      {.optionName = "state-name", .optionValues = {"running"}}};
  expectError(errorOf(&ec2::createImageUsageReport, request), "InvalidParameterValue");
  request = asked();
  request.resourceTypes[1].resourceTypeOptions = {
      {.optionName = "version-depth", .optionValues = {"10001"}}};
  expectError(errorOf(&ec2::createImageUsageReport, request), "InvalidParameterValue");
  request = asked();
  request.accountIds = {"12"};
  expectError(errorOf(&ec2::createImageUsageReport, request), "InvalidParameterValue");
  request.accountIds = std::vector<std::string>(201, std::string(kOwner));
  expectError(errorOf(&ec2::createImageUsageReport, request), "InvalidParameterValue");
}

TEST_F(CreateImageUsageReport, GivesOneReportForOneToken) {
  auto request = asked();
  request.clientToken = "token";
  const auto first = *call(&ec2::createImageUsageReport, request).reportId;
  EXPECT_EQ(*call(&ec2::createImageUsageReport, request).reportId, first);
}

}  // namespace
}  // namespace amilocal::test
