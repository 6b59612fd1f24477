#include "amilocal/domain/launch_template_rules.h"

#include <gtest/gtest.h>

#include "amilocal/domain/errors/launch_template_errors.h"
#include "support/refusal.h"

namespace amilocal::domain {
namespace {

using test::expectRefusal;
using test::refusalOf;

TEST(LaunchTemplateRules, ANameHasThreeToOneHundredTwentyEightCharacters) {
  for (const auto* name : {"abc", "A-(b).c/_9"}) EXPECT_NO_THROW(checkLaunchTemplateName(name));
  EXPECT_NO_THROW(checkLaunchTemplateName(std::string(128, 'x')));
  for (const auto& name : {std::string("ab"), std::string("a b"), std::string(129, 'x')})
    expectRefusal(refusalOf([&] { checkLaunchTemplateName(name); }),
                  errors::malformedLaunchTemplateName());
}

TEST(LaunchTemplateRules, AVersionIsANumberOrAnAlias) {
  LaunchTemplate one;
  one.defaultVersion = 2;
  one.latestVersion = 5;
  EXPECT_EQ(versionNumberOf(one, std::nullopt), 2);
  EXPECT_EQ(versionNumberOf(one, "$Default"), 2);
  EXPECT_EQ(versionNumberOf(one, "$Latest"), 5);
  EXPECT_EQ(versionNumberOf(one, "4"), 4);
  for (const auto* text : {"0", "x", "$latest"})
    expectRefusal(refusalOf([&] { versionNumberOf(one, text); }),
                  errors::malformedLaunchTemplateVersion(text));
}

// aws-facts/errors.md section 6; the quotas are the documented ones.
TEST(LaunchTemplateErrors, HaveTheCodesOfAws) {
  EXPECT_EQ(errors::tooManyTemplates().code(), "MaxTemplateLimitExceeded");
  EXPECT_EQ(errors::tooManyTemplateVersions().code(), "MaxTemplateVersionLimitExceeded");
  EXPECT_EQ(errors::tooManyVersionsToDelete().code(), "InvalidParameterValue");
  EXPECT_EQ(errors::versionDescriptionTooLong().code(), "InvalidParameterValue");
  EXPECT_EQ(errors::launchTemplateNameTaken().message(), "Launch template name already in use.");
  EXPECT_EQ(errors::launchTemplateNotNamed().code(), "MissingParameter");
  EXPECT_EQ(errors::launchTemplateIdOrName("modify").code(), "InvalidParameterCombination");
  EXPECT_EQ(errors::launchTemplateIdNotFound("lt-1").code(), "InvalidLaunchTemplateId.NotFound");
  EXPECT_EQ(errors::launchTemplateNameNotFound("t").code(),
            "InvalidLaunchTemplateName.NotFoundException");
  EXPECT_EQ(errors::someLaunchTemplateIdNotFound().code(), "InvalidLaunchTemplateId.NotFound");
  EXPECT_EQ(errors::someLaunchTemplateNameNotFound().code(),
            "InvalidLaunchTemplateName.NotFoundException");
  EXPECT_EQ(errors::launchTemplateVersionNotFound("3", LaunchTemplateId::trusted("lt-1")).message(),
            "Could not find the specified version 3 for the launch template with ID lt-1.");
  EXPECT_EQ(errors::defaultVersionNotFound("2").code(), "InvalidLaunchTemplateId.VersionNotFound");
  EXPECT_EQ(errors::versionsNotNamed("MissingParameter").code(), "MissingParameter");
  EXPECT_EQ(errors::templatePageOutOfBounds().message(),
            "Maximum results allowed are between 1 and 200");
  EXPECT_EQ(errors::requirementsCannotBeLaunched().code(), "InvalidParameterCombination");
  EXPECT_EQ(errors::imageAliasNotResolved("x", "Why.").message(),
            "Invalid value 'x' for ImageId. Why.");
}

}  // namespace
}  // namespace amilocal::domain
