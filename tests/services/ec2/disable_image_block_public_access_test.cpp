#include "amilocal/domain/permission.h"
#include "image_test.h"

namespace amilocal::ec2 {
namespace {

class DisableImageBlockPublicAccess : public test::ImageTest {
 protected:
  std::string disable() {
    return call(&disableImageBlockPublicAccess, {}).imageBlockPublicAccessState.value();
  }
};

TEST_F(DisableImageBlockPublicAccess, AnswersTheState) { EXPECT_EQ(disable(), "unblocked"); }

TEST_F(DisableImageBlockPublicAccess, LetsImagesBeMadePublicAgain) {
  const auto image = given("base");
  call(&enableImageBlockPublicAccess, {.imageBlockPublicAccessState = "block-new-sharing"});
  disable();
  call(&modifyImageAttribute,
       {.imageId = image.id.str(),
        .launchPermission = LaunchPermissionModifications{.add = {{.group = "all"}}}});
  EXPECT_TRUE(domain::isPublic(stored(image.id).launchPermissions));
}

TEST_F(DisableImageBlockPublicAccess, ConcernsOneRegion) {
  call(&enableImageBlockPublicAccess, {.imageBlockPublicAccessState = "block-new-sharing"});
  in("eu-west-1");
  disable();
  in("us-east-1");
  EXPECT_EQ(call(&getImageBlockPublicAccessState, {}).imageBlockPublicAccessState,
            "block-new-sharing");
}

}  // namespace
}  // namespace amilocal::ec2
