#include "rule_test.h"

namespace amilocal::test {
namespace {

using DeleteRule = RuleTest;

TEST_F(DeleteRule, TakesTheRuleAway) {
  const auto id = create().identifier.value();
  call(&rbin::deleteRule, {.identifier = id});
  expectError(errorOf(&rbin::getRule, {.identifier = id}), "ResourceNotFoundException");
  expectError(errorOf(&rbin::deleteRule, {.identifier = id}), "ResourceNotFoundException");
}

TEST_F(DeleteRule, RefusesARuleThatIsLockedOrNotYetUnlocked) {
  const auto id = createLocked().identifier.value();
  expectError(errorOf(&rbin::deleteRule, {.identifier = id}), "ConflictException");
  call(&rbin::unlockRule, {.identifier = id});
  expectError(errorOf(&rbin::deleteRule, {.identifier = id}), "ConflictException");
  advance(std::chrono::days{7});
  call(&rbin::deleteRule, {.identifier = id});
  expectError(errorOf(&rbin::getRule, {.identifier = id}), "ResourceNotFoundException");
}

}  // namespace
}  // namespace amilocal::test
