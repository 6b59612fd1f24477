#include "rule_test.h"

namespace amilocal::test {
namespace {

using UnlockRule = RuleTest;

// The delay passes by the clock; until then the rule is not yet unlocked.
TEST_F(UnlockRule, UnlocksAfterTheDelay) {
  const auto id = createLocked().identifier.value();
  const auto answer = call(&rbin::unlockRule, {.identifier = id});
  EXPECT_EQ(answer.lockState, "pending_unlock");
  EXPECT_EQ(answer.lockEndTime, now() + std::chrono::days{7});
  advance(std::chrono::days{7} - Duration{1});
  EXPECT_EQ(get(id).lockState, "pending_unlock");
  advance(Duration{1});
  EXPECT_EQ(get(id).lockState, "unlocked");
  EXPECT_EQ(get(id).lockEndTime, std::nullopt);
}

TEST_F(UnlockRule, RefusesWhatIsNotLocked) {
  const auto never = create().identifier.value();
  expectReason(errorOf(&rbin::unlockRule, {.identifier = never}), "ConflictException", 409,
               "INVALID_RULE_STATE");
  const auto twice = createLocked().identifier.value();
  call(&rbin::unlockRule, {.identifier = twice});
  expectError(errorOf(&rbin::unlockRule, {.identifier = twice}), "ConflictException");
}

}  // namespace
}  // namespace amilocal::test
