#include "rule_test.h"

namespace amilocal::test {
namespace {

using CreateRule = RuleTest;

// snapshots-volumes-instances.md section 9: 11 letters and digits, and its ARN.
TEST_F(CreateRule, AnswersARuleThatIsPendingAndThenAvailable) {
  auto request = snapshotRule(14);
  request.description = "keep";
  request.tags = {{.key = "team", .value = "a"}};
  const auto rule = create(request);
  EXPECT_EQ(rule.identifier.value().size(), 11U);
  EXPECT_EQ(rule.ruleArn, "arn:aws:rbin:us-east-1:111111111111:rule/" + *rule.identifier);
  EXPECT_EQ(rule.retentionPeriod, days(14));
  EXPECT_EQ(rule.description, "keep");
  EXPECT_EQ(rule.resourceType, "EBS_SNAPSHOT");
  EXPECT_EQ(rule.tags, request.tags);
  EXPECT_EQ(rule.status, "pending");
  EXPECT_EQ(rule.lockState, std::nullopt);  // never locked
  EXPECT_EQ(get(rule.identifier).status, "available");
}

TEST_F(CreateRule, TakesTagsOfResources) {
  auto request = snapshotRule();
  request.resourceTags = {{.resourceTagKey = "keep", .resourceTagValue = "yes"},
                          {.resourceTagKey = "any", .resourceTagValue = {}}};
  EXPECT_EQ(get(create(request).identifier).resourceTags, request.resourceTags);
}

TEST_F(CreateRule, LocksTheRuleAtOnce) {
  const auto rule = createLocked();
  EXPECT_EQ(rule.lockState, "locked");
  EXPECT_EQ(rule.lockConfiguration, unlockDelay(7));
}

// The bounds of the model, in AWS's common words.
TEST_F(CreateRule, RefusesAPeriodOutOfBounds) {
  expectError(errorOf(&rbin::createRule, snapshotRule(0)), "ValidationException",
              "1 validation error detected: Value '0' at 'retentionPeriod.retentionPeriodValue' "
              "failed to satisfy constraint: Member must have value greater than or equal to 1");
  expectError(errorOf(&rbin::createRule, snapshotRule(3651)), "ValidationException");
}

// The service keeps snapshots and images for a year at most (section 9), volumes for a week
// (reconstructed).
TEST_F(CreateRule, RefusesALongerPeriodThanTheServiceGives) {
  EXPECT_EQ(create(snapshotRule(365)).retentionPeriod, days(365));
  expectReason(errorOf(&rbin::createRule, snapshotRule(366)), "ValidationException", 400,
               "INVALID_PARAMETER_VALUE");
  auto volumes = snapshotRule(8);
  volumes.resourceType = "EBS_VOLUME";
  expectReason(errorOf(&rbin::createRule, volumes), "ValidationException", 400,
               "INVALID_PARAMETER_VALUE");
}

TEST_F(CreateRule, RefusesADescriptionOfTwoLines) {
  auto request = snapshotRule();
  request.description = "a\nb";
  expectError(errorOf(&rbin::createRule, request), "ValidationException",
              "1 validation error detected: Value 'a\nb' at 'description' failed to satisfy "
              "constraint: Member must satisfy regular expression pattern: ^[\\S ]{0,255}$");
}

// Exclusion tags are for Region-level rules (section 9).
TEST_F(CreateRule, RefusesExclusionTagsOnATagLevelRule) {
  auto request = snapshotRule();
  request.resourceTags = {{.resourceTagKey = "a", .resourceTagValue = {}}};
  request.excludeResourceTags = {{.resourceTagKey = "b", .resourceTagValue = {}}};
  expectReason(errorOf(&rbin::createRule, request), "ValidationException", 400,
               "INVALID_PARAMETER_VALUE");
}

// At most 50 tags of resources, 5 exclusion tags (section 9).
TEST_F(CreateRule, RefusesTooManyTags) {
  auto request = snapshotRule();
  request.excludeResourceTags.assign(6, {.resourceTagKey = "a", .resourceTagValue = {}});
  expectError(errorOf(&rbin::createRule, request), "ValidationException");
  request.excludeResourceTags.clear();
  request.resourceTags.assign(51, {.resourceTagKey = "a", .resourceTagValue = {}});
  expectError(errorOf(&rbin::createRule, request), "ValidationException");
}

// Only Region-level rules can be locked (section 9).
TEST_F(CreateRule, RefusesALockOnATagLevelRule) {
  auto request = snapshotRule();
  request.resourceTags = {{.resourceTagKey = "a", .resourceTagValue = {}}};
  request.lockConfiguration = unlockDelay(7);
  expectReason(errorOf(&rbin::createRule, request), "ValidationException", 400,
               "INVALID_PARAMETER_VALUE");
}

TEST_F(CreateRule, RefusesTagsThatTheModelDoesNotAllow) {
  auto request = snapshotRule();
  for (const auto& key :
       {std::string(), std::string(129, 'k'), std::string("a*b"), std::string("aws:x")}) {
    request.tags = {{.key = key, .value = "v"}};
    expectError(errorOf(&rbin::createRule, request), "ValidationException");
  }
}

// ServiceQuotaExceededException is 402 (section 9).
TEST_F(CreateRule, IsLimitedByAQuota) {
  for (int i = 0; i < 250; ++i) create();
  expectReason(errorOf(&rbin::createRule, snapshotRule()), "ServiceQuotaExceededException", 402,
               "SERVICE_QUOTA_EXCEEDED");
  in("eu-west-1");
  EXPECT_TRUE(create().identifier);
}

}  // namespace
}  // namespace amilocal::test
