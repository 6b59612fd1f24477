#include "rule_test.h"

namespace amilocal::test {
namespace {

class UpdateRule : public RuleTest {
 protected:
  static rbin::UpdateRuleRequest of(const rbin::CreateRuleResponse& rule) {
    rbin::UpdateRuleRequest request;
    request.identifier = rule.identifier.value();
    return request;
  }
};

TEST_F(UpdateRule, ChangesWhatIsGivenAndLeavesTheRest) {
  const auto rule = create();
  auto request = of(rule);
  request.description = "new";
  request.resourceTags.emplace().push_back({.resourceTagKey = "a", .resourceTagValue = {}});
  const auto answer = call(&rbin::updateRule, request);
  EXPECT_EQ(answer.description, "new");
  EXPECT_EQ(answer.resourceTags, *request.resourceTags);
  EXPECT_EQ(answer.retentionPeriod, days(7));
  request = of(rule);
  request.retentionPeriod = days(30);
  EXPECT_EQ(call(&rbin::updateRule, request).retentionPeriod, days(30));
  EXPECT_EQ(get(rule.identifier).description, "new");
}

TEST_F(UpdateRule, RemovesTagsThatAreGivenEmpty) {
  auto made = snapshotRule();
  made.resourceTags = {{.resourceTagKey = "a", .resourceTagValue = {}}};
  auto request = of(create(made));
  request.resourceTags.emplace();
  EXPECT_TRUE(call(&rbin::updateRule, request).resourceTags.empty());
}

TEST_F(UpdateRule, RefusesAnotherResourceType) {
  auto request = of(create());
  request.resourceType = "EC2_IMAGE";
  expectReason(errorOf(&rbin::updateRule, request), "ValidationException", 400,
               "INVALID_PARAMETER_VALUE");
  request.resourceType = "EBS_SNAPSHOT";
  EXPECT_EQ(call(&rbin::updateRule, request).resourceType, "EBS_SNAPSHOT");
}

// errors::ruleStateConflict; ConflictException is 409 (section 9).
TEST_F(UpdateRule, RefusesALockedRule) {
  auto request = of(createLocked());
  request.description = "new";
  expectReason(errorOf(&rbin::updateRule, request), "ConflictException", 409, "INVALID_RULE_STATE");
}

TEST_F(UpdateRule, ChecksTheRuleAsCreateRuleDoes) {
  auto request = of(create());
  request.retentionPeriod = days(400);
  expectError(errorOf(&rbin::updateRule, request), "ValidationException");
}

}  // namespace
}  // namespace amilocal::test
