#include <chrono>

#include "image_test.h"

namespace amilocal::test {
namespace {

class EnableFastLaunch : public ImageTest {
 protected:
  domain::Image windows(const std::string& name = "windows") {
    return given(name, [](domain::Image& image) { image.platform = "windows"; });
  }
  static ec2::EnableFastLaunchRequest of(const ImageId& id) {
    ec2::EnableFastLaunchRequest request;
    request.imageId = id.str();
    return request;
  }
  ec2::FastLaunchImage shown() {
    return call(&ec2::describeFastLaunchImages, {}).fastLaunchImages.at(0);
  }
};

// aws-facts/images.md section 7, fast launch, with the defaults of AWS's example.
TEST_F(EnableFastLaunch, AnswersThatItIsEnabling) {
  taskTime("hold");
  const auto id = windows().id;
  const auto answer = call(&ec2::enableFastLaunch, of(id));
  EXPECT_EQ(answer.imageId, id.str());
  EXPECT_EQ(answer.resourceType, "snapshot");
  EXPECT_EQ(answer.snapshotConfiguration->targetResourceCount, 10);
  EXPECT_EQ(answer.maxParallelLaunches, 6);
  EXPECT_EQ(answer.ownerId, kOwner);
  EXPECT_EQ(answer.state, "enabling");
  EXPECT_EQ(answer.stateTransitionReason, "Client.UserInitiated");
  EXPECT_EQ(answer.stateTransitionTime, now());
  EXPECT_FALSE(answer.launchTemplate);
}

TEST_F(EnableFastLaunch, GivesItselfALaunchTemplate) {
  taskTime("1m");
  call(&ec2::enableFastLaunch, of(windows().id));
  advance(std::chrono::minutes{1});
  EXPECT_EQ(shown().state, "enabled");
  EXPECT_EQ(shown().stateTransitionTime, now());
  const auto launchTemplate = shown().launchTemplate.value();
  EXPECT_TRUE(
      launchTemplate.launchTemplateName->starts_with("EC2FastLaunchDefaultResourceCreation-"));
  EXPECT_TRUE(launchTemplate.launchTemplateId->starts_with("lt-0"));
  EXPECT_EQ(launchTemplate.version, "1");
}

// EC2 User Guide, "Monitor EC2 Fast Launch": each state, with the account in the image's ARN.
TEST_F(EnableFastLaunch, IsToldOfInEventsAndSoIsItsEnd) {
  const auto id = windows().id;
  call(&ec2::enableFastLaunch, of(id));
  call(&ec2::disableFastLaunch, {.imageId = id.str()});
  std::vector<std::string> details;
  for (const auto& event : catalog().events().list({})) {
    EXPECT_EQ(event.detailType, "EC2 Fast Launch State-change Notification");
    EXPECT_EQ(event.resources.at(0),
              "arn:aws:ec2:us-east-1:" + std::string(kOwner) + ":image/" + id.str());
    details.push_back(event.detail);
  }
  const auto in = [&](const std::string& state) {
    return R"({"imageId":")" + id.str() + R"(","resourceType":"snapshot","state":")" + state +
           R"(","stateTransitionReason":"Client.UserInitiated"})";
  };
  EXPECT_EQ(details, (std::vector<std::string>{in("enabling"), in("enabled"), in("disabling"),
                                               in("disabled")}));
}

TEST_F(EnableFastLaunch, TakesItsSettingsAndReplacesThem) {
  auto request = of(windows().id);
  request.snapshotConfiguration.emplace().targetResourceCount = 3;
  request.maxParallelLaunches = 8;
  call(&ec2::enableFastLaunch, request);
  EXPECT_EQ(shown().snapshotConfiguration->targetResourceCount, 3);
  EXPECT_EQ(shown().maxParallelLaunches, 8);
  request.maxParallelLaunches = 7;
  EXPECT_EQ(call(&ec2::enableFastLaunch, request).state, "enabling");
  EXPECT_EQ(shown().maxParallelLaunches, 7);
}

TEST_F(EnableFastLaunch, IsForWindowsOnly) {
  expectError(errorOf(&ec2::enableFastLaunch, of(given("linux").id)), "InvalidParameterValue");
}

TEST_F(EnableFastLaunch, NeedsAnAvailableImage) {
  const auto id = given("windows", [](domain::Image& image) {
                    image.platform = "windows";
                    image.state = domain::ImageState::disabled;
                  }).id;
  expectError(errorOf(&ec2::enableFastLaunch, of(id)), "InvalidAMIID.Unavailable");
}

// "For Windows AMIs that you own, or AMIs that are shared with you" (EC2 User Guide, "Configure EC2
// Fast Launch").
TEST_F(EnableFastLaunch, IsForOwnAndSharedImages) {
  const auto own = windows("private");
  const auto shared = given("shared", [](domain::Image& image) {
    image.platform = "windows";
    image.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  });
  const auto open = given("public", [](domain::Image& image) {
    image.platform = "windows";
    makePublic(image);
  });
  as(kOther);
  EXPECT_EQ(call(&ec2::enableFastLaunch, of(shared.id)).ownerId, kOwner);
  expectError(errorOf(&ec2::enableFastLaunch, of(own.id)), "InvalidAMIID.NotFound");
  expectError(errorOf(&ec2::enableFastLaunch, of(open.id)), "AuthFailure");
  as(kOwner);
  EXPECT_TRUE(call(&ec2::describeFastLaunchImages, {}).fastLaunchImages.empty());
}

// At least six (EC2 API Reference, EnableFastLaunch, MaxParallelLaunches).
TEST_F(EnableFastLaunch, KeepsToTheBounds) {
  auto request = of(windows().id);
  request.maxParallelLaunches = 5;
  expectError(errorOf(&ec2::enableFastLaunch, request), "InvalidParameterValue");
  request = of(windows().id);
  request.snapshotConfiguration.emplace().targetResourceCount = 0;
  expectError(errorOf(&ec2::enableFastLaunch, request), "InvalidParameterValue");
  request = of(windows().id);
  request.resourceType = "volume";
  expectError(errorOf(&ec2::enableFastLaunch, request), "InvalidParameterValue");
}

// 40 parallel launches of all images (EC2 User Guide, prerequisites).
TEST_F(EnableFastLaunch, ObeysTheQuotaOfParallelLaunches) {
  auto request = of(windows("first").id);
  request.maxParallelLaunches = 34;
  call(&ec2::enableFastLaunch, request);
  call(&ec2::enableFastLaunch, request);
  call(&ec2::enableFastLaunch, of(windows("second").id));
  expectError(errorOf(&ec2::enableFastLaunch, of(windows("third").id)), "ResourceLimitExceeded");
}

TEST_F(EnableFastLaunch, TakesAVersionOfAnOwnTemplate) {
  ec2::CreateLaunchTemplateRequest made;
  made.launchTemplateName = "mine";
  made.launchTemplateData.instanceType = "t3.large";
  call(&ec2::createLaunchTemplate, made);
  auto request = of(windows().id);
  auto& named = request.launchTemplate.emplace();
  named.launchTemplateName = "mine";
  named.version = "$Latest";
  EXPECT_EQ(call(&ec2::enableFastLaunch, request).launchTemplate->launchTemplateName, "mine");
  named.version = "2";
  expectError(errorOf(&ec2::enableFastLaunch, request), "InvalidLaunchTemplateId.VersionNotFound");
}

TEST_F(EnableFastLaunch, RefusesATemplateThatDoesNotExist) {
  auto request = of(windows().id);
  auto& named = request.launchTemplate.emplace();
  named.version = "1";
  expectError(errorOf(&ec2::enableFastLaunch, request), "MissingParameter");
  named.launchTemplateId = "lt-01234567890abcdef";
  expectError(errorOf(&ec2::enableFastLaunch, request), "InvalidLaunchTemplateId.NotFound");
  named.launchTemplateName = "mine";
  expectError(errorOf(&ec2::enableFastLaunch, request), "InvalidParameterCombination");
  named.launchTemplateId.reset();
  expectError(errorOf(&ec2::enableFastLaunch, request),
              "InvalidLaunchTemplateName.NotFoundException");
}

TEST_F(EnableFastLaunch, FailsAsItsTaskIsTold) {
  taskTime("hold");
  const auto id = windows().id;
  call(&ec2::enableFastLaunch, of(id));
  finishTaskOf(domain::fastLaunchKey(id, kOwner),
               domain::StateReason{"Server.InternalError", "no default VPC"});
  EXPECT_EQ(shown().state, "enabling-failed");
  EXPECT_EQ(shown().stateTransitionReason, "no default VPC");
}

TEST_F(EnableFastLaunch, EndsWithTheImage) {
  taskTime("hold");
  const auto id = windows().id;
  call(&ec2::enableFastLaunch, of(id));
  call(&ec2::deregisterImage, {.imageId = id.str()});
  EXPECT_TRUE(call(&ec2::describeFastLaunchImages, {}).fastLaunchImages.empty());
  EXPECT_TRUE(catalog().tasks().list({}).empty());
}

}  // namespace
}  // namespace amilocal::test
