#include "amilocal/domain/errors/fleet_errors.h"
#include "amilocal/domain/errors/spot_errors.h"
#include "amilocal/domain/fleet.h"
#include "fleet_world.h"

namespace amilocal::test {
namespace {

using ec2::createFleet;

class CreateFleet : public FleetWorld {
 protected:
  void expectRefused(const ec2::CreateFleetRequest& request, const std::string& parameter) {
    expectError(errorOf(&createFleet, request), "UnsupportedOperation",
                errors::unsupportedParameter(parameter).message());
  }
};

// What Packer asks for with spot_price (clients/recorded-calls.md, pk-spot).
TEST_F(CreateFleet, LaunchesASpotInstanceFromATemplate) {
  const auto answer = call(&createFleet, spotFleet(1));
  EXPECT_TRUE(domain::isFleetId(*answer.fleetId));
  EXPECT_TRUE(answer.errors.empty());
  ASSERT_EQ(answer.instances.size(), 1U);
  EXPECT_EQ(answer.instances[0].lifecycle, "spot");
  EXPECT_EQ(answer.instances[0].instanceType, "t3.micro");
  EXPECT_EQ(answer.instances[0].launchTemplateAndOverrides->overrides->instanceType, "t3.micro");
  const auto shown = described(answer.instances[0].instanceIds.at(0));
  EXPECT_EQ(shown.instanceLifecycle, "spot");
  EXPECT_EQ(shown.state->name, "running");
}

TEST_F(CreateFleet, TagsTheFleetAndItsInstances) {
  auto request = spotFleet(1);
  request.tagSpecifications = {
      {.resourceType = "fleet", .tags = {{.key = "of", .value = "fleet"}}},
      {.resourceType = "instance", .tags = {{.key = "of", .value = "instance"}}}};
  const auto answer = call(&createFleet, request);
  const auto tags = described(answer.instances.at(0).instanceIds.at(0)).tags;
  const auto has = [&](std::string_view key, const std::string& value) {
    return std::ranges::any_of(
        tags, [&](const ec2::Tag& tag) { return tag.key == key && tag.value == value; });
  };
  EXPECT_TRUE(has("of", "instance"));
  EXPECT_TRUE(has("aws:ec2:fleet-id", *answer.fleetId));
  EXPECT_TRUE(has("aws:ec2launchtemplate:version", "1"));
  EXPECT_EQ(fleet(*answer.fleetId).tags.at(0).value, "fleet");
}

// TargetCapacitySpecificationRequest: what is neither is of the default type.
TEST_F(CreateFleet, DividesTheCapacityByKind) {
  auto request = spotFleet(5);
  request.targetCapacitySpecification.onDemandTargetCapacity = 2;
  const auto answer = call(&createFleet, request);
  ASSERT_EQ(answer.instances.size(), 2U);
  EXPECT_EQ(answer.instances[0].lifecycle, "on-demand");
  EXPECT_EQ(answer.instances[0].instanceIds.size(), 2U);
  EXPECT_EQ(answer.instances[1].instanceIds.size(), 3U);
  EXPECT_FALSE(described(answer.instances[0].instanceIds[0]).spotInstanceRequestId.has_value());
}

TEST_F(CreateFleet, CountsWeightsAndTakesPrioritizedPoolsInOrder) {
  auto request = spotFleet(5);
  auto& overrides = request.launchTemplateConfigs[0].overrides;
  overrides = {{.instanceType = "t3.small", .priority = 2},
               {.instanceType = "t3.large", .weightedCapacity = 2, .priority = 1}};
  request.spotOptions.emplace().allocationStrategy = "capacity-optimized-prioritized";
  const auto answer = call(&createFleet, request);
  ASSERT_EQ(answer.instances.size(), 1U);
  EXPECT_EQ(answer.instances[0].instanceType, "t3.large");
  EXPECT_EQ(answer.instances[0].instanceIds.size(), 3U);  // three count six
  EXPECT_EQ(fleet(*answer.fleetId).fulfilledCapacity, 6);
}

TEST_F(CreateFleet, SpreadsADiversifiedFleetOverItsPools) {
  auto request = spotFleet(3);
  request.launchTemplateConfigs[0].overrides = {{.instanceType = "t3.small"},
                                                {.instanceType = "t3.large"}};
  request.spotOptions.emplace().allocationStrategy = "diversified";
  const auto answer = call(&createFleet, request);
  ASSERT_EQ(answer.instances.size(), 2U);
  EXPECT_EQ(answer.instances[0].instanceIds.size(), 2U);
  EXPECT_EQ(answer.instances[1].instanceIds.size(), 1U);
  request.spotOptions->instancePoolsToUseCount = 2;
  expectError(errorOf(&createFleet, request), "InvalidParameterCombination",
              errors::poolsNeedLowestPrice().message());
}

// What cannot be launched is told of in the answer, and the next pool has to do.
TEST_F(CreateFleet, GoesOnWithTheNextPoolAfterAnError) {
  auto request = spotFleet(2);
  request.launchTemplateConfigs[0].overrides = {{.instanceType = "t4g.micro"},
                                                {.instanceType = "t3.small"}};
  const auto answer = call(&createFleet, request);
  ASSERT_EQ(answer.errors.size(), 1U);
  EXPECT_EQ(answer.errors[0].errorCode, "InvalidParameterValue");
  EXPECT_EQ(answer.errors[0].launchTemplateAndOverrides->overrides->instanceType, "t4g.micro");
  EXPECT_EQ(answer.instances.at(0).instanceType, "t3.small");
  EXPECT_EQ(answer.instances.at(0).instanceIds.size(), 2U);
}

TEST_F(CreateFleet, LaunchesNothingBelowItsMinimum) {
  auto request = spotFleet(2);
  request.launchTemplateConfigs[0].overrides = {{.instanceType = "t4g.micro"}};
  request.spotOptions.emplace().minTargetCapacity = 1;
  expectError(errorOf(&createFleet, request), "InvalidParameterCombination",
              errors::minimumNeedsSingle().message());
  request.spotOptions->singleInstanceType = true;
  const auto answer = call(&createFleet, request);
  EXPECT_TRUE(answer.instances.empty());
  EXPECT_EQ(answer.errors.size(), 1U);
  EXPECT_TRUE(call(&ec2::describeInstances, {}).reservations.empty());
}

TEST_F(CreateFleet, KeepsToOneZoneWhenTold) {
  auto request = spotFleet(2);
  request.launchTemplateConfigs[0].overrides = {
      {.instanceType = "t3.small", .availabilityZone = "us-east-1b"},
      {.instanceType = "t3.small", .availabilityZone = "us-east-1a"}};
  request.spotOptions.emplace().singleAvailabilityZone = true;
  request.spotOptions->allocationStrategy = "diversified";
  const auto answer = call(&createFleet, request);
  ASSERT_FALSE(answer.instances.empty());
  for (const auto& each : answer.instances) EXPECT_EQ(each.availabilityZone, "us-east-1b");
  EXPECT_EQ(fleet(*answer.fleetId).fulfilledCapacity, 2);
}

TEST_F(CreateFleet, AnswersARepeatedTokenWithTheSameFleet) {
  auto request = spotFleet(1);
  request.clientToken = "token";
  const auto first = call(&createFleet, request);
  EXPECT_EQ(call(&createFleet, request).fleetId, first.fleetId);
}

TEST_F(CreateFleet, ChecksItsNumbers) {
  expectError(errorOf(&createFleet, spotFleet(0)), "InvalidParameterValue",
              errors::invalidFleetCapacity(0).message());
  auto sum = spotFleet(3);
  sum.targetCapacitySpecification.onDemandTargetCapacity = 2;
  sum.targetCapacitySpecification.spotTargetCapacity = 2;
  expectError(errorOf(&createFleet, sum), "InvalidParameterCombination",
              errors::fleetCapacitiesDiffer().message());
  auto weight = spotFleet(3);
  weight.launchTemplateConfigs[0].overrides[0].weightedCapacity = 0;
  expectError(errorOf(&createFleet, weight), "InvalidParameterValue",
              errors::invalidFleetWeight().message());
  auto bare = spotFleet(1);
  bare.launchTemplateConfigs[0].launchTemplateSpecification.reset();
  expectError(errorOf(&createFleet, bare), "MissingParameter",
              errors::fleetNeedsTemplate().message());
}

// Spot requests of instant fleets are one-time.
TEST_F(CreateFleet, RefusesOtherInterruptionsThanTermination) {
  auto request = spotFleet(1);
  request.spotOptions.emplace().instanceInterruptionBehavior = "stop";
  expectError(errorOf(&createFleet, request), "InvalidParameterCombination",
              errors::oneTimeCannotBe("stop").message());
}

TEST_F(CreateFleet, RefusesWhatIsNotEmulated) {
  auto type = spotFleet(1);
  type.type = "request";
  expectRefused(type, "Type=request");
  type.type.reset();
  expectRefused(type, "Type=maintain");
  auto price = spotFleet(1);
  price.spotOptions.emplace().maxTotalPrice = "1";
  expectRefused(price, "SpotOptions.MaxTotalPrice");
  auto requirements = spotFleet(1);
  requirements.launchTemplateConfigs[0].overrides[0].instanceRequirements.emplace();
  expectRefused(requirements, "InstanceRequirements");
  auto reserved = spotFleet(1);
  reserved.targetCapacitySpecification.defaultTargetCapacityType = "capacity-block";
  expectRefused(reserved, "DefaultTargetCapacityType=capacity-block");
}

}  // namespace
}  // namespace amilocal::test
