#include "amilocal/domain/errors/spot_errors.h"
#include "instance_world.h"

namespace amilocal::test {
namespace {

using namespace std::chrono_literals;
using ec2::describeSpotInstanceRequests;

class DescribeSpotInstanceRequests : public InstanceWorld {
 protected:
  std::string givenSpotInstance(std::string_view maxPrice = "0.05") {
    auto request = launch();
    request.instanceMarketOptions.emplace().marketType = "spot";
    request.instanceMarketOptions->spotOptions.emplace().maxPrice = std::string(maxPrice);
    return *call(&ec2::runInstances, request).instances.at(0).instanceId;
  }

  ec2::SpotInstanceRequest requestOf(const std::string& instance) {
    return call(&describeSpotInstanceRequests,
                {.filters = {{.name = "instance-id", .values = {instance}}}})
        .spotInstanceRequests.at(0);
  }

  std::size_t countOf(const std::string& filter, const std::string& value) {
    return call(&describeSpotInstanceRequests, {.filters = {{.name = filter, .values = {value}}}})
        .spotInstanceRequests.size();
  }
};

TEST_F(DescribeSpotInstanceRequests, ShowsTheFulfilledRequestOfALaunch) {
  const auto instance = givenSpotInstance();
  const auto shown = requestOf(instance);
  EXPECT_EQ(shown.spotInstanceRequestId, described(instance).spotInstanceRequestId);
  EXPECT_EQ(shown.state, "active");
  EXPECT_EQ(shown.status->code, "fulfilled");  // what the waiter waits for
  EXPECT_EQ(shown.type, "one-time");
  EXPECT_EQ(shown.spotPrice, "0.05");
  EXPECT_EQ(shown.instanceInterruptionBehavior, "terminate");
  EXPECT_EQ(shown.productDescription, "Linux/UNIX");
  EXPECT_EQ(shown.launchSpecification->imageId, image_.id.str());
  EXPECT_EQ(shown.launchSpecification->instanceType, "t3.micro");
  EXPECT_EQ(shown.launchedAvailabilityZone, described(instance).placement->availabilityZone);
}

// "Spot Instance requests are deleted four hours after they are canceled and their instances are
// terminated."
TEST_F(DescribeSpotInstanceRequests, ClosesWithTheInstanceAndForgetsAfterFourHours) {
  const auto instance = givenSpotInstance();
  call(&ec2::terminateInstances, {.instanceIds = {instance}});
  EXPECT_EQ(requestOf(instance).state, "closed");
  EXPECT_EQ(requestOf(instance).status->code, "instance-terminated-by-user");
  advance(2h);
  EXPECT_FALSE(requestOf(instance).launchSpecification.has_value());
  advance(2h);
  EXPECT_EQ(countOf("instance-id", instance), 0U);
}

TEST_F(DescribeSpotInstanceRequests, FiltersByWhatWasAskedAndByTheInstance) {
  const auto instance = givenSpotInstance("0.1");
  givenInstance();
  EXPECT_EQ(countOf("state", "active"), 1U);
  EXPECT_EQ(countOf("status-code", "fulfilled"), 1U);
  EXPECT_EQ(countOf("spot-price", "0.1"), 1U);
  EXPECT_EQ(countOf("launch.image-id", image_.id.str()), 1U);
  EXPECT_EQ(countOf("launch.instance-type", "t3.large"), 0U);
  EXPECT_EQ(countOf("launch.monitoring-enabled", "false"), 1U);
  EXPECT_EQ(countOf("type", "persistent"), 0U);
  EXPECT_EQ(countOf("launched-availability-zone", "us-east-1*"), 1U);
  EXPECT_EQ(
      errorOf(&describeSpotInstanceRequests, {.filters = {{.name = "x", .values = {"y"}}}}).code(),
      "InvalidParameterValue");
}

TEST_F(DescribeSpotInstanceRequests, ShowsTagsOfTheLaunchAndLaterOnes) {
  auto request = launch();
  request.instanceMarketOptions.emplace().marketType = "spot";
  request.tagSpecifications = {
      {.resourceType = "spot-instances-request", .tags = {{.key = "from", .value = "launch"}}}};
  const auto instance = *call(&ec2::runInstances, request).instances.at(0).instanceId;
  call(&ec2::createTags, {.resources = {*described(instance).spotInstanceRequestId},
                          .tags = {{.key = "from2", .value = "later"}}});
  EXPECT_EQ(requestOf(instance).tags.size(), 2U);
  EXPECT_EQ(countOf("tag:from", "launch"), 1U);
}

TEST_F(DescribeSpotInstanceRequests, DoesNotFindAnothersRequest) {
  const auto id = *described(givenSpotInstance()).spotInstanceRequestId;
  as(kOther);
  expectError(errorOf(&describeSpotInstanceRequests, {.spotInstanceRequestIds = {id}}),
              "InvalidSpotInstanceRequestID.NotFound", errors::spotRequestNotFound(id).message());
}

}  // namespace
}  // namespace amilocal::test
