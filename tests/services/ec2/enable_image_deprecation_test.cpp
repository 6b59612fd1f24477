#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using namespace std::chrono_literals;

class EnableImageDeprecation : public test::ImageTest {
 protected:
  void deprecate(const domain::Image& image, Instant at) {
    EXPECT_EQ(call(&enableImageDeprecation, {.imageId = image.id.str(), .deprecateAt = at}).return_,
              true);
  }
  ApiError refusal(const domain::Image& image, Instant at) {
    return errorOf(&enableImageDeprecation, {.imageId = image.id.str(), .deprecateAt = at});
  }
  std::optional<std::string> shown(const domain::Image& image) {
    return call(&describeImages, {.imageIds = {image.id.str()}}).images.at(0)->deprecationTime;
  }
  std::size_t listed() {
    return call(&describeImages, {.owners = {std::string(kOwner)}}).images.size();
  }
};

// Terraform compares the time to the minute (clients/contract.md 3.4).
TEST_F(EnableImageDeprecation, ShowsTheTimeToTheMinute) {
  const auto image = given("base");
  deprecate(image, *parseInstant("2035-01-02T03:04:05Z"));
  EXPECT_EQ(shown(image), "2035-01-02T03:04:00.000Z");
}

TEST_F(EnableImageDeprecation, OverwritesWhatWasSet) {
  const auto image = given("base");
  deprecate(image, now() + 48h);
  deprecate(image, now() + 24h);
  EXPECT_EQ(shown(image), "2026-11-21T12:00:00.000Z");
}

// aws-facts/images.md 1.2: only list visibility changes, and not the owner's.
TEST_F(EnableImageDeprecation, HidesTheImageFromTheListsOfOthersWhenTheTimeHasCome) {
  const auto image = given("base", makePublic);
  deprecate(image, now() + 24h);
  as(kOther);
  advance(24h - 1s);
  EXPECT_EQ(listed(), 1U);
  advance(1s);
  EXPECT_EQ(listed(), 0U);
  EXPECT_EQ(shown(image), "2026-11-21T12:00:00.000Z");
  as(kOwner);
  EXPECT_EQ(listed(), 1U);
  EXPECT_EQ(stored(image.id).state, domain::ImageState::available);
}

TEST_F(EnableImageDeprecation, RefusesThePast) {
  const auto image = given("base");
  advance(10min);
  test::expectError(refusal(image, now() - 1s), "InvalidParameterValue",
                    "Value (2026-11-20T12:09:59Z) for parameter deprecateAt is invalid. The date "
                    "and time can't be in the past.");
  EXPECT_EQ(shown(image), std::nullopt);
}

TEST_F(EnableImageDeprecation, RefusesMoreThanTenYears) {
  const auto image = given("base");
  deprecate(image, *parseInstant("2036-11-20T12:00:00Z"));
  EXPECT_EQ(refusal(image, *parseInstant("2036-11-20T12:00:01Z")).code(), "InvalidParameterValue");
}

// EC2 API Reference, EnableImageDeprecation, DeprecateAt: two years for public images, counted
// from the creation.
TEST_F(EnableImageDeprecation, RefusesMoreThanTwoYearsForPublicImages) {
  const auto image = given("base", makePublic);
  advance(24h);
  deprecate(image, *parseInstant("2028-11-20T12:00:00Z"));
  EXPECT_EQ(refusal(image, *parseInstant("2028-11-20T12:00:01Z")).code(), "InvalidParameterValue");
  call(&resetImageAttribute, {.attribute = "launchPermission", .imageId = image.id.str()});
  deprecate(image, *parseInstant("2028-11-21T12:00:00Z"));
  EXPECT_EQ(shown(image), "2028-11-21T12:00:00.000Z");
}

TEST_F(EnableImageDeprecation, IsForTheOwner) {
  const auto image = given("base", makePublic);
  as(kOther);
  test::expectError(refusal(image, now() + 24h), "AuthFailure",
                    "Not authorized for image:" + image.id.str());
}

TEST_F(EnableImageDeprecation, RefusesWhatIsNotThere) {
  EXPECT_EQ(
      errorOf(&enableImageDeprecation, {.imageId = "ami-abcd1234", .deprecateAt = now()}).code(),
      "InvalidAMIID.NotFound");
}

TEST_F(EnableImageDeprecation, IsNoChangeOfState) {
  const auto image = given("base");
  deprecate(image, now() + 1h);
  advance(2h);
  EXPECT_TRUE(catalog().journal().list(0, 10, image.id.str()).empty());
}

TEST_F(EnableImageDeprecation, ChangesNothingInADryRun) {
  const auto image = given("base");
  EXPECT_EQ(errorOf(&enableImageDeprecation,
                    {.imageId = image.id.str(), .deprecateAt = now() + 1h, .dryRun = true})
                .code(),
            "DryRunOperation");
  EXPECT_EQ(stored(image.id), image);
}

}  // namespace
}  // namespace amilocal::ec2
