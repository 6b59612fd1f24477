#include "amilocal/domain/errors/image_errors.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using namespace std::chrono_literals;

class EnableImageDeregistrationProtection : public test::ImageTest {
 protected:
  std::optional<std::string> protect(const domain::Image& image,
                                     std::optional<bool> withCooldown = std::nullopt) {
    return call(&enableImageDeregistrationProtection,
                {.imageId = image.id.str(), .withCooldown = withCooldown})
        .return_;
  }
  ApiError refusal(const domain::Image& image) {
    return errorOf(&enableImageDeregistrationProtection, {.imageId = image.id.str()});
  }
  std::optional<std::string> shown(const domain::Image& image) {
    return call(&describeImages, {.imageIds = {image.id.str()}})
        .images.at(0)
        ->deregistrationProtection;
  }
};

// The answer is a text, whatever the API Reference says (aws-facts/images.md section 7).
TEST_F(EnableImageDeregistrationProtection, AnswersTheStateOfTheProtection) {
  const auto image = given("base");
  EXPECT_EQ(protect(image), "enabled-without-cooldown");
  EXPECT_EQ(protect(image, true), "enabled-with-cooldown");
  EXPECT_EQ(protect(image, false), "enabled-without-cooldown");
}

TEST_F(EnableImageDeregistrationProtection, ShowsTheProtection) {
  const auto image = given("base");
  EXPECT_EQ(shown(image), "disabled");
  protect(image, true);
  EXPECT_EQ(shown(image), "enabled-with-cooldown");
  const auto attribute = call(&describeImageAttribute,
                              {.attribute = "deregistrationProtection", .imageId = image.id.str()});
  EXPECT_EQ(attribute.deregistrationProtection->value, "enabled-with-cooldown");
}

TEST_F(EnableImageDeregistrationProtection, IsShownToTheOwnerOnly) {
  const auto image = given("base", makePublic);
  protect(image);
  as(kOther);
  EXPECT_EQ(shown(image), std::nullopt);
}

TEST_F(EnableImageDeregistrationProtection, KeepsTheImageFromBeingDeregistered) {
  const auto image = given("base");
  protect(image);
  advance(48h);
  test::expectError(errorOf(&deregisterImage, {.imageId = image.id.str()}), "OperationNotPermitted",
                    errors::imageProtected(image.id).message());
  EXPECT_EQ(stored(image.id).state, domain::ImageState::available);
}

// EC2 User Guide, "Copy an Amazon EC2 AMI": off on every new image.
TEST_F(EnableImageDeregistrationProtection, IsNotCopied) {
  const auto image = given("base");
  protect(image, true);
  const auto copy = call(
      &copyImage, {.name = "copy", .sourceImageId = image.id.str(), .sourceRegion = "us-east-1"});
  const auto images = call(&describeImages, {.imageIds = {copy.imageId.value()}}).images;
  EXPECT_EQ(images.at(0)->deregistrationProtection, "disabled");
}

TEST_F(EnableImageDeregistrationProtection, EndsACooldown) {
  const auto image = given("base");
  protect(image, true);
  call(&disableImageDeregistrationProtection, {.imageId = image.id.str()});
  EXPECT_EQ(protect(image), "enabled-without-cooldown");
  EXPECT_EQ(shown(image), "enabled-without-cooldown");
  call(&disableImageDeregistrationProtection, {.imageId = image.id.str()});
  EXPECT_EQ(call(&deregisterImage, {.imageId = image.id.str()}).return_, true);
}

// Only launching and sharing are about the state.
TEST_F(EnableImageDeregistrationProtection, IsForDisabledImagesToo) {
  const auto image =
      given("base", [](domain::Image& i) { i.state = domain::ImageState::disabled; });
  EXPECT_EQ(protect(image), "enabled-without-cooldown");
  EXPECT_EQ(errorOf(&deregisterImage, {.imageId = image.id.str()}).code(), "OperationNotPermitted");
}

TEST_F(EnableImageDeregistrationProtection, IsForTheOwner) {
  const auto image = given("base", makePublic);
  as(kOther);
  test::expectError(refusal(image), "AuthFailure", "Not authorized for image:" + image.id.str());
}

TEST_F(EnableImageDeregistrationProtection, TellsOfADeregisteredImage) {
  const auto image =
      given("base", [](domain::Image& i) { i.state = domain::ImageState::deregistered; });
  test::expectError(refusal(image), "InvalidAMIID.Unavailable");
}

TEST_F(EnableImageDeregistrationProtection, ChangesNothingInADryRun) {
  const auto image = given("base");
  EXPECT_EQ(
      errorOf(&enableImageDeregistrationProtection, {.imageId = image.id.str(), .dryRun = true})
          .code(),
      "DryRunOperation");
  EXPECT_EQ(stored(image.id), image);
}

}  // namespace
}  // namespace amilocal::ec2
