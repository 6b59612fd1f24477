#include "amilocal/domain/errors/image_errors.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using domain::GranteeKind;
using domain::ImageState;

class DisableImage : public test::ImageTest {
 protected:
  void disable(const domain::Image& image) {
    EXPECT_EQ(call(&disableImage, {.imageId = image.id.str()}).return_, true);
  }
  ApiError refusal(const domain::Image& image) {
    return errorOf(&disableImage, {.imageId = image.id.str()});
  }
  domain::Image givenIn(ImageState state) {
    return given("base", [&](domain::Image& image) { image.state = state; });
  }
};

TEST_F(DisableImage, TakesAnImageOutOfUse) {
  const auto image = given("base");
  disable(image);
  EXPECT_EQ(stored(image.id).state, ImageState::disabled);
}

// aws-facts/images.md 2.1: lists leave it out, the owner's too; by its id it is shown.
TEST_F(DisableImage, HidesTheImageFromListsOnly) {
  const auto image = given("base");
  disable(image);
  EXPECT_TRUE(call(&describeImages, {.owners = {"self"}}).images.empty());
  EXPECT_EQ(
      call(&describeImages, {.owners = {"self"}, .includeDisabled = true}).images.at(0)->state,
      "disabled");
  EXPECT_EQ(call(&describeImages, {.imageIds = {image.id.str()}}).images.at(0)->state, "disabled");
}

// EC2 User Guide, "Disable an Amazon EC2 AMI": all launch permissions are removed.
TEST_F(DisableImage, TakesTheImageFromThoseItWasSharedWith) {
  const auto image = given("base", [](domain::Image& i) {
    i.launchPermissions = {{GranteeKind::group, "all"}, {GranteeKind::userId, std::string(kOther)}};
  });
  disable(image);
  EXPECT_EQ(call(&describeImages, {.imageIds = {image.id.str()}}).images.at(0)->public_, false);
  EXPECT_TRUE(stored(image.id).launchPermissions.empty());
  as(kOther);
  EXPECT_EQ(errorOf(&describeImages, {.imageIds = {image.id.str()}}).code(),
            "InvalidAMIID.NotFound");
}

TEST_F(DisableImage, LeavesNothingToLaunchFrom) {
  const auto image = given("base");
  disable(image);
  test::expectError(
      errorOf(&runInstances, {.imageId = image.id.str(), .maxCount = 1, .minCount = 1}),
      "InvalidAMIID.Unavailable", errors::imageNotAvailable(image.id).message());
}

TEST_F(DisableImage, IsWrittenDown) {
  const auto image = given("base");
  disable(image);
  const auto entries = catalog().journal().list(0, 10, image.id.str());
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].fromState, "available");
  EXPECT_EQ(entries[0].toState, "disabled");
}

// What AWS answers is not known (aws-facts/errors.md 3.2); clients that repeat must come through.
TEST_F(DisableImage, RepeatsInSilence) {
  const auto image = givenIn(ImageState::disabled);
  disable(image);
  EXPECT_EQ(stored(image.id), image);
  EXPECT_TRUE(catalog().journal().list(0, 10, image.id.str()).empty());
}

TEST_F(DisableImage, IsForImagesThatAreAvailable) {
  test::expectError(refusal(givenIn(ImageState::failed)), "IncorrectState");
  const auto pending = givenIn(ImageState::pending);
  test::expectError(refusal(pending), "IncorrectState",
                    errors::incorrectImageState(pending.id, "pending").message());
  EXPECT_EQ(stored(pending.id).state, ImageState::pending);
}

TEST_F(DisableImage, TellsOfADeregisteredImage) {
  const auto image = givenIn(ImageState::deregistered);
  test::expectError(refusal(image), "InvalidAMIID.Unavailable",
                    errors::imageUnavailable(image.id).message());
}

TEST_F(DisableImage, IsForTheOwner) {
  const auto open = given("open", makePublic), closed = given("closed");
  as(kOther);
  test::expectError(refusal(open), "AuthFailure", "Not authorized for image:" + open.id.str());
  test::expectError(refusal(closed), "InvalidAMIID.NotFound");
}

TEST_F(DisableImage, ChangesNothingInADryRun) {
  const auto image = given("base", makePublic);
  EXPECT_EQ(errorOf(&disableImage, {.imageId = image.id.str(), .dryRun = true}).code(),
            "DryRunOperation");
  EXPECT_EQ(stored(image.id), image);
}

TEST_F(DisableImage, RefusesAMalformedId) {
  EXPECT_EQ(errorOf(&disableImage, {.imageId = "image"}).code(), "InvalidAMIID.Malformed");
}

}  // namespace
}  // namespace amilocal::ec2
