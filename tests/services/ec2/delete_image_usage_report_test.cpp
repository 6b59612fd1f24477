#include "usage_world.h"

namespace amilocal::test {
namespace {

class DeleteImageUsageReport : public UsageWorld {};

TEST_F(DeleteImageUsageReport, TakesItAwayAtOnce) {
  const auto id = givenReport();
  EXPECT_EQ(call(&ec2::deleteImageUsageReport, {.reportId = id}).return_, true);
  EXPECT_TRUE(call(&ec2::describeImageUsageReports, {}).imageUsageReports.empty());
  expectError(errorOf(&ec2::deleteImageUsageReport, {.reportId = id}),
              "InvalidImageUsageReportId.NotFound");
}

TEST_F(DeleteImageUsageReport, LetsTheImageHaveAnotherWhilePending) {
  taskTime("hold");
  call(&ec2::deleteImageUsageReport, {.reportId = givenReport()});
  EXPECT_FALSE(givenReport().empty());
}

}  // namespace
}  // namespace amilocal::test
