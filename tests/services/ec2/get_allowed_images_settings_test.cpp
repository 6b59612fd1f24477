#include "allowed_images_world.h"

namespace amilocal::ec2 {
namespace {

using GetAllowedImagesSettings = test::AllowedImagesWorld;

// aws-facts/images.md section 7, Allowed AMIs: disabled is the default.
TEST_F(GetAllowedImagesSettings, SaysThatNothingWasSet) {
  EXPECT_EQ(settings().state, "disabled");
  EXPECT_TRUE(settings().imageCriteria.empty());
  EXPECT_EQ(settings().managedBy, "account");
}

TEST_F(GetAllowedImagesSettings, AnswersEveryCondition) {
  const std::vector<ImageCriterion> criteria = {
      {.imageProviders = {"amazon"},
       .marketplaceProductCodes = {"abc123"},
       .imageNames = {"base-*"},
       .deprecationTimeCondition = DeprecationTimeCondition{.maximumDaysSinceDeprecated = 0},
       .creationDateCondition = CreationDateCondition{.maximumDaysSinceCreated = 300},
       .imageWatermarks = {{.watermarkKey = "111111111111:hardened",
                            .sourceImageRegion = "eu-*",
                            .maximumDaysSinceSourceImageCreated = 1,
                            .maximumDaysSinceWatermarkCreated = 2}}},
      {.imageProviders = {"none"}}};
  allow(criteria);
  enable("audit-mode");
  EXPECT_EQ(settings().state, "audit-mode");
  EXPECT_EQ(settings().imageCriteria, criteria);
}

TEST_F(GetAllowedImagesSettings, IsForOneAccountAndRegion) {
  allowNamed("foreign");
  enable();
  in("eu-west-1");
  EXPECT_EQ(settings().state, "disabled");
  EXPECT_TRUE(settings().imageCriteria.empty());
  in("us-east-1");
  as(kOwner);
  EXPECT_EQ(settings().state, "disabled");
}

}  // namespace
}  // namespace amilocal::ec2
