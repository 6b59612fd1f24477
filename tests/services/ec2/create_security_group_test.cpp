#include "network_world.h"

namespace amilocal::test {
namespace {

class CreateSecurityGroup : public NetworkWorld {
 protected:
  static ec2::CreateSecurityGroupRequest named(const std::string& name) {
    ec2::CreateSecurityGroupRequest request;
    request.groupName = name;
    request.description = "d";
    return request;
  }
};

// VPC User Guide, "Security group basics": a new group lets everything out, and nothing in.
TEST_F(CreateSecurityGroup, LetsEverythingOut) {
  auto request = named("web");
  request.tagSpecifications = tagged("security-group");
  const auto made = call(&ec2::createSecurityGroup, request);
  EXPECT_EQ(made.tags.at(0).value, "mine");
  const auto group = shownGroup(*made.groupId);
  EXPECT_EQ(group.vpcId, usual().vpc.id.str());
  EXPECT_TRUE(group.ipPermissions.empty());
  ASSERT_EQ(group.ipPermissionsEgress.size(), 1U);
  EXPECT_EQ(group.ipPermissionsEgress[0].ipProtocol, "-1");
  EXPECT_FALSE(group.ipPermissionsEgress[0].fromPort);
  EXPECT_EQ(group.ipPermissionsEgress[0].ipRanges.at(0).cidrIp, "0.0.0.0/0");
}

// Names are case-insensitive and unique within the VPC (EC2 API Reference, CreateSecurityGroup).
TEST_F(CreateSecurityGroup, RefusesATakenName) {
  givenGroup("web");
  // errors::groupDuplicate
  expectError(errorOf(&ec2::createSecurityGroup, named("WEB")), "InvalidGroup.Duplicate",
              "The security group 'WEB' already exists for VPC '" + usual().vpc.id.str() + "'");
  EXPECT_FALSE(givenGroup("web", givenVpc()).empty());
}

TEST_F(CreateSecurityGroup, ChecksNameAndDescription) {
  // errors::reservedGroupName, groupNameLikeAnId, groupNameNotAscii, invalidGroupName
  expectError(errorOf(&ec2::createSecurityGroup, named("default")), "InvalidParameterValue",
              "Cannot use reserved security group name: default");
  expectError(errorOf(&ec2::createSecurityGroup, named("sg-1")), "InvalidParameterValue",
              "Value (sg-1) for parameter GroupName is invalid. Group names may not be in the "
              "format sg-*.");
  expectError(errorOf(&ec2::createSecurityGroup, named("wéb")), "InvalidParameterValue",
              "Value (wéb) for parameter GroupName is invalid. Character sets beyond ASCII are not "
              "supported.");
  expectError(errorOf(&ec2::createSecurityGroup, named("a|b")), "InvalidParameterValue");
  auto request = named("web");
  request.description = "a|b";
  // errors::invalidGroupDescription
  expectError(errorOf(&ec2::createSecurityGroup, request), "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
