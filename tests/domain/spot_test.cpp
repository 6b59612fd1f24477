#include "amilocal/domain/spot.h"

#include <gtest/gtest.h>

namespace amilocal::domain {
namespace {

// EC2 User Guide, "Spot Instance request states".
TEST(SpotRequests, AreActiveThenCancelledOrClosed) {
  SpotRequest request;
  EXPECT_EQ(spotState(request), "active");
  EXPECT_EQ(spotStatus(request).code, "fulfilled");
  request.cancelledAt = Instant{} + std::chrono::seconds{1};
  EXPECT_EQ(spotState(request), "cancelled");
  EXPECT_EQ(spotStatus(request).code, "request-canceled-and-instance-running");
  request.closedAt = Instant{} + std::chrono::seconds{2};
  EXPECT_EQ(spotState(request), "cancelled");
  EXPECT_EQ(spotStatus(request).code, "instance-terminated-by-user");
  EXPECT_EQ(spotStatus(request).since, *request.closedAt);
  request.cancelledAt.reset();
  EXPECT_EQ(spotState(request), "closed");
}

TEST(SpotRequests, HavePricesAboveZero) {
  EXPECT_TRUE(isSpotPrice("0.05"));
  EXPECT_FALSE(isSpotPrice("0"));
  EXPECT_FALSE(isSpotPrice("-1"));
  EXPECT_FALSE(isSpotPrice("auto"));
}

}  // namespace
}  // namespace amilocal::domain
