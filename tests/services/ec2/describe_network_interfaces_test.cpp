#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeNetworkInterfaces = NetworkWorld;

TEST_F(DescribeNetworkInterfaces, ShowsTheOneOfAnInstance) {
  auto request = launch();
  request.tagSpecifications = tagged("network-interface");
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  const auto found =
      call(&ec2::describeNetworkInterfaces, {.filters = {filter("attachment.instance-id", id)}})
          .networkInterfaces;
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].networkInterfaceId, described(id).networkInterfaces.at(0).networkInterfaceId);
  EXPECT_EQ(found[0].attachment->status, "attached");
  EXPECT_EQ(found[0].association->ipOwnerId, "amazon");
  EXPECT_EQ(found[0].groups.at(0).groupId, usual().group.id.str());
  EXPECT_EQ(found[0].tagSet.at(0).value, "mine");
}

// Terraform looks for interfaces before it deletes a group (clients/contract.md 3.11).
TEST_F(DescribeNetworkInterfaces, FindsThoseOfAGroup) {
  const auto group = givenGroup();
  auto request = launch();
  request.securityGroupIds = {group};
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  const auto count = [&] {
    return call(&ec2::describeNetworkInterfaces, {.filters = {filter("group-id", group)}})
        .networkInterfaces.size();
  };
  EXPECT_EQ(count(), 1U);
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  EXPECT_EQ(count(), 0U);
}

TEST_F(DescribeNetworkInterfaces, RefusesWhatIsNotThere) {
  // errors::networkInterfaceNotFound
  expectError(errorOf(&ec2::describeNetworkInterfaces, {.networkInterfaceIds = {"eni-12345678"}}),
              "InvalidNetworkInterfaceID.NotFound",
              "The networkInterface ID 'eni-12345678' does not exist");
}

}  // namespace
}  // namespace amilocal::test
