#include "template_world.h"

namespace amilocal::test {
namespace {

class DeleteLaunchTemplate : public TemplateWorld {};

TEST_F(DeleteLaunchTemplate, TakesItAwayWithItsVersionsAndTags) {
  const auto id = givenTemplate();
  givenVersion(id, "t3.large");
  call(&ec2::createTags, {.resources = {id}, .tags = {{.key = "a", .value = "b"}}});
  const auto gone = *call(&ec2::deleteLaunchTemplate, {.launchTemplateId = id}).launchTemplate;
  EXPECT_EQ(gone.launchTemplateId, id);
  EXPECT_EQ(gone.latestVersionNumber, 2);
  EXPECT_TRUE(call(&ec2::describeLaunchTemplates, {}).launchTemplates.empty());
  EXPECT_TRUE(call(&ec2::describeTags, {}).tags.empty());
  expectError(errorOf(&ec2::deleteLaunchTemplate, {.launchTemplateId = id}),
              "InvalidLaunchTemplateId.NotFound");
}

TEST_F(DeleteLaunchTemplate, FreesTheName) {
  givenTemplate();
  call(&ec2::deleteLaunchTemplate, {.launchTemplateName = "web"});
  EXPECT_FALSE(givenTemplate().empty());
}

TEST_F(DeleteLaunchTemplate, LeavesThoseOfOthers) {
  const auto id = givenTemplate();
  as(kOther);
  expectError(errorOf(&ec2::deleteLaunchTemplate, {.launchTemplateId = id}),
              "InvalidLaunchTemplateId.NotFound");
}

}  // namespace
}  // namespace amilocal::test
