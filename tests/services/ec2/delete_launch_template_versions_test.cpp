#include "template_world.h"

namespace amilocal::test {
namespace {

class DeleteLaunchTemplateVersions : public TemplateWorld {};

// EC2 API Reference, DeleteLaunchTemplateVersions: 200 with two lists.
TEST_F(DeleteLaunchTemplateVersions, TellsWhatWentAndWhatDidNot) {
  const auto id = givenTemplate();
  givenVersion(id, "t3.small");
  givenVersion(id, "t3.large");
  const auto answer = call(&ec2::deleteLaunchTemplateVersions,
                           {.launchTemplateId = id, .versions = {"2", "1", "9"}});
  ASSERT_EQ(answer.successfullyDeletedLaunchTemplateVersions.size(), 1U);
  EXPECT_EQ(answer.successfullyDeletedLaunchTemplateVersions[0].versionNumber, 2);
  const auto& refused = answer.unsuccessfullyDeletedLaunchTemplateVersions;
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_EQ(refused[0].responseError->code, "unexpectedError");  // the default version
  EXPECT_EQ(refused[1].responseError->code, "launchTemplateVersionDoesNotExist");
}

// Reconstructed: numbers are never given again (snapshots-volumes-instances.md section 4).
TEST_F(DeleteLaunchTemplateVersions, NeverGivesANumberAgain) {
  const auto id = givenTemplate();
  givenVersion(id, "t3.small");
  call(&ec2::deleteLaunchTemplateVersions, {.launchTemplateId = id, .versions = {"2"}});
  EXPECT_EQ(call(&ec2::describeLaunchTemplates, {}).launchTemplates.at(0).latestVersionNumber, 1);
  EXPECT_EQ(givenVersion(id, "t3.large"), 3);
}

TEST_F(DeleteLaunchTemplateVersions, TakesTwoHundredAtATime) {
  const auto id = givenTemplate();
  expectError(errorOf(&ec2::deleteLaunchTemplateVersions,
                      {.launchTemplateId = id, .versions = std::vector<std::string>(201, "2")}),
              "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
