#include "kms_world.h"

namespace amilocal::test {
namespace {

class ScheduleKeyDeletion : public KmsWorld {};

TEST_F(ScheduleKeyDeletion, DeletesTheKeyWithItsAliasesWhenTheTimeIsOver) {
  const auto key = givenKey();
  call(&kms::createAlias, {.aliasName = "alias/a", .targetKeyId = key});
  const auto answer = call(&kms::scheduleKeyDeletion, {.keyId = key, .pendingWindowInDays = 7});
  EXPECT_EQ(answer.keyState, "PendingDeletion");
  EXPECT_EQ(answer.deletionDate, now() + 7 * kDay);
  EXPECT_EQ(stateOf(key), "PendingDeletion");
  advance(7 * kDay);
  EXPECT_EQ(errorOf(&kms::describeKey, {.keyId = key}).code(), "NotFoundException");
  EXPECT_EQ(errorOf(&kms::describeKey, {.keyId = "alias/a"}).code(), "NotFoundException");
}

TEST_F(ScheduleKeyDeletion, RefusesAWindowOutOfBoundsAndASecondTime) {
  const auto key = givenKey();
  EXPECT_EQ(errorOf(&kms::scheduleKeyDeletion, {.keyId = key, .pendingWindowInDays = 6}).code(),
            "ValidationException");
  call(&kms::scheduleKeyDeletion, {.keyId = key});
  expectError(errorOf(&kms::scheduleKeyDeletion, {.keyId = key}), "KMSInvalidStateException",
              key + " is pending deletion.");
}

}  // namespace
}  // namespace amilocal::test
