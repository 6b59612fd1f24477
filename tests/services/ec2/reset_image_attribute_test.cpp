#include "amilocal/domain/errors/image_errors.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

using domain::GranteeKind;

class ResetImageAttribute : public test::ImageTest {
 protected:
  domain::Image givenShared() {
    return given("base", [](domain::Image& image) {
      image.launchPermissions = {{GranteeKind::group, "all"},
                                 {GranteeKind::userId, "222222222222"}};
    });
  }
  static ResetImageAttributeRequest resetOf(const domain::Image& image,
                                            const std::string& attribute) {
    return {.attribute = attribute, .imageId = image.id.str()};
  }
};

TEST_F(ResetImageAttribute, TakesAllLaunchPermissionsAway) {
  const auto image = givenShared();
  EXPECT_EQ(call(&resetImageAttribute, resetOf(image, "launchPermission")).return_, true);
  EXPECT_TRUE(stored(image.id).launchPermissions.empty());
  as(kOther);
  EXPECT_EQ(errorOf(&describeImages, {.imageIds = {image.id.str()}}).code(),
            "InvalidAMIID.NotFound");
}

TEST_F(ResetImageAttribute, IsContentWithNothingToDo) {
  const auto image = given("base");
  EXPECT_EQ(call(&resetImageAttribute, resetOf(image, "LaunchPermission")).return_, true);
}

// EC2 API Reference, ResetImageAttribute: "currently you can only reset the launch permission".
TEST_F(ResetImageAttribute, KnowsNoOtherAttribute) {
  test::expectError(errorOf(&resetImageAttribute, resetOf(given("base"), "description")),
                    "InvalidParameterValue",
                    errors::unknownImageAttribute("description").message());
}

TEST_F(ResetImageAttribute, IsForTheOwnerOnly) {
  const auto image = givenShared();
  as(kOther);
  test::expectError(errorOf(&resetImageAttribute, resetOf(image, "launchPermission")),
                    "AuthFailure", "Not authorized for image:" + image.id.str());
}

TEST_F(ResetImageAttribute, DoesNotFindWhatIsNotThere) {
  test::expectError(
      errorOf(&resetImageAttribute, {.attribute = "launchPermission", .imageId = "ami-abcd1234"}),
      "InvalidAMIID.NotFound", "The image id '[ami-abcd1234]' does not exist");
}

}  // namespace
}  // namespace amilocal::ec2
