#include "template_world.h"

namespace amilocal::test {
namespace {

class CreateLaunchTemplate : public TemplateWorld {
 protected:
  static ec2::CreateLaunchTemplateRequest named(const std::string& name) {
    ec2::CreateLaunchTemplateRequest request;
    request.launchTemplateName = name;
    request.launchTemplateData.instanceType = "t3.micro";
    return request;
  }
};

// snapshots-volumes-instances.md section 4: the first version is 1, and the default.
TEST_F(CreateLaunchTemplate, BeginsWithVersionOneAsTheDefault) {
  const auto made = *call(&ec2::createLaunchTemplate, named("web")).launchTemplate;
  EXPECT_TRUE(LaunchTemplateId::parse(*made.launchTemplateId));
  EXPECT_EQ(made.launchTemplateName, "web");
  EXPECT_EQ(made.defaultVersionNumber, 1);
  EXPECT_EQ(made.latestVersionNumber, 1);
  EXPECT_EQ(made.createTime, now());
  EXPECT_EQ(made.createdBy, "arn:aws:iam::111111111111:root");
  EXPECT_EQ(made.operator_->managed, false);
}

// errors.md section 6, seen.
TEST_F(CreateLaunchTemplate, RefusesANameThatIsTaken) {
  call(&ec2::createLaunchTemplate, named("web"));
  expectError(errorOf(&ec2::createLaunchTemplate, named("web")),
              "InvalidLaunchTemplateName.AlreadyExistsException",
              "Launch template name already in use.");
}

TEST_F(CreateLaunchTemplate, HasNamesOfItsOwnInEachRegionAndAccount) {
  call(&ec2::createLaunchTemplate, named("web"));
  in("eu-west-1");
  EXPECT_TRUE(call(&ec2::createLaunchTemplate, named("web")).launchTemplate);
  as(kOther);
  EXPECT_TRUE(call(&ec2::createLaunchTemplate, named("web")).launchTemplate);
}

TEST_F(CreateLaunchTemplate, RefusesABadName) {
  expectError(errorOf(&ec2::createLaunchTemplate, named("a")),
              "InvalidLaunchTemplateName.MalformedException");
  expectError(errorOf(&ec2::createLaunchTemplate, named("a b c")),
              "InvalidLaunchTemplateName.MalformedException");
}

// Seen of Terraform in 2024 (errors.md section 6).
TEST_F(CreateLaunchTemplate, RefusesUserDataThatIsNotBase64) {
  auto request = named("web");
  request.launchTemplateData.userData = "#!/bin/sh";
  expectError(errorOf(&ec2::createLaunchTemplate, request), "InvalidUserData.Malformed",
              "Invalid BASE64 encoding of user data.");
}

// An image that does not exist is accepted, a malformed id is not (snapshots-volumes-instances.md
// section 4, Create).
TEST_F(CreateLaunchTemplate, LooksAtTheFormOfTheImageOnly) {
  auto request = named("web");
  request.launchTemplateData.imageId = "ami-12c6146b";
  EXPECT_TRUE(call(&ec2::createLaunchTemplate, request).launchTemplate);
  request = named("alias");
  request.launchTemplateData.imageId = "resolve:ssm:/my/image";
  EXPECT_TRUE(call(&ec2::createLaunchTemplate, request).launchTemplate);
  request = named("bad");
  request.launchTemplateData.imageId = "image";
  expectError(errorOf(&ec2::createLaunchTemplate, request), "InvalidAMIID.Malformed");
}

TEST_F(CreateLaunchTemplate, TagsTheTemplate) {
  auto request = named("web");
  request.tagSpecifications = {
      {.resourceType = "launch-template", .tags = {{.key = "team", .value = "a"}}}};
  const auto made = *call(&ec2::createLaunchTemplate, request).launchTemplate;
  EXPECT_EQ(made.tags.at(0).value, "a");
  call(&ec2::createTags,
       {.resources = {*made.launchTemplateId}, .tags = {{.key = "team", .value = "b"}}});
  const auto shown = call(&ec2::describeLaunchTemplates, {}).launchTemplates.at(0);
  EXPECT_EQ(shown.tags.at(0).value, "b");
}

TEST_F(CreateLaunchTemplate, RefusesTagsForWhatAnInstanceDoesNotHave) {
  auto request = named("web");
  request.launchTemplateData.tagSpecifications = {
      {.resourceType = "vpc", .tags = {{.key = "a", .value = "b"}}}};
  expectError(errorOf(&ec2::createLaunchTemplate, request), "InvalidParameterValue",
              "'vpc' is not a valid taggable resource type for this operation.");
}

TEST_F(CreateLaunchTemplate, RefusesAnOperatorAndALongDescription) {
  auto request = named("web");
  request.operator_.emplace();
  expectError(errorOf(&ec2::createLaunchTemplate, request), "UnsupportedOperation");
  request = named("web");
  request.versionDescription = std::string(256, 'x');
  expectError(errorOf(&ec2::createLaunchTemplate, request), "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
