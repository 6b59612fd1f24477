#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/permission.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

class EnableImageBlockPublicAccess : public test::ImageTest {
 protected:
  std::string enable() {
    return call(&enableImageBlockPublicAccess, {.imageBlockPublicAccessState = "block-new-sharing"})
        .imageBlockPublicAccessState.value();
  }
  static ModifyImageAttributeRequest adding(const domain::Image& image,
                                            const LaunchPermission& permission) {
    return {.imageId = image.id.str(),
            .launchPermission = LaunchPermissionModifications{.add = {permission}}};
  }
  static ModifyImageAttributeRequest publishing(const domain::Image& image) {
    return adding(image, {.group = "all"});
  }
  bool isPublic(const domain::Image& image) {
    return domain::isPublic(stored(image.id).launchPermissions);
  }
};

TEST_F(EnableImageBlockPublicAccess, AnswersTheState) { EXPECT_EQ(enable(), "block-new-sharing"); }

// The text is logged twice, with its typographic apostrophe (aws-facts/errors.md 3.2).
TEST_F(EnableImageBlockPublicAccess, RefusesToMakeAnImagePublic) {
  const auto image = given("base");
  enable();
  test::expectError(
      errorOf(&modifyImageAttribute, publishing(image)), "OperationNotPermitted",
      "You can’t publicly share this image because block public access for AMIs is enabled for "
      "this account. To publicly share the image, you must call the "
      "DisableImageBlockPublicAccess API.");
  EXPECT_FALSE(isPublic(image));
}

// EC2 User Guide, "Block public access to your AMIs": sharing with accounts is not affected.
TEST_F(EnableImageBlockPublicAccess, LetsAnImageBeSharedWithAccounts) {
  const auto image = given("base");
  enable();
  call(&modifyImageAttribute, adding(image, {.userId = std::string(kOther)}));
  EXPECT_EQ(stored(image.id).launchPermissions.size(), 1U);
}

// EC2 User Guide, the same page: images that are public already remain so.
TEST_F(EnableImageBlockPublicAccess, LeavesPublicImagesPublic) {
  const auto image = given("base", makePublic);
  enable();
  EXPECT_TRUE(isPublic(image));
  as(kOther);
  EXPECT_EQ(call(&describeImages, {.imageIds = {image.id.str()}}).images.size(), 1U);
}

TEST_F(EnableImageBlockPublicAccess, KeepsAnImageOutOnceItWasMadePrivate) {
  const auto image = given("base", makePublic);
  enable();
  call(&resetImageAttribute, {.attribute = "launchPermission", .imageId = image.id.str()});
  EXPECT_EQ(errorOf(&modifyImageAttribute, publishing(image)).message(),
            errors::publicImagesBlocked().message());
}

TEST_F(EnableImageBlockPublicAccess, ConcernsNobodyElse) {
  const auto theirs = given("theirs", [](domain::Image& i) { i.owner = kOther; });
  enable();
  as(kOther);
  call(&modifyImageAttribute, publishing(theirs));
  EXPECT_TRUE(isPublic(theirs));
}

TEST_F(EnableImageBlockPublicAccess, ConcernsNoOtherRegion) {
  const auto image = given("base");
  in("eu-west-1");
  enable();
  in("us-east-1");
  call(&modifyImageAttribute, publishing(image));
  EXPECT_TRUE(isPublic(image));
}

TEST_F(EnableImageBlockPublicAccess, ChangesNothingInADryRun) {
  EXPECT_EQ(errorOf(&enableImageBlockPublicAccess,
                    {.imageBlockPublicAccessState = "block-new-sharing", .dryRun = true})
                .code(),
            "DryRunOperation");
  EXPECT_EQ(call(&getImageBlockPublicAccessState, {}).imageBlockPublicAccessState, "unblocked");
}

}  // namespace
}  // namespace amilocal::ec2
