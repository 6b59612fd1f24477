#include "allowed_images_world.h"
#include "amilocal/domain/errors/allowed_images_errors.h"

namespace amilocal::ec2 {
namespace {

using ReplaceImageCriteria = test::AllowedImagesWorld;
using Names = std::vector<std::string>;

TEST_F(ReplaceImageCriteria, PutsTheListInThePlaceOfTheOldOne) {
  allowNamed("foreign");
  allowNamed("other");
  EXPECT_EQ(settings().imageCriteria.size(), 1U);
  EXPECT_EQ(settings().imageCriteria.at(0).imageNames, Names{"other"});
  allow({});
  EXPECT_TRUE(settings().imageCriteria.empty());
}

TEST_F(ReplaceImageCriteria, WorksAtOnce) {
  enable();
  EXPECT_EQ(listed(), Names{"own"});
  allowNamed("foreign");
  EXPECT_EQ(listed(), (Names{"foreign", "own"}));
}

TEST_F(ReplaceImageCriteria, LeavesTheOldListWhenItRefuses) {
  allowNamed("foreign");
  test::expectError(errorOf(&replaceImageCriteriaInAllowedImagesSettings,
                            {.imageCriteria = {{.imageProviders = {"me"}}}}),
                    "InvalidParameterValue", errors::imageProviderInvalid("me").message());
  EXPECT_EQ(settings().imageCriteria.at(0).imageNames, Names{"foreign"});
}

// A provider's images that carry the watermark of another account.
TEST_F(ReplaceImageCriteria, AllowsImagesByTheirWatermark) {
  as(kOwner);
  const auto marked = given("own", [](domain::Image& image) {
    image.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  });
  call(&attachImageWatermark, {.imageId = marked.id.str(), .watermarkName = "hardened"});
  as(kOther);
  allow({{.imageWatermarks = {{.watermarkKey = "111111111111:hardened"}}}});
  enable();
  EXPECT_EQ(listed(), (Names{"own", "own"}));
}

}  // namespace
}  // namespace amilocal::ec2
