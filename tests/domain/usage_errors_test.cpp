#include "amilocal/domain/errors/usage_errors.h"

#include <gtest/gtest.h>

namespace amilocal {
namespace {

// aws-facts/errors.md section 3.2: the codes are reconstructed, the rules documented.
TEST(UsageErrors, HaveTheirCodes) {
  EXPECT_EQ(errors::usageReportNotFound("x").code(), "InvalidImageUsageReportId.NotFound");
  EXPECT_EQ(errors::usageReportPending("ami-1").code(), "ResourceLimitExceeded");
  EXPECT_EQ(errors::tooManyPendingReports(2000).code(), "ResourceLimitExceeded");
  EXPECT_EQ(errors::tooManyOf("image IDs", 10).message(), "You can specify up to 10 image IDs.");
  EXPECT_EQ(errors::malformedAccountId("1").code(), "InvalidParameterValue");
  EXPECT_EQ(errors::unknownResourceType("x").code(), "InvalidParameterValue");
  EXPECT_EQ(errors::repeatedResourceType("x").code(), "InvalidParameterValue");
  EXPECT_EQ(errors::unknownResourceOption("a", "b").code(), "InvalidParameterValue");
  EXPECT_EQ(errors::invalidOptionValue("a", "b").code(), "InvalidParameterValue");
  EXPECT_EQ(errors::noResourceTypes().code(), "MissingParameter");
}

}  // namespace
}  // namespace amilocal
