#include "amilocal/domain/errors/image_errors.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using namespace std::chrono_literals;

class DisableImageDeprecation : public test::ImageTest {
 protected:
  void cancel(const domain::Image& image) {
    EXPECT_EQ(call(&disableImageDeprecation, {.imageId = image.id.str()}).return_, true);
  }
  ApiError refusal(const domain::Image& image) {
    return errorOf(&disableImageDeprecation, {.imageId = image.id.str()});
  }
  domain::Image givenDeprecated() {
    return given("old", [](domain::Image& image) { image.deprecationAt = image.createdAt; });
  }
};

TEST_F(DisableImageDeprecation, TakesTheTimeAway) {
  const auto image = givenDeprecated();
  cancel(image);
  EXPECT_EQ(call(&describeImages, {.imageIds = {image.id.str()}}).images.at(0)->deprecationTime,
            std::nullopt);
}

TEST_F(DisableImageDeprecation, ListsTheImageForOthersAgain) {
  const auto image = given("old", [](domain::Image& i) {
    i.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
    i.deprecationAt = i.createdAt + 1h;
  });
  advance(1h);
  const auto listed = [&] {
    as(kOther);
    return call(&describeImages, {.executableUsers = {"self"}}).images.size();
  };
  EXPECT_EQ(listed(), 0U);
  as(kOwner);
  cancel(image);
  EXPECT_EQ(listed(), 1U);
}

TEST_F(DisableImageDeprecation, RepeatsInSilence) {
  const auto image = given("base");
  cancel(image);
  EXPECT_EQ(stored(image.id), image);
}

// EC2 User Guide, "Deprecate an Amazon EC2 AMI": make it private first.
TEST_F(DisableImageDeprecation, IsRefusedWhileTheImageIsPublic) {
  const auto image = given("open", [](domain::Image& i) {
    makePublic(i);
    i.deprecationAt = i.createdAt + 24h;
  });
  test::expectError(refusal(image), "OperationNotPermitted",
                    errors::publicDeprecationNotCancellable(image.id).message());
  call(&resetImageAttribute, {.attribute = "launchPermission", .imageId = image.id.str()});
  cancel(image);
  EXPECT_EQ(stored(image.id).deprecationAt, std::nullopt);
}

TEST_F(DisableImageDeprecation, IsForTheOwner) {
  const auto image = given("base", makePublic);
  as(kOther);
  test::expectError(refusal(image), "AuthFailure", "Not authorized for image:" + image.id.str());
}

TEST_F(DisableImageDeprecation, TellsOfADeregisteredImage) {
  const auto image =
      given("base", [](domain::Image& i) { i.state = domain::ImageState::deregistered; });
  test::expectError(refusal(image), "InvalidAMIID.Unavailable");
}

TEST_F(DisableImageDeprecation, ChangesNothingInADryRun) {
  const auto image = givenDeprecated();
  EXPECT_EQ(errorOf(&disableImageDeprecation, {.imageId = image.id.str(), .dryRun = true}).code(),
            "DryRunOperation");
  EXPECT_EQ(stored(image.id), image);
}

}  // namespace
}  // namespace amilocal::ec2
