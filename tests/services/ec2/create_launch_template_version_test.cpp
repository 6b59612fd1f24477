#include "template_world.h"

namespace amilocal::test {
namespace {

class CreateLaunchTemplateVersion : public TemplateWorld {
 protected:
  static ec2::CreateLaunchTemplateVersionRequest versionOf(const std::string& id) {
    ec2::CreateLaunchTemplateVersionRequest request;
    request.launchTemplateId = id;
    request.launchTemplateData.keyName = "key";
    return request;
  }
};

// Without a source a version has only what is given (snapshots-volumes-instances.md section 4).
TEST_F(CreateLaunchTemplateVersion, HasTheNextNumberAndOnlyWhatIsGiven) {
  const auto id = givenTemplate();
  const auto made = *call(&ec2::createLaunchTemplateVersion, versionOf(id)).launchTemplateVersion;
  EXPECT_EQ(made.versionNumber, 2);
  EXPECT_EQ(made.defaultVersion, false);
  EXPECT_EQ(made.launchTemplateData->keyName, "key");
  EXPECT_FALSE(made.launchTemplateData->imageId);
  const auto shown = call(&ec2::describeLaunchTemplates, {}).launchTemplates.at(0);
  EXPECT_EQ(shown.latestVersionNumber, 2);
  EXPECT_EQ(shown.defaultVersionNumber, 1);
}

TEST_F(CreateLaunchTemplateVersion, InheritsFromItsSourceAndOverrides) {
  ec2::RequestLaunchTemplateData data;
  data.imageId = image_.id.str();
  data.instanceType = "t3.micro";
  data.securityGroupIds = {"sg-1", "sg-2"};
  auto request = versionOf(givenTemplate("web", data));
  request.sourceVersion = "1";
  request.launchTemplateData.instanceType = "t3.large";
  const auto made = *call(&ec2::createLaunchTemplateVersion, request).launchTemplateVersion;
  EXPECT_EQ(made.launchTemplateData->imageId, image_.id.str());
  EXPECT_EQ(made.launchTemplateData->instanceType, "t3.large");
  EXPECT_EQ(made.launchTemplateData->securityGroupIds, data.securityGroupIds);
}

// EC2 API Reference, CreateLaunchTemplateVersion, SourceVersion: snapshots are not inherited.
TEST_F(CreateLaunchTemplateVersion, DoesNotInheritSnapshots) {
  ec2::RequestLaunchTemplateData data;
  auto& device = data.blockDeviceMappings.emplace_back();
  device.deviceName = "/dev/sdf";
  device.ebs.emplace().snapshotId = "snap-00000001";
  device.ebs->volumeSize = 9;
  auto request = versionOf(givenTemplate("web", data));
  request.sourceVersion = "$Latest";
  const auto made = *call(&ec2::createLaunchTemplateVersion, request).launchTemplateVersion;
  const auto& ebs = *made.launchTemplateData->blockDeviceMappings.at(0).ebs;
  EXPECT_FALSE(ebs.snapshotId);
  EXPECT_EQ(ebs.volumeSize, 9);
}

TEST_F(CreateLaunchTemplateVersion, ShowsTheImageBehindAnAliasWhenAsked) {
  auto request = versionOf(givenTemplate());
  request.launchTemplateData.imageId =
      "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
  EXPECT_EQ(call(&ec2::createLaunchTemplateVersion, request)
                .launchTemplateVersion->launchTemplateData->imageId,
            request.launchTemplateData.imageId);
  request.resolveAlias = true;
  EXPECT_TRUE(ImageId::parse(*call(&ec2::createLaunchTemplateVersion, request)
                                  .launchTemplateVersion->launchTemplateData->imageId));
}

TEST_F(CreateLaunchTemplateVersion, NeedsATemplateAndASourceThatExist) {
  expectError(errorOf(&ec2::createLaunchTemplateVersion, versionOf("lt-07ff4bb0369cd679c")),
              "InvalidLaunchTemplateId.NotFound",
              "The specified launch template, with template ID lt-07ff4bb0369cd679c, does not "
              "exist.");
  expectError(errorOf(&ec2::createLaunchTemplateVersion, versionOf("lt-x")),
              "InvalidLaunchTemplateId.Malformed");
  auto request = versionOf(givenTemplate());
  request.sourceVersion = "7";
  expectError(errorOf(&ec2::createLaunchTemplateVersion, request),
              "InvalidLaunchTemplateId.VersionNotFound");
  request.sourceVersion = "seven";
  expectError(errorOf(&ec2::createLaunchTemplateVersion, request), "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
