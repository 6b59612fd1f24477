#include "amilocal/domain/fleet.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"

namespace amilocal::domain {
namespace {

// EC2 API Reference, TargetCapacitySpecificationRequest, DefaultTargetCapacityType.
TEST(FleetTargets, GiveTheRestToTheDefaultType) {
  EXPECT_EQ(fleetTarget({.total = 5, .onDemand = 2, .restIsSpot = true}).spot, 3);
  EXPECT_EQ(fleetTarget({.total = 5, .spot = 2, .restIsSpot = false}).onDemand, 3);
  EXPECT_EQ(fleetTarget({.total = 5, .onDemand = 2, .restIsSpot = false}).onDemand, 5);
}

TEST(FleetTargets, MustAddUp) {
  EXPECT_THROW(fleetTarget({.total = 3, .onDemand = 2, .spot = 2}), ApiError);
  EXPECT_THROW(fleetTarget({.total = 5, .onDemand = 2, .spot = 2}), ApiError);
  EXPECT_THROW(fleetTarget({.total = 10001}), ApiError);
  EXPECT_THROW(fleetTarget({.total = 5, .onDemand = -1}), ApiError);
}

TEST(FleetTargets, AreSharedOutUntilThereIsEnough) {
  const double weights[] = {1, 2, 4};
  EXPECT_EQ(shareOut(5, weights, 1), (std::vector<std::int64_t>{5, 0, 0}));
  EXPECT_EQ(shareOut(5, weights, 2), (std::vector<std::int64_t>{2, 2, 0}));
  EXPECT_EQ(shareOut(5, weights, 9), (std::vector<std::int64_t>{1, 1, 1}));
  EXPECT_TRUE(shareOut(5, {}, 1).empty());
}

TEST(FleetIds, HaveAUuid) {
  EXPECT_TRUE(isFleetId("fleet-73fbd2ce-aa30-494c-8788-1cee4ab0cd12"));
  EXPECT_FALSE(isFleetId("fleet-73fbd2ce"));
  EXPECT_FALSE(isFleetId("fleet-73fbd2ce-aa30-494c-8788-1cee4ab0cdXY"));
}

}  // namespace
}  // namespace amilocal::domain
