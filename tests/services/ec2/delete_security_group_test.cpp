#include "network_world.h"

namespace amilocal::test {
namespace {

using DeleteSecurityGroup = NetworkWorld;

TEST_F(DeleteSecurityGroup, IsRefusedWhileAnInstanceUsesIt) {
  auto request = launch();
  request.securityGroupIds = {givenGroup()};
  const auto& group = request.securityGroupIds[0];
  const auto instance = *call(&ec2::runInstances, request).instances[0].instanceId;
  // errors::groupHasDependents
  expectError(errorOf(&ec2::deleteSecurityGroup, {.groupId = group}), "DependencyViolation",
              "resource " + group + " has a dependent object");
  call(&ec2::terminateInstances, {.instanceIds = {instance}});
  const auto answer = call(&ec2::deleteSecurityGroup, {.groupId = group});
  EXPECT_EQ(answer.return_, true);
  EXPECT_EQ(answer.groupId, group);
  expectError(errorOf(&ec2::deleteSecurityGroup, {.groupId = group}), "InvalidGroup.NotFound");
}

// EC2 API Reference, DeleteSecurityGroup: also while another group speaks of it.
TEST_F(DeleteSecurityGroup, IsRefusedWhileAnotherGroupNamesIt) {
  const auto inner = givenGroup("inner"), outer = givenGroup("outer");
  auto permission = tcp(22);
  permission.ipRanges.clear();
  permission.userIdGroupPairs.emplace_back().groupId = inner;
  givenRule(outer, permission);
  expectError(errorOf(&ec2::deleteSecurityGroup, {.groupId = inner}), "DependencyViolation");
  call(&ec2::deleteSecurityGroup, {.groupName = "outer"});
  EXPECT_EQ(call(&ec2::deleteSecurityGroup, {.groupId = inner}).return_, true);
}

TEST_F(DeleteSecurityGroup, RefusesTheDefaultOne) {
  const auto id = usual().group.id.str();
  // errors::defaultGroupUndeletable, errors::groupMissing
  expectError(errorOf(&ec2::deleteSecurityGroup, {.groupId = id}), "CannotDelete",
              "the specified group: \"" + id + "\" name: \"default\" cannot be deleted by a user");
  expectError(errorOf(&ec2::deleteSecurityGroup, {}), "MissingParameter");
}

}  // namespace
}  // namespace amilocal::test
