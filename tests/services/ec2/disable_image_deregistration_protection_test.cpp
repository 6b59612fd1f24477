#include "amilocal/domain/errors/image_errors.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using namespace std::chrono_literals;
using domain::ImageProtection;

class DisableImageDeregistrationProtection : public test::ImageTest {
 protected:
  std::optional<std::string> unprotect(const domain::Image& image) {
    return call(&disableImageDeregistrationProtection, {.imageId = image.id.str()}).return_;
  }
  ApiError refusal(const domain::Image& image) {
    return errorOf(&disableImageDeregistrationProtection, {.imageId = image.id.str()});
  }
  bool deregister(const domain::Image& image) {
    return call(&deregisterImage, {.imageId = image.id.str()}).return_.value();
  }
  ApiError refusalToDeregister(const domain::Image& image) {
    return errorOf(&deregisterImage, {.imageId = image.id.str()});
  }
  std::optional<std::string> shown(const domain::Image& image) {
    return call(&describeImages, {.imageIds = {image.id.str()}})
        .images.at(0)
        ->deregistrationProtection;
  }
  domain::Image givenProtected(ImageProtection protection) {
    return given("base", [&](domain::Image& i) { i.deregistrationProtection = protection; });
  }
};

TEST_F(DisableImageDeregistrationProtection, LetsTheImageGoAtOnceWithoutACooldown) {
  const auto image = givenProtected(ImageProtection::enabled_without_cooldown);
  EXPECT_EQ(unprotect(image), "disabled");
  EXPECT_EQ(shown(image), "disabled");
  EXPECT_TRUE(deregister(image));
}

// EC2 User Guide, "Protect an Amazon EC2 AMI from deregistration": 24 hours.
TEST_F(DisableImageDeregistrationProtection, LetsTheImageGoAfterTheCooldown) {
  const auto image = givenProtected(ImageProtection::enabled_with_cooldown);
  EXPECT_EQ(unprotect(image), "disabled");
  advance(24h - 1s);
  test::expectError(refusalToDeregister(image), "OperationNotPermitted",
                    errors::imageCoolingDown(image.id, image.createdAt + 24h).message());
  advance(1s);
  EXPECT_TRUE(deregister(image));
}

// aws-nuke tells a cooldown from its end by this text (resources/ec2-image.go).
TEST_F(DisableImageDeregistrationProtection, ShowsTheEndOfTheCooldown) {
  const auto image = givenProtected(ImageProtection::enabled_with_cooldown);
  unprotect(image);
  const auto cooling = "disabled after 2026-11-21T12:00:00.000Z";
  EXPECT_EQ(shown(image), cooling);
  const DescribeImageAttributeRequest attribute{.attribute = "deregistrationProtection",
                                                .imageId = image.id.str()};
  EXPECT_EQ(call(&describeImageAttribute, attribute).deregistrationProtection->value, cooling);
  advance(24h);
  EXPECT_EQ(shown(image), "disabled");
  EXPECT_EQ(call(&describeImageAttribute, attribute).deregistrationProtection->value, "disabled");
}

TEST_F(DisableImageDeregistrationProtection, DoesNotProlongTheCooldownWhenRepeated) {
  const auto image = givenProtected(ImageProtection::enabled_with_cooldown);
  unprotect(image);
  advance(23h);
  EXPECT_EQ(unprotect(image), "disabled");
  EXPECT_EQ(refusalToDeregister(image).code(), "OperationNotPermitted");
  advance(1h);
  EXPECT_TRUE(deregister(image));
}

TEST_F(DisableImageDeregistrationProtection, IsSilentWhereThereIsNothingToDisable) {
  const auto image = given("base");
  EXPECT_EQ(unprotect(image), "disabled");
  EXPECT_EQ(stored(image.id), image);
}

TEST_F(DisableImageDeregistrationProtection, IsForTheOwner) {
  const auto image = given("base", makePublic);
  as(kOther);
  test::expectError(refusal(image), "AuthFailure", "Not authorized for image:" + image.id.str());
}

TEST_F(DisableImageDeregistrationProtection, RefusesWhatIsNotThere) {
  EXPECT_EQ(errorOf(&disableImageDeregistrationProtection, {.imageId = "ami-abcd1234"}).code(),
            "InvalidAMIID.NotFound");
}

TEST_F(DisableImageDeregistrationProtection, ChangesNothingInADryRun) {
  const auto image = givenProtected(ImageProtection::enabled_with_cooldown);
  EXPECT_EQ(
      errorOf(&disableImageDeregistrationProtection, {.imageId = image.id.str(), .dryRun = true})
          .code(),
      "DryRunOperation");
  EXPECT_EQ(stored(image.id), image);
}

}  // namespace
}  // namespace amilocal::ec2
