#include "network_world.h"

namespace amilocal::test {
namespace {

using DescribeNetworkAcls = NetworkWorld;

// VPC User Guide, "Default network ACL for a VPC": all is allowed, and a last rule denies.
TEST_F(DescribeNetworkAcls, ShowsTheDefaultOneWithItsSubnets) {
  const auto acls = call(&ec2::describeNetworkAcls, {.filters = {filter("default", "true")}});
  ASSERT_EQ(acls.networkAcls.size(), 1U);
  const auto& acl = acls.networkAcls[0];
  EXPECT_EQ(acl.associations.size(), usual().subnets.size());
  ASSERT_EQ(acl.entries.size(), 4U);
  EXPECT_EQ(acl.entries[0].ruleNumber, 100);
  EXPECT_EQ(acl.entries[1].ruleAction, "deny");
}

TEST_F(DescribeNetworkAcls, RefusesWhatIsNotThere) {
  // errors::networkAclNotFound
  expectError(errorOf(&ec2::describeNetworkAcls, {.networkAclIds = {"acl-12345678"}}),
              "InvalidNetworkAclID.NotFound");
}

}  // namespace
}  // namespace amilocal::test
