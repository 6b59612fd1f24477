// EC2 User Guide, "Deprecate an Amazon EC2 AMI": a test for each of its rules.
#include "guide_test.h"

namespace amilocal::test {
namespace {

using namespace std::chrono_literals;

class DeprecateAnAmi : public GuideTest {
 protected:
  DeprecateAnAmi() { shareWith(kOther, golden()); }
  bool isListedToUser(ec2::DescribeImagesRequest request = {}) {
    return by(kOther, [&] { return isListed(golden(), request); });
  }
};

TEST_F(DeprecateAnAmi, AfterItIsDeprecatedUsersDoNotSeeItInListings) {
  deprecate(golden(), now() + 24h);
  EXPECT_TRUE(isListedToUser());
  advance(24h);
  EXPECT_FALSE(isListedToUser());
}

TEST_F(DeprecateAnAmi, UsersSeeItWhenTheySpecifyItsId) {
  deprecate(golden(), now() + 24h);
  advance(48h);
  EXPECT_TRUE(by(kOther, [&] { return isVisible(golden()); }));
}

TEST_F(DeprecateAnAmi, UsersSeeItWhenTheySpecifyThatDeprecatedImagesMustAppear) {
  deprecate(golden(), now() + 24h);
  advance(48h);
  EXPECT_TRUE(isListedToUser({.includeDeprecated = true}));
}

TEST_F(DeprecateAnAmi, OwnersContinueToSeeIt) {
  deprecate(golden(), now() + 24h);
  advance(48h);
  EXPECT_TRUE(isListed(golden()));
  EXPECT_TRUE(isListed(golden(), {.includeDeprecated = false}));
}

TEST_F(DeprecateAnAmi, UsersWhoKnowTheIdCanContinueToLaunchInstances) {
  deprecate(golden(), now() + 24h);
  advance(48h);
  EXPECT_EQ(by(kOther, [&] { return stateOf(launchFrom(golden())); }), "running");
}

TEST_F(DeprecateAnAmi, InstancesLaunchedEarlierAreNotAffected) {
  const auto instance = launchFrom(golden());
  deprecate(golden(), now() + 24h);
  advance(48h);
  EXPECT_TRUE(stopsAndStarts(instance));
}

TEST_F(DeprecateAnAmi, PrivateAndPublicImagesCanBeDeprecated) {
  deprecate(golden(), now() + 24h);
  makePublic(golden());
  deprecate(golden(), now() + 48h);
  EXPECT_EQ(shown(golden()).deprecationTime, "2026-11-22T12:00:00.000Z");
}

TEST_F(DeprecateAnAmi, OnlyTheOwnerCanDeprecateIt) {
  by(kOther, [&] {
    expectError(
        errorOf(&ec2::enableImageDeprecation, {.imageId = golden(), .deprecateAt = now() + 24h}),
        "AuthFailure");
    expectError(errorOf(&ec2::disableImageDeprecation, {.imageId = golden()}), "AuthFailure");
  });
}

TEST_F(DeprecateAnAmi, TheDateCanNotBeInThePast) {
  expectError(
      errorOf(&ec2::enableImageDeprecation, {.imageId = golden(), .deprecateAt = now() - 1min}),
      "InvalidParameterValue");
}

TEST_F(DeprecateAnAmi, SecondsAreRoundedToTheNearestMinute) {
  deprecate(golden(), *parseInstant("2026-12-24T18:00:29Z"));
  EXPECT_EQ(shown(golden()).deprecationTime, "2026-12-24T18:00:00.000Z");
  deprecate(golden(), *parseInstant("2026-12-24T18:00:31Z"));
  EXPECT_EQ(shown(golden()).deprecationTime, "2026-12-24T18:01:00.000Z");
}

TEST_F(DeprecateAnAmi, TheUpperLimitIsTenYearsFromNow) {
  deprecate(golden(), *parseInstant("2036-11-20T12:00:00Z"));
  expectError(errorOf(&ec2::enableImageDeprecation,
                      {.imageId = golden(), .deprecateAt = *parseInstant("2036-11-20T12:01:00Z")}),
              "InvalidParameterValue");
}

TEST_F(DeprecateAnAmi, ForPublicImagesTheUpperLimitIsTwoYearsFromTheCreationDate) {
  const auto image = createdFrom(launchFrom(golden()), "golden 2");
  advance(24h * 30);
  makePublic(image);
  const auto created = *parseInstant(*shown(image).creationDate);
  deprecate(image, created + 24h * 731);
  expectError(
      errorOf(&ec2::enableImageDeprecation, {.imageId = image, .deprecateAt = created + 24h * 732}),
      "InvalidParameterValue");
}

TEST_F(DeprecateAnAmi, PublicImagesAreDeprecatedTwoYearsAfterTheirCreationByDefault) {
  const auto image = createdFrom(launchFrom(golden()), "golden 2");
  EXPECT_EQ(shown(image).deprecationTime, std::nullopt);
  makePublic(image);
  EXPECT_EQ(shown(image).deprecationTime, "2028-11-20T12:00:00.000Z");
}

TEST_F(DeprecateAnAmi, TheDateOfAPublicImageCanBeSetToLessThanTwoYears) {
  makePublic(golden());
  deprecate(golden(), now() + 24h * 365);
  EXPECT_EQ(shown(golden()).deprecationTime, "2027-11-20T12:00:00.000Z");
}

TEST_F(DeprecateAnAmi, OnlyAPrivateImagesDeprecationCanBeCancelled) {
  const auto image = createdFrom(launchFrom(golden()), "golden 2");
  makePublic(image);
  expectError(errorOf(&ec2::disableImageDeprecation, {.imageId = image}), "OperationNotPermitted");
  makePrivate(image);
  call(&ec2::disableImageDeprecation, {.imageId = image});
  EXPECT_EQ(shown(image).deprecationTime, std::nullopt);
}

TEST_F(DeprecateAnAmi, AfterItIsCancelledUsersSeeItInListingsAgain) {
  deprecate(golden(), now() + 24h);
  advance(48h);
  call(&ec2::disableImageDeprecation, {.imageId = golden()});
  EXPECT_TRUE(isListedToUser());
}

TEST_F(DeprecateAnAmi, DeprecatingItAgainOverwritesTheDate) {
  deprecate(golden(), now() + 24h);
  deprecate(golden(), now() + 72h);
  advance(48h);
  EXPECT_TRUE(isListedToUser());
  advance(24h);
  EXPECT_FALSE(isListedToUser());
}

// The mission's own sentence: a retirement policy of two years, tested in a moment.
TEST_F(DeprecateAnAmi, TwoYearsPassInOneCallOfTheClock) {
  const auto image = createdFrom(launchFrom(golden()), "golden 2");
  makePublic(image);
  advance(24h * 731 - 1s);
  EXPECT_TRUE(by(kOther, [&] { return isListed(image); }));
  advance(1s);
  EXPECT_FALSE(by(kOther, [&] { return isListed(image); }));
}

}  // namespace
}  // namespace amilocal::test
