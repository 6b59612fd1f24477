#include "network_world.h"

namespace amilocal::test {
namespace {

using AssociateAddress = NetworkWorld;

// EC2 User Guide, "Elastic IP addresses": it takes the place of the address from the pool, and
// stays while the instance is stopped.
TEST_F(AssociateAddress, GivesTheInstanceTheAddress) {
  const auto address = givenAddress();
  const auto id = givenInstance();
  const auto association = associated(*address.allocationId, id);
  EXPECT_TRUE(association.starts_with("eipassoc-"));
  EXPECT_EQ(described(id).publicIpAddress, address.publicIp);
  EXPECT_EQ(described(id).networkInterfaces.at(0).association->ipOwnerId, kOwner);
  EXPECT_EQ(associated(*address.allocationId, id), association);
  call(&ec2::stopInstances, {.instanceIds = {id}});
  EXPECT_EQ(described(id).publicIpAddress, address.publicIp);
  call(&ec2::startInstances, {.instanceIds = {id}});
  EXPECT_EQ(described(id).publicIpAddress, address.publicIp);
}

TEST_F(AssociateAddress, MovesUnlessItMayNot) {
  const auto address = givenAddress();
  const auto first = givenInstance(), second = givenInstance();
  const auto association = associated(*address.allocationId, first);
  ec2::AssociateAddressRequest request;
  request.publicIp = address.publicIp;
  request.networkInterfaceId = described(second).networkInterfaces.at(0).networkInterfaceId;
  request.allowReassociation = false;
  // errors::alreadyAssociated
  expectError(errorOf(&ec2::associateAddress, request), "Resource.AlreadyAssociated",
              "resource " + *address.allocationId + " is already associated with associate-id " +
                  association);
  request.allowReassociation.reset();
  call(&ec2::associateAddress, request);
  EXPECT_EQ(described(second).publicIpAddress, address.publicIp);
  EXPECT_NE(described(first).publicIpAddress, address.publicIp);
}

TEST_F(AssociateAddress, NeedsAWayToTheInternet) {
  const auto address = givenAddress();
  auto launched = launch();
  launched.subnetId = givenSubnet(givenVpc());
  ec2::AssociateAddressRequest request;
  request.allocationId = address.allocationId;
  request.instanceId = call(&ec2::runInstances, launched).instances[0].instanceId;
  // errors::gatewayNotAttached, notAnAddressOf, instanceCannotTakeAddress
  expectError(errorOf(&ec2::associateAddress, request), "Gateway.NotAttached");
  request.instanceId = givenInstance();
  request.privateIpAddress = "10.9.9.9";
  expectError(errorOf(&ec2::associateAddress, request), "InvalidParameterValue");
  request.privateIpAddress.reset();
  call(&ec2::terminateInstances, {.instanceIds = {*request.instanceId}});
  expectError(errorOf(&ec2::associateAddress, request), "InvalidInstanceID");
}

}  // namespace
}  // namespace amilocal::test
