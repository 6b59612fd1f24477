#include "allowed_images_world.h"

namespace amilocal::ec2 {
namespace {

using DisableAllowedImagesSettings = test::AllowedImagesWorld;

TEST_F(DisableAllowedImagesSettings, ShowsEverythingAgain) {
  enable();
  EXPECT_EQ(call(&disableAllowedImagesSettings, {}).allowedImagesSettingsState, "disabled");
  EXPECT_EQ(listed(), (std::vector<std::string>{"foreign", "own"}));
  const Image shown = *call(&describeImages, {.imageIds = {own_.id.str()}}).images.at(0);
  EXPECT_EQ(shown.imageAllowed, std::nullopt);
  EXPECT_TRUE(listed({{"image-allowed", {"true", "false"}}}).empty());
}

// The criteria are set apart from the state (EC2 API Reference).
TEST_F(DisableAllowedImagesSettings, KeepsTheCriteria) {
  allowNamed("foreign");
  enable();
  call(&disableAllowedImagesSettings, {});
  EXPECT_EQ(settings().state, "disabled");
  EXPECT_EQ(settings().imageCriteria.size(), 1U);
}

}  // namespace
}  // namespace amilocal::ec2
