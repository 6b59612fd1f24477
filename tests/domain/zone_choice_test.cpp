#include "amilocal/domain/zone_choice.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"

namespace amilocal::domain {
namespace {

TEST(RequireZone, TakesANameOrAnId) {
  const auto& byName = requireZone("us-east-1", "us-east-1a", {});
  EXPECT_EQ(byName.name, "us-east-1a");
  EXPECT_EQ(requireZone("us-east-1", {}, std::string(byName.id)).name, "us-east-1a");
}

TEST(RequireZone, TakesExactlyOneOfThem) {
  EXPECT_THROW(requireZone("us-east-1", {}, {}), ApiError);
  EXPECT_THROW(requireZone("us-east-1", "us-east-1a", "use1-az1"), ApiError);
}

TEST(RequireZone, KnowsTheZonesOfTheRegionOnly) {
  EXPECT_THROW(requireZone("us-east-1", "eu-west-1a", {}), ApiError);
  EXPECT_THROW(requireZone("mars-1", "us-east-1a", {}), ApiError);
}

TEST(ZoneIdOf, IsEmptyForWhatIsNoZone) {
  EXPECT_EQ(zoneIdOf("us-east-1", "us-east-1a"), requireZone("us-east-1", "us-east-1a", {}).id);
  EXPECT_EQ(zoneIdOf("us-east-1", "eu-west-1a"), "");
}

}  // namespace
}  // namespace amilocal::domain
