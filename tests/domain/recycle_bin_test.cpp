#include "amilocal/domain/recycle_bin.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"
#include "amilocal/domain/errors/recycle_bin_errors.h"

namespace amilocal::domain {
namespace {

using std::chrono::days;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 11 / 21};

RetentionRule regionLevel(std::int64_t retention) {
  RetentionRule rule;
  rule.id = "abcdefghijk";
  rule.account = "111111111111";
  rule.region = "us-east-1";
  rule.retentionDays = retention;
  rule.status = RuleStatus::available;
  return rule;
}
RetentionRule tagLevel(std::int64_t retention, RuleTags tags) {
  auto rule = regionLevel(retention);
  rule.resourceTags = std::move(tags);
  return rule;
}

TEST(BinExit, IsNotThereWithoutARule) { EXPECT_EQ(binExit({}, {}, kNow), std::nullopt); }

TEST(BinExit, FollowsARegionLevelRuleForEverything) {
  EXPECT_EQ(binExit({regionLevel(3)}, {}, kNow), kNow + days{3});
  EXPECT_EQ(binExit({regionLevel(3)}, {{"a", "b"}}, kNow), kNow + days{3});
}

// snapshots-volumes-instances.md section 9: any tag that matches is enough.
TEST(BinExit, FollowsATagLevelRuleWhenOneTagFits) {
  const auto rule = tagLevel(3, {{"team", "a"}, {"keep", std::nullopt}});
  EXPECT_EQ(binExit({rule}, {}, kNow), std::nullopt);
  EXPECT_EQ(binExit({rule}, {{"team", "b"}}, kNow), std::nullopt);
  EXPECT_EQ(binExit({rule}, {{"team", "a"}}, kNow), kNow + days{3});
  EXPECT_EQ(binExit({rule}, {{"keep", "whatever"}}, kNow), kNow + days{3});
}

TEST(BinExit, LeavesOutWhatARegionLevelRuleExcludes) {
  auto rule = regionLevel(3);
  rule.excludedTags = {{"scratch", "yes"}};
  EXPECT_EQ(binExit({rule}, {{"scratch", "yes"}}, kNow), std::nullopt);
  EXPECT_EQ(binExit({rule}, {{"scratch", "no"}}, kNow), kNow + days{3});
}

// The longest period wins, whatever the level (section 9).
TEST(BinExit, IsTheLatestOfAllRulesThatFit) {
  EXPECT_EQ(
      binExit({regionLevel(3), tagLevel(9, {{"a", "b"}}), regionLevel(5)}, {{"a", "b"}}, kNow),
      kNow + days{9});
  EXPECT_EQ(binExit({regionLevel(3), tagLevel(9, {{"a", "b"}})}, {}, kNow), kNow + days{3});
}

TEST(BinExit, TakesNoNoticeOfAPendingRule) {
  auto rule = regionLevel(3);
  rule.status = RuleStatus::pending;
  EXPECT_EQ(binExit({rule}, {}, kNow), std::nullopt);
}

TEST(RetentionRule, HasAnArnOfItsPartition) {
  auto rule = regionLevel(1);
  rule.region = "cn-north-1";
  EXPECT_EQ(arnOf(rule), "arn:aws-cn:rbin:cn-north-1:111111111111:rule/abcdefghijk");
}

TEST(RetentionRule, IsLockedAndUnlockedInSteps) {
  const auto locked = lockedRule(regionLevel(1), 8);
  EXPECT_EQ(locked.lockState, RuleLock::locked);
  EXPECT_THROW(checkNotLocked(locked), ApiError);
  const auto pending = unlockingRule(locked, kNow);
  EXPECT_EQ(pending.lockEndsAt, kNow + days{8});
  EXPECT_THROW(checkNotLocked(pending), ApiError);
  EXPECT_THROW(unlockingRule(pending, kNow), ApiError);
  auto unlocked = pending;
  unlocked.lockState = RuleLock::unlocked;
  EXPECT_NO_THROW(checkNotLocked(unlocked));
  EXPECT_EQ(lockedRule(unlocked, 9).lockState, RuleLock::locked);
}

TEST(RecycleBinErrors, CarryTheirReasons) {
  EXPECT_EQ(std::get<std::string>(errors::ruleNotFound("x").members()[0].value), "RULE_NOT_FOUND");
  EXPECT_EQ(errors::ruleNotFound("x").status(), 404);
  EXPECT_EQ(errors::invalidRule("x").status(), 400);
  EXPECT_EQ(errors::invalidRulePageToken().code(), "ValidationException");
  EXPECT_EQ(errors::ruleStateConflict("x").status(), 409);
  EXPECT_EQ(errors::ruleQuotaExceeded("x").status(), 402);
  EXPECT_EQ(
      errors::imageSnapshotInRecycleBin(ImageId::trusted("ami-1"), SnapshotId::trusted("snap-1"))
          .message(),
      "The image ami-1 cannot be restored from the Recycle Bin before its snapshot snap-1");
}

}  // namespace
}  // namespace amilocal::domain
