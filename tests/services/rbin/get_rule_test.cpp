#include "amilocal/domain/errors/recycle_bin_errors.h"
#include "rule_test.h"

namespace amilocal::test {
namespace {

using GetRule = RuleTest;

TEST_F(GetRule, ShowsTheRule) {
  const auto made = createLocked();
  const auto rule = get(made.identifier);
  EXPECT_EQ(rule.identifier, made.identifier);
  EXPECT_EQ(rule.ruleArn, made.ruleArn);
  EXPECT_EQ(rule.lockConfiguration, unlockDelay(7));
  EXPECT_EQ(rule.lockEndTime, std::nullopt);
}

// errors::ruleNotFound
TEST_F(GetRule, FindsNeitherAnothersRuleNorOneOfAnotherRegion) {
  const auto id = create().identifier.value();
  as(kOther);
  expectReason(errorOf(&rbin::getRule, {.identifier = id}), "ResourceNotFoundException", 404,
               "RULE_NOT_FOUND");
  as(kOwner);
  in("eu-west-1");
  expectReason(errorOf(&rbin::getRule, {.identifier = id}), "ResourceNotFoundException", 404,
               "RULE_NOT_FOUND");
}

TEST_F(GetRule, RefusesAMalformedIdentifier) {
  expectError(errorOf(&rbin::getRule, {.identifier = "short"}), "ValidationException",
              "1 validation error detected: Value 'short' at 'identifier' failed to satisfy "
              "constraint: Member must satisfy regular expression pattern: [0-9a-zA-Z]{11}");
}

}  // namespace
}  // namespace amilocal::test
