#include "amilocal/domain/errors/fleet_errors.h"
#include "fleet_world.h"

namespace amilocal::test {
namespace {

using ec2::describeFleets;

class DescribeFleets : public FleetWorld {};

// EC2 API Reference, DescribeFleets: "If a fleet is of type instant, you must specify the fleet ID
// in the request, otherwise the fleet does not appear in the response."
TEST_F(DescribeFleets, ShowsInstantFleetsByTheirIdOnly) {
  const auto id = *call(&ec2::createFleet, spotFleet(1)).fleetId;
  EXPECT_TRUE(call(&describeFleets, {}).fleets.empty());
  EXPECT_EQ(fleet(id).fleetId, id);
  as(kOther);
  expectError(errorOf(&describeFleets, {.fleetIds = {id}}), "InvalidFleetId.NotFound",
              errors::fleetNotFound(id).message());
}

TEST_F(DescribeFleets, ShowsWhatWasAskedForAndWhatCameOfIt) {
  auto request = spotFleet(3);
  request.launchTemplateConfigs[0].overrides[0].maxPrice = "0.5";
  const auto shown = fleet(*call(&ec2::createFleet, request).fleetId);
  EXPECT_EQ(shown.type, "instant");
  EXPECT_EQ(shown.fleetState, "active");
  EXPECT_EQ(shown.activityStatus, "fulfilled");
  EXPECT_EQ(shown.createTime, now());
  EXPECT_EQ(shown.fulfilledCapacity, 3);
  EXPECT_EQ(shown.fulfilledOnDemandCapacity, 0);
  EXPECT_EQ(shown.targetCapacitySpecification->spotTargetCapacity, 3);
  EXPECT_EQ(shown.spotOptions->allocationStrategy, "lowest-price");
  EXPECT_EQ(shown.launchTemplateConfigs.at(0).overrides.at(0).maxPrice, "0.5");
  EXPECT_EQ(shown.launchTemplateConfigs.at(0).launchTemplateSpecification->version, "1");
  EXPECT_EQ(shown.instances.at(0).instanceIds.size(), 3U);
}

TEST_F(DescribeFleets, FiltersByStateAndType) {
  const auto id = *call(&ec2::createFleet, spotFleet(1)).fleetId;
  const auto count = [&](const std::string& name, const std::string& value) {
    return call(&describeFleets, {.fleetIds = {id}, .filters = {{.name = name, .values = {value}}}})
        .fleets.size();
  };
  EXPECT_EQ(count("fleet-state", "active"), 1U);
  EXPECT_EQ(count("type", "maintain"), 0U);
  EXPECT_EQ(count("activity-status", "fulfilled"), 1U);
  EXPECT_EQ(count("excess-capacity-termination-policy", "termination"), 1U);
  EXPECT_EQ(count("replace-unhealthy-instances", "false"), 1U);
}

}  // namespace
}  // namespace amilocal::test
