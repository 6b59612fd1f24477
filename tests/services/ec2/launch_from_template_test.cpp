#include "ssm/handlers.gen.h"
#include "template_world.h"

namespace amilocal::test {
namespace {

// RunInstances with a template (snapshots-volumes-instances.md section 3).
class LaunchFromTemplate : public TemplateWorld {
 protected:
  static ec2::RunInstancesRequest from(const std::string& name) {
    ec2::RunInstancesRequest request;
    request.minCount = request.maxCount = 1;
    request.launchTemplate.emplace().launchTemplateName = name;
    return request;
  }
  static std::string tagOf(const ec2::Instance& instance, const std::string& key) {
    for (const auto& tag : instance.tags)
      if (tag.key == key) return *tag.value;
    return {};
  }
};

TEST_F(LaunchFromTemplate, TakesImageAndTypeFromIt) {
  givenTemplate();
  const auto made = call(&ec2::runInstances, from("web")).instances.at(0);
  EXPECT_EQ(made.imageId, image_.id.str());
  EXPECT_EQ(made.instanceType, "t3.micro");
}

// The resolved number is on the instance, `2` for `$Latest`.
TEST_F(LaunchFromTemplate, LeavesATraceInTheTags) {
  const auto id = givenTemplate();
  ec2::CreateLaunchTemplateVersionRequest version;
  version.launchTemplateId = id;
  version.sourceVersion = "1";
  version.launchTemplateData.instanceType = "t3.small";
  call(&ec2::createLaunchTemplateVersion, version);
  auto request = from("web");
  request.launchTemplate->version = "$Latest";
  const auto made = call(&ec2::runInstances, request).instances.at(0);
  EXPECT_EQ(made.instanceType, "t3.small");
  EXPECT_EQ(tagOf(made, "aws:ec2launchtemplate:id"), id);
  EXPECT_EQ(tagOf(made, "aws:ec2launchtemplate:version"), "2");
  EXPECT_EQ(call(&ec2::runInstances, from("web")).instances.at(0).instanceType, "t3.micro");
}

TEST_F(LaunchFromTemplate, ExplicitParametersWin) {
  ec2::RequestLaunchTemplateData data;
  data.imageId = "ami-00000009";
  data.instanceType = "t3.micro";
  data.disableApiStop = true;
  givenTemplate("web", data);
  auto request = from("web");
  request.imageId = image_.id.str();
  request.instanceType = "t3.large";
  const auto made = call(&ec2::runInstances, request).instances.at(0);
  EXPECT_EQ(made.imageId, image_.id.str());
  EXPECT_EQ(made.instanceType, "t3.large");
  EXPECT_TRUE(catalog().instances().find(InstanceId::trusted(*made.instanceId))->disableApiStop);
}

TEST_F(LaunchFromTemplate, PutsTheTagsOfBothTogether) {
  ec2::RequestLaunchTemplateData data;
  data.imageId = image_.id.str();
  data.tagSpecifications = {
      {.resourceType = "instance",
       .tags = {{.key = "a", .value = "template"}, {.key = "b", .value = "template"}}},
      {.resourceType = "spot-instances-request", .tags = {{.key = "c", .value = "d"}}}};
  givenTemplate("web", data);
  auto request = from("web");
  request.tagSpecifications = {
      {.resourceType = "instance", .tags = {{.key = "b", .value = "request"}}}};
  const auto made = call(&ec2::runInstances, request).instances.at(0);
  EXPECT_EQ(tagOf(made, "a"), "template");
  EXPECT_EQ(tagOf(made, "b"), "request");
}

// A fact of the user guide: such templates are for fleets.
TEST_F(LaunchFromTemplate, RefusesInstanceRequirements) {
  ec2::RequestLaunchTemplateData data;
  data.imageId = image_.id.str();
  data.instanceRequirements.emplace();
  givenTemplate("web", data);
  expectError(errorOf(&ec2::runInstances, from("web")), "InvalidParameterCombination",
              "A launch template with instance requirements cannot be used to run instances.");
}

TEST_F(LaunchFromTemplate, ResolvesParametersOfImages) {
  ssm::PutParameterRequest parameter;
  parameter.name = "/my/image";
  parameter.value = image_.id.str();
  parameter.type = "String";
  parameter.dataType = "aws:ec2:image";
  call(&ssm::putParameter, parameter);
  ec2::RequestLaunchTemplateData data;
  data.imageId = "resolve:ssm:/my/image:1";
  givenTemplate("web", data);
  EXPECT_EQ(call(&ec2::runInstances, from("web")).instances.at(0).imageId, image_.id.str());
  auto request = launch();
  request.imageId = "resolve:ssm:/my/image";
  EXPECT_EQ(call(&ec2::runInstances, request).instances.at(0).imageId, image_.id.str());
}

TEST_F(LaunchFromTemplate, RefusesAParameterThatIsNoImage) {
  ssm::PutParameterRequest parameter;
  parameter.name = "text";
  parameter.value = "hello";
  parameter.type = "String";
  call(&ssm::putParameter, parameter);
  auto request = launch();
  request.imageId = "resolve:ssm:text";
  expectError(errorOf(&ec2::runInstances, request), "InvalidParameterValue",
              "Invalid value 'resolve:ssm:text' for ImageId. The value of the parameter is not an "
              "AMI ID.");
}

}  // namespace
}  // namespace amilocal::test
