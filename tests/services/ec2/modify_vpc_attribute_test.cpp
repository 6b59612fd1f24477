#include "network_world.h"

namespace amilocal::test {
namespace {

class ModifyVpcAttribute : public NetworkWorld {
 protected:
  ec2::ModifyVpcAttributeRequest hostnames(bool value) {
    ec2::ModifyVpcAttributeRequest request;
    request.vpcId = usual().vpc.id.str();
    request.enableDnsHostnames.emplace().value = value;
    return request;
  }
};

// VPC User Guide, "DNS attributes for your VPC": without hostnames there are no public names.
TEST_F(ModifyVpcAttribute, TakesThePublicNamesOfInstances) {
  const auto id = givenInstance();
  EXPECT_TRUE(described(id).publicDnsName->starts_with("ec2-"));
  call(&ec2::modifyVpcAttribute, hostnames(false));
  EXPECT_EQ(described(id).publicDnsName, "");
  EXPECT_EQ(described(id).networkInterfaces.at(0).association->publicDnsName, "");
  call(&ec2::modifyVpcAttribute, hostnames(true));
  EXPECT_TRUE(described(id).publicDnsName->starts_with("ec2-"));
}

// EC2 API Reference, ModifyVpcAttribute: one in each call; hostnames need DNS support.
TEST_F(ModifyVpcAttribute, ChangesOneAttributeAtATime) {
  auto both = hostnames(false);
  both.enableDnsSupport.emplace().value = false;
  // errors::oneVpcAttribute
  expectError(errorOf(&ec2::modifyVpcAttribute, both), "InvalidParameterCombination");
  ec2::ModifyVpcAttributeRequest support;
  support.vpcId = givenVpc();
  support.enableDnsSupport.emplace().value = false;
  call(&ec2::modifyVpcAttribute, support);
  auto names = hostnames(true);
  names.vpcId = support.vpcId;
  // errors::dnsHostnamesNeedDnsSupport
  expectError(errorOf(&ec2::modifyVpcAttribute, names), "InvalidParameterCombination");
}

}  // namespace
}  // namespace amilocal::test
