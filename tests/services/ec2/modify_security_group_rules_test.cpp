#include "network_world.h"

namespace amilocal::test {
namespace {

class ModifySecurityGroupRules : public NetworkWorld {
 protected:
  ec2::ModifySecurityGroupRulesRequest changing(const std::string& rule) {
    ec2::ModifySecurityGroupRulesRequest request;
    request.groupId = group_;
    auto& update = request.securityGroupRules.emplace_back();
    update.securityGroupRuleId = rule;
    auto& content = update.securityGroupRule.emplace();
    content.ipProtocol = "udp";
    content.fromPort = content.toPort = 53;
    content.cidrIpv4 = "10.0.0.0/8";
    return request;
  }

  std::string group_ = givenGroup();
};

TEST_F(ModifySecurityGroupRules, ChangesARuleAndKeepsItsId) {
  const auto rule = givenRule(group_, tcp(22));
  EXPECT_EQ(call(&ec2::modifySecurityGroupRules, changing(rule)).return_, true);
  const auto shown =
      call(&ec2::describeSecurityGroupRules, {.securityGroupRuleIds = {rule}}).securityGroupRules;
  EXPECT_EQ(shown.at(0).ipProtocol, "udp");
  EXPECT_EQ(shown.at(0).cidrIpv4, "10.0.0.0/8");
  EXPECT_EQ(call(&ec2::modifySecurityGroupRules, changing(rule)).return_, true);
}

TEST_F(ModifySecurityGroupRules, RefusesWhatAnotherRuleSays) {
  const auto first = givenRule(group_, tcp(22)), second = givenRule(group_, tcp(23));
  call(&ec2::modifySecurityGroupRules, changing(first));
  expectError(errorOf(&ec2::modifySecurityGroupRules, changing(second)),
              "InvalidPermission.Duplicate");
}

TEST_F(ModifySecurityGroupRules, NeedsOnePeer) {
  auto request = changing(givenRule(group_, tcp(22)));
  request.securityGroupRules[0].securityGroupRule->cidrIpv6 = "::/0";
  expectError(errorOf(&ec2::modifySecurityGroupRules, request), "InvalidParameterValue");
  request.securityGroupRules[0].securityGroupRule.reset();
  expectError(errorOf(&ec2::modifySecurityGroupRules, request), "MissingParameter");
}

}  // namespace
}  // namespace amilocal::test
