#include "template_world.h"

namespace amilocal::test {
namespace {

class ModifyLaunchTemplate : public TemplateWorld {};

TEST_F(ModifyLaunchTemplate, SetsTheDefaultVersion) {
  const auto id = givenTemplate();
  givenVersion(id, "t3.large");
  const auto changed =
      *call(&ec2::modifyLaunchTemplate, {.launchTemplateName = "web", .defaultVersion = "2"})
           .launchTemplate;
  EXPECT_EQ(changed.defaultVersionNumber, 2);
  EXPECT_EQ(numbersOf({.launchTemplateId = id, .versions = {"$Default"}}),
            std::vector<std::int64_t>{2});
}

// errors.md section 6, seen: words of its own.
TEST_F(ModifyLaunchTemplate, RefusesAVersionThatDoesNotExist) {
  givenTemplate();
  expectError(
      errorOf(&ec2::modifyLaunchTemplate, {.launchTemplateName = "web", .defaultVersion = "2"}),
      "InvalidLaunchTemplateId.VersionNotFound",
      "The launch template version 2 is not found for the specified launch template.");
}

TEST_F(ModifyLaunchTemplate, TakesAnIdOrAName) {
  const auto id = givenTemplate();
  expectError(
      errorOf(&ec2::modifyLaunchTemplate, {.launchTemplateId = id, .launchTemplateName = "web"}),
      "InvalidParameterCombination",
      "Either provide launch template ID or launch template name to modify the template.");
  expectError(errorOf(&ec2::modifyLaunchTemplate, {.defaultVersion = "1"}), "MissingParameter");
}

}  // namespace
}  // namespace amilocal::test
