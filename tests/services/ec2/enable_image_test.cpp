#include "amilocal/domain/errors/image_errors.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using domain::GranteeKind;
using domain::ImageState;

class EnableImage : public test::ImageTest {
 protected:
  void enable(const domain::Image& image) {
    EXPECT_EQ(call(&enableImage, {.imageId = image.id.str()}).return_, true);
  }
  ApiError refusal(const domain::Image& image) {
    return errorOf(&enableImage, {.imageId = image.id.str()});
  }
  domain::Image givenIn(ImageState state) {
    return given("base", [&](domain::Image& image) { image.state = state; });
  }
};

TEST_F(EnableImage, MakesADisabledImageAvailable) {
  const auto image = givenIn(ImageState::disabled);
  enable(image);
  EXPECT_EQ(call(&describeImages, {.owners = {"self"}}).images.at(0)->state, "available");
}

// EC2 User Guide, "Disable an Amazon EC2 AMI": permissions must be given again.
TEST_F(EnableImage, DoesNotShareTheImageAgain) {
  const auto image = given("base", [](domain::Image& i) {
    i.launchPermissions = {{GranteeKind::group, "all"}, {GranteeKind::userId, std::string(kOther)}};
  });
  call(&disableImage, {.imageId = image.id.str()});
  enable(image);
  EXPECT_TRUE(stored(image.id).launchPermissions.empty());
  as(kOther);
  EXPECT_EQ(errorOf(&describeImages, {.imageIds = {image.id.str()}}).code(),
            "InvalidAMIID.NotFound");
}

TEST_F(EnableImage, LetsTheImageBeSharedAgain) {
  const auto image = givenIn(ImageState::disabled);
  const ModifyImageAttributeRequest sharing{
      .imageId = image.id.str(),
      .launchPermission = LaunchPermissionModifications{.add = {{.userId = std::string(kOther)}}}};
  EXPECT_EQ(errorOf(&modifyImageAttribute, sharing).code(), "InvalidAMIID.Unavailable");
  enable(image);
  call(&modifyImageAttribute, sharing);
  as(kOther);
  EXPECT_EQ(call(&describeImages, {.imageIds = {image.id.str()}}).images.size(), 1U);
}

TEST_F(EnableImage, IsWrittenDown) {
  const auto image = givenIn(ImageState::disabled);
  enable(image);
  const auto entries = catalog().journal().list(0, 10, image.id.str());
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_EQ(entries[0].fromState, "disabled");
  EXPECT_EQ(entries[0].toState, "available");
}

TEST_F(EnableImage, RepeatsInSilence) {
  const auto image = given("base", makePublic);
  enable(image);
  EXPECT_EQ(stored(image.id), image);
  EXPECT_TRUE(catalog().journal().list(0, 10, image.id.str()).empty());
}

TEST_F(EnableImage, DoesNotFinishWhatIsPendingOrFailed) {
  test::expectError(refusal(givenIn(ImageState::pending)), "IncorrectState");
  const auto failed = givenIn(ImageState::failed);
  test::expectError(refusal(failed), "IncorrectState",
                    "The image '" + failed.id.str() + "' is in the 'failed' state.");
}

TEST_F(EnableImage, TellsOfADeregisteredImage) {
  const auto image = givenIn(ImageState::deregistered);
  test::expectError(refusal(image), "InvalidAMIID.Unavailable",
                    errors::imageUnavailable(image.id).message());
}

// A disabled image is shared with nobody, so that others do not even find it.
TEST_F(EnableImage, IsForTheOwner) {
  const auto disabled = givenIn(ImageState::disabled);
  const auto open = given("open", makePublic);
  as(kOther);
  test::expectError(refusal(disabled), "InvalidAMIID.NotFound");
  test::expectError(refusal(open), "AuthFailure", "Not authorized for image:" + open.id.str());
}

TEST_F(EnableImage, ChangesNothingInADryRun) {
  const auto image = givenIn(ImageState::disabled);
  EXPECT_EQ(errorOf(&enableImage, {.imageId = image.id.str(), .dryRun = true}).code(),
            "DryRunOperation");
  EXPECT_EQ(stored(image.id).state, ImageState::disabled);
}

}  // namespace
}  // namespace amilocal::ec2
