#include "amilocal/domain/errors/spot_errors.h"
#include "instance_world.h"

namespace amilocal::test {
namespace {

using ec2::cancelSpotInstanceRequests;

class CancelSpotInstanceRequests : public InstanceWorld {
 protected:
  std::string givenSpotInstance() {
    auto request = launch();
    request.instanceMarketOptions.emplace().marketType = "spot";
    return *call(&ec2::runInstances, request).instances.at(0).instanceId;
  }

  std::string statusOf(const std::string& id) {
    return *call(&ec2::describeSpotInstanceRequests, {.spotInstanceRequestIds = {id}})
                .spotInstanceRequests.at(0)
                .status->code;
  }
};

// EC2 API Reference: cancelling does not terminate the instance.
TEST_F(CancelSpotInstanceRequests, LeavesTheInstanceRunning) {
  const auto instance = givenSpotInstance();
  const auto id = *described(instance).spotInstanceRequestId;
  const auto answer = call(&cancelSpotInstanceRequests, {.spotInstanceRequestIds = {id}});
  EXPECT_EQ(answer.cancelledSpotInstanceRequests.at(0).state, "cancelled");
  EXPECT_EQ(statusOf(id), "request-canceled-and-instance-running");
  EXPECT_EQ(stateOf(instance), "running");
}

TEST_F(CancelSpotInstanceRequests, RepeatsItselfAndLeavesClosedOnesClosed) {
  const auto instance = givenSpotInstance();
  const auto id = *described(instance).spotInstanceRequestId;
  call(&ec2::terminateInstances, {.instanceIds = {instance}});
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(call(&cancelSpotInstanceRequests, {.spotInstanceRequestIds = {id}})
                  .cancelledSpotInstanceRequests.at(0)
                  .state,
              "closed");
}

TEST_F(CancelSpotInstanceRequests, DoesNotFindWhatIsNotThere) {
  expectError(errorOf(&cancelSpotInstanceRequests, {.spotInstanceRequestIds = {"sir-00000001"}}),
              "InvalidSpotInstanceRequestID.NotFound",
              errors::spotRequestNotFound("sir-00000001").message());
}

}  // namespace
}  // namespace amilocal::test
