#pragma once

#include <string>

#include "rbin/handlers.gen.h"
#include "service_test.h"

namespace amilocal::test {

/// A world in which retention rules are made and read.
class RuleTest : public ServiceTest {
 protected:
  static rbin::RetentionPeriod days(std::int64_t count) {
    return {.retentionPeriodValue = count, .retentionPeriodUnit = "DAYS"};
  }
  static rbin::LockConfiguration unlockDelay(std::int64_t count) {
    return {.unlockDelay = {.unlockDelayValue = count, .unlockDelayUnit = "DAYS"}};
  }
  /// A Region-level rule for snapshots.
  static rbin::CreateRuleRequest snapshotRule(std::int64_t retention = 7) {
    rbin::CreateRuleRequest request;
    request.retentionPeriod = days(retention);
    request.resourceType = "EBS_SNAPSHOT";
    return request;
  }
  rbin::CreateRuleResponse create(const rbin::CreateRuleRequest& request = snapshotRule()) {
    return call(&rbin::createRule, request);
  }
  rbin::CreateRuleResponse createLocked() {
    auto request = snapshotRule();
    request.lockConfiguration = unlockDelay(7);
    return create(request);
  }
  rbin::GetRuleResponse get(const std::optional<std::string>& id) {
    return call(&rbin::getRule, {.identifier = id.value()});
  }
};

/// Expects a refusal with this HTTP status and Reason.
inline void expectReason(const ApiError& error, std::string_view code, int status,
                         const std::string& reason) {
  expectError(error, code);
  EXPECT_EQ(error.status(), status);
  ASSERT_EQ(error.members().size(), 1U) << error.message();
  EXPECT_EQ(error.members()[0].name, "Reason");
  EXPECT_EQ(std::get<std::string>(error.members()[0].value), reason);
}

}  // namespace amilocal::test
