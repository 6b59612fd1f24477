#include "rule_test.h"

namespace amilocal::test {
namespace {

class LockRule : public RuleTest {
 protected:
  static rbin::LockRuleRequest of(const std::optional<std::string>& id, std::int64_t delay = 7) {
    return {.identifier = id.value(), .lockConfiguration = unlockDelay(delay)};
  }
};

TEST_F(LockRule, LocksTheRule) {
  const auto id = create().identifier;
  const auto answer = call(&rbin::lockRule, of(id, 30));
  EXPECT_EQ(answer.lockState, "locked");
  EXPECT_EQ(answer.lockConfiguration, unlockDelay(30));
  EXPECT_EQ(get(id).lockState, "locked");
}

TEST_F(LockRule, RefusesALockedRule) {
  expectReason(errorOf(&rbin::lockRule, of(createLocked().identifier)), "ConflictException", 409,
               "INVALID_RULE_STATE");
}

// UnlockDelayValue is 7 to 30 in the model.
TEST_F(LockRule, RefusesADelayOutOfBounds) {
  const auto id = create().identifier;
  expectError(errorOf(&rbin::lockRule, of(id, 6)), "ValidationException");
  expectError(errorOf(&rbin::lockRule, of(id, 31)), "ValidationException");
}

// Recycle Bin API Reference, LockRule: neither tag-level rules nor rules with exclusion tags.
TEST_F(LockRule, RefusesRulesWithTags) {
  auto tagged = snapshotRule();
  tagged.resourceTags = {{.resourceTagKey = "a", .resourceTagValue = {}}};
  auto excluding = snapshotRule();
  excluding.excludeResourceTags = {{.resourceTagKey = "a", .resourceTagValue = {}}};
  for (const auto& rule : {tagged, excluding})
    expectReason(errorOf(&rbin::lockRule, of(create(rule).identifier)), "ValidationException", 400,
                 "INVALID_PARAMETER_VALUE");
}

}  // namespace
}  // namespace amilocal::test
