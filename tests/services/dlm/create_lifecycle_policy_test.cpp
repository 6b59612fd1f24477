#include <functional>

#include "policy_world.h"

namespace amilocal::test {
namespace {

class CreateLifecyclePolicy : public PolicyWorld {
 protected:
  void expectRefused(const std::function<void(dlm::CreateLifecyclePolicyRequest&)>& change,
                     std::string_view code = "InvalidRequestException") {
    auto request = daily();
    change(request);
    expectError(errorOf(&dlm::createLifecyclePolicy, request), code);
  }
};

TEST_F(CreateLifecyclePolicy, AnswersAnId) {
  EXPECT_TRUE(LifecyclePolicyId::parse(given(daily())));
}

TEST_F(CreateLifecyclePolicy, MakesAnImageAtItsTime) {
  auto request = daily();
  auto& schedule = scheduleOf(request);
  schedule.copyTags = true;
  schedule.tagsToAdd = {{.key = "made-by", .value = "policy"}};
  schedule.variableTags = {{.key = "of", .value = "$(instance-id)"},
                           {.key = "at", .value = "$(timestamp)"}};
  const auto id = given(request);
  advance(std::chrono::hours{20});
  EXPECT_TRUE(imagesOf(id).empty());
  advance(std::chrono::hours{1});
  const auto images = imagesOf(id);
  ASSERT_EQ(images.size(), 1U);
  EXPECT_EQ(images[0].state, "available");
  EXPECT_EQ(images[0].creationDate, "2026-11-21T09:00:00.000Z");
  EXPECT_EQ(images[0].sourceInstanceId, instance_);
  std::map<std::string, std::string> tags;
  for (const auto& tag : images[0].tags) tags[*tag.key] = *tag.value;
  const std::map<std::string, std::string> expected{{"at", "2026-11-21T09:00:00Z"},
                                                    {"aws:dlm:lifecycle-policy-id", id},
                                                    {"aws:dlm:lifecycle-schedule-name", "daily"},
                                                    {"backup", "daily"},
                                                    {"dlm:managed", "true"},
                                                    {"made-by", "policy"},
                                                    {"of", instance_}};
  EXPECT_EQ(tags, expected);
}

// The demand: a daily image, three kept, copied to eu-west-1, deprecated after two days, over a
// month.
TEST_F(CreateLifecyclePolicy, KeepsThreeImagesOverAMonth) {
  auto request = daily();
  auto& schedule = scheduleOf(request);
  auto& deprecate = schedule.deprecateRule.emplace();
  deprecate.interval = 2;
  deprecate.intervalUnit = "DAYS";
  auto& copy = schedule.crossRegionCopyRules.emplace_back();
  copy.targetRegion = "eu-west-1";
  copy.encrypted = false;
  copy.copyTags = true;
  auto& retain = copy.retainRule.emplace();
  retain.interval = 7;
  retain.intervalUnit = "DAYS";
  auto& copyDeprecation = copy.deprecateRule.emplace();
  copyDeprecation.interval = 1;
  copyDeprecation.intervalUnit = "DAYS";
  const auto id = given(request);
  advance(30 * kDay);

  const auto images = imagesOf(id);
  ASSERT_EQ(images.size(), 3U);
  EXPECT_EQ(images[2].creationDate, "2026-12-20T09:00:00.000Z");
  EXPECT_EQ(images[2].deprecationTime, "2026-12-22T09:00:00.000Z");
  EXPECT_EQ(images[0].deprecationTime, "2026-12-20T09:00:00.000Z");
  const auto copies = imagesOf(id, "eu-west-1");
  ASSERT_EQ(copies.size(), 7U);
  EXPECT_EQ(copies[6].creationDate, "2026-12-20T09:00:00.000Z");
  EXPECT_EQ(copies[6].sourceImageId, images[2].imageId);
  // The snapshots of what is gone are gone with it: three of images, and that of the first image.
  EXPECT_EQ(call(&ec2::describeSnapshots, {.ownerIds = {"self"}}).snapshots.size(), 4U);
}

TEST_F(CreateLifecyclePolicy, KeepsImagesForATime) {
  auto request = daily();
  auto& retain = scheduleOf(request).retainRule.emplace();
  retain.interval = 1;
  retain.intervalUnit = "WEEKS";
  const auto id = given(request);
  advance(30 * kDay);
  EXPECT_EQ(imagesOf(id).size(), 7U);
}

TEST_F(CreateLifecyclePolicy, DeprecatesByCount) {
  auto request = daily();
  scheduleOf(request).deprecateRule.emplace().count = 1;
  const auto id = given(request);
  advance(10 * kDay);
  const auto images = imagesOf(id);
  ASSERT_EQ(images.size(), 3U);
  EXPECT_TRUE(images[0].deprecationTime);
  EXPECT_TRUE(images[1].deprecationTime);
  EXPECT_FALSE(images[2].deprecationTime);
}

// Data Lifecycle Manager API Reference, CreateRule, CronExpression.
TEST_F(CreateLifecyclePolicy, FollowsACronExpression) {
  auto request = daily();
  auto& create = scheduleOf(request).createRule.emplace();
  create.cronExpression = "cron(30 8 ? * MON *)";
  scheduleOf(request).retainRule->count = 100;
  const auto id = given(request);
  advance(30 * kDay);
  const auto images = imagesOf(id);
  ASSERT_EQ(images.size(), 4U);
  EXPECT_EQ(images[0].creationDate, "2026-11-23T08:30:00.000Z");
}

TEST_F(CreateLifecyclePolicy, WaitsForAnImageThatIsHeld) {
  taskTime("hold");
  const auto id = given(daily());
  advance(kDay);
  const auto image = imagesOf(id).at(0);
  EXPECT_EQ(image.state, "pending");
  finishTaskOf(*image.imageId);
  taskTime("0");
  advance(10 * kDay);
  EXPECT_EQ(imagesOf(id).size(), 3U);
}

TEST_F(CreateLifecyclePolicy, LeavesOthersAlone) {
  const auto other = givenInstance();
  call(&ec2::createTags, {.resources = {other}, .tags = {{.key = "backup", .value = "weekly"}}});
  call(&ec2::terminateInstances, {.instanceIds = {instance_}});
  const auto id = given(daily());
  advance(3 * kDay);
  EXPECT_TRUE(imagesOf(id).empty());
}

TEST_F(CreateLifecyclePolicy, DoesNothingWhileDisabled) {
  auto request = daily();
  request.state = "DISABLED";
  const auto id = given(request);
  advance(3 * kDay);
  EXPECT_TRUE(imagesOf(id).empty());
}

TEST_F(CreateLifecyclePolicy, IsForImagesOnly) {
  const auto unsupported = "UnsupportedOperation";
  expectRefused([](auto& r) { r.policyDetails->policyType = "EBS_SNAPSHOT_MANAGEMENT"; },
                unsupported);
  expectRefused([](auto& r) { r.policyDetails->policyType.reset(); }, unsupported);
  expectRefused([](auto& r) { r.policyDetails->policyLanguage = "SIMPLIFIED"; }, unsupported);
  expectRefused([](auto& r) { r.defaultPolicy = "INSTANCE"; }, unsupported);
  expectRefused([](auto& r) { r.createInterval = 1; }, unsupported);
  expectRefused([](auto& r) { r.policyDetails->resourceTypes = {"VOLUME"}; });
  expectRefused([](auto& r) { r.policyDetails->resourceLocations = {"OUTPOST"}; });
  expectRefused([](auto& r) { r.policyDetails->eventSource.emplace(); });
  expectRefused([](auto& r) { r.policyDetails->createInterval = 1; });
  expectRefused([](auto& r) { r.policyDetails->parameters.emplace().excludeBootVolume = true; });
  expectRefused([](auto& r) { scheduleOf(r).fastRestoreRule.emplace(); });
  expectRefused([](auto& r) { scheduleOf(r).shareRules.emplace_back(); });
  expectRefused([](auto& r) { scheduleOf(r).archiveRule.emplace(); });
  expectRefused([](auto& r) { scheduleOf(r).createRule->location = "OUTPOST_LOCAL"; });
  expectRefused([](auto& r) { scheduleOf(r).createRule->scripts.emplace_back(); });
}

TEST_F(CreateLifecyclePolicy, ChecksItsRules) {
  expectRefused([](auto& r) { r.policyDetails.reset(); });
  expectRefused([](auto& r) { r.policyDetails->targetTags.clear(); });
  expectRefused([](auto& r) { r.policyDetails->schedules.clear(); });
  expectRefused([](auto& r) { r.executionRoleArn = "role"; });
  expectRefused([](auto& r) { r.description = "what?"; });
  expectRefused([](auto& r) { scheduleOf(r).createRule.reset(); });
  expectRefused([](auto& r) { scheduleOf(r).createRule->interval = 5; });
  expectRefused([](auto& r) { scheduleOf(r).createRule->times = {"25:00"}; });
  expectRefused([](auto& r) { scheduleOf(r).createRule->cronExpression = "cron(0 9 * * ? *)"; });
  expectRefused([](auto& r) { scheduleOf(r).retainRule.reset(); });
  expectRefused([](auto& r) { scheduleOf(r).retainRule->count = 1001; });
  expectRefused([](auto& r) { scheduleOf(r).retainRule->interval = 1; });
  expectRefused([](auto& r) { scheduleOf(r).deprecateRule.emplace().count = 4; });
  expectRefused([](auto& r) { scheduleOf(r).variableTags = {{.key = "a", .value = "b"}}; });
  expectRefused([](auto& r) {
    auto& rule = scheduleOf(r).crossRegionCopyRules.emplace_back();
    rule.targetRegion = "us-east-1";
  });
  expectRefused([](auto& r) {
    auto& rule = scheduleOf(r).crossRegionCopyRules.emplace_back();
    rule.targetRegion = "eu-west-1";  // without a RetainRule
  });
}

TEST_F(CreateLifecyclePolicy, IsLimitedToAHundred) {
  for (int i = 0; i < 100; ++i) given(daily());
  const auto error = errorOf(&dlm::createLifecyclePolicy, daily());
  expectError(error, "LimitExceededException");
  EXPECT_EQ(error.status(), 429);
}

}  // namespace
}  // namespace amilocal::test
