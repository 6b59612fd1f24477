#include "authorization_world.h"
#include "ssm/handlers.gen.h"

namespace amilocal::test {
namespace {

/// A launch is asked about as what it will be, wherever that is written.
class LaunchPolicies : public AuthorizationWorld {
 protected:
  static constexpr const char* kEverythingElse =
      R"({"Effect":"Allow","Action":"*","Resource":"*"},)";

  std::string givenTemplate(ec2::RequestLaunchTemplateData data = {}) {
    ec2::CreateLaunchTemplateRequest request;
    request.launchTemplateName = "web";
    request.launchTemplateData = std::move(data);
    if (!request.launchTemplateData.imageId) request.launchTemplateData.imageId = image();
    request.launchTemplateData.instanceType = "t3.micro";
    return *call(&ec2::createLaunchTemplate, request).launchTemplate->launchTemplateId;
  }
  void denyImage(const std::string& action = "ec2:RunInstances") {
    allow(std::string(kEverythingElse) + R"({"Effect":"Deny","Action":")" + action +
          R"(","Resource":"arn:aws:ec2:*::image/)" + image() + "\"}");
  }
  static std::string launching(const std::string& what) {
    return "Action=RunInstances&MinCount=1&MaxCount=1&" + what;
  }
  std::string plain() const { return launching("ImageId=" + image()); }
};

// EC2 User Guide, "Control access to launching instances with a launch template": by its id or its
// name, the template is the same, and so is the image in it.
TEST_F(LaunchPolicies, LookIntoTheTemplateByIdAndByName) {
  const auto id = givenTemplate();
  denyImage();
  EXPECT_EQ(codeOf(launching("LaunchTemplate.LaunchTemplateId=" + id)), "UnauthorizedOperation");
  EXPECT_EQ(codeOf(launching("LaunchTemplate.LaunchTemplateName=web")), "UnauthorizedOperation");
  EXPECT_EQ(codeOf(plain()), "UnauthorizedOperation");
  allow(std::string(kEverythingElse) +
        R"({"Effect":"Deny","Action":"ec2:RunInstances","Resource":
            "arn:aws:ec2:us-east-1:111111111111:launch-template/)" +
        id + "\"}");
  EXPECT_EQ(codeOf(launching("LaunchTemplate.LaunchTemplateName=web")), "UnauthorizedOperation");
  EXPECT_EQ(codeOf(plain()), "");
}

// The same page: `ec2:LaunchTemplate` and `ec2:IsLaunchTemplateResource` let users launch by the
// template only, and change nothing in it.
TEST_F(LaunchPolicies, CanAskThatEverythingComesFromTheTemplate) {
  const auto id = givenTemplate();
  allow(R"({"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*","Condition":{
            "ArnLike":{"ec2:LaunchTemplate":"arn:aws:ec2:us-east-1:111111111111:launch-template/)" +
        id + R"("},"Bool":{"ec2:IsLaunchTemplateResource":"true"}}},
           {"Effect":"Allow","Action":"ec2:RunInstances","Resource":[
            "arn:aws:ec2:*:*:subnet/*","arn:aws:ec2:*:*:security-group/*",
            "arn:aws:ec2:*:*:network-interface/*","arn:aws:ec2:*:*:volume/*",
            "arn:aws:ec2:*:*:launch-template/*"]})");
  const auto byTemplate = launching("LaunchTemplate.LaunchTemplateName=web");
  EXPECT_EQ(codeOf(byTemplate), "");
  EXPECT_EQ(codeOf(byTemplate + "&ImageId=" + image()), "UnauthorizedOperation");
  EXPECT_EQ(codeOf(byTemplate + "&InstanceType=t3.large"), "UnauthorizedOperation");
  EXPECT_EQ(codeOf(plain()), "UnauthorizedOperation");
}

// The tags of a template are set at the launch, and must be allowed.
TEST_F(LaunchPolicies, AreAskedForTheTagsOfTheTemplate) {
  ec2::RequestLaunchTemplateData data;
  data.tagSpecifications = {{.resourceType = "instance", .tags = {{.key = "k", .value = "v"}}}};
  givenTemplate(data);
  allow(R"({"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*"})");
  EXPECT_EQ(askedIn(refusal(launching("LaunchTemplate.LaunchTemplateName=web"))),
            "ec2:CreateTags on resource: arn:aws:ec2:us-east-1:111111111111:instance/*");
}

// EC2 User Guide, "Use a Systems Manager parameter instead of an AMI ID", permissions.
TEST_F(LaunchPolicies, LookThroughParameters) {
  call(&ssm::putParameter, {.name = "/golden", .value = image(), .type = "String"});
  const auto form = launching("ImageId=resolve:ssm:/golden");
  denyImage();
  EXPECT_EQ(codeOf(form), "UnauthorizedOperation");
  allow(R"({"Effect":"Allow","Action":"ec2:*","Resource":"*"})");
  EXPECT_EQ(askedIn(refusal(form)),
            "ssm:GetParameters on resource: "
            "arn:aws:ssm:us-east-1:111111111111:parameter/golden");
}

// EC2 User Guide, "Example policies": only encrypted volumes. What the image brings along counts.
TEST_F(LaunchPolicies, LookAtEachVolume) {
  allow(std::string(kEverythingElse) +
        R"({"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:volume/*",
            "Condition":{"Bool":{"ec2:Encrypted":"false"}}})");
  EXPECT_EQ(codeOf(plain()), "UnauthorizedOperation");
  const std::string root =
      "&BlockDeviceMapping.1.DeviceName=/dev/xvda&BlockDeviceMapping.1.Ebs.Encrypted=true";
  EXPECT_EQ(codeOf(plain() + root), "");
  EXPECT_EQ(
      codeOf(plain() + root +
             "&BlockDeviceMapping.2.DeviceName=/dev/sdf&BlockDeviceMapping.2.Ebs.VolumeSize=1"),
      "UnauthorizedOperation");
  call(&ec2::enableEbsEncryptionByDefault, {});
  EXPECT_EQ(codeOf(plain()), "");
}

TEST_F(LaunchPolicies, LookAtTheSizeOfEachVolume) {
  allow(std::string(kEverythingElse) +
        R"({"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:volume/*",
            "Condition":{"NumericGreaterThan":{"ec2:VolumeSize":"10"}}})");
  EXPECT_EQ(codeOf(plain()), "");  // 8 GiB, as the image has it
  EXPECT_EQ(codeOf(plain() + "&BlockDeviceMapping.1.DeviceName=/dev/xvda"
                             "&BlockDeviceMapping.1.Ebs.VolumeSize=20"),
            "UnauthorizedOperation");
}

// Who names neither subnet nor group gets those of the default VPC.
TEST_F(LaunchPolicies, LookAtTheDefaultNetwork) {
  const auto vpc = *call(&ec2::describeVpcs, {}).vpcs.at(0).vpcId;
  allow(std::string(kEverythingElse) +
        R"({"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:subnet/*",
            "Condition":{"ArnEquals":{"ec2:Vpc":"arn:aws:ec2:us-east-1:111111111111:vpc/)" +
        vpc + R"("}}})");
  EXPECT_EQ(codeOf(plain()), "UnauthorizedOperation");
  const auto subnet = *call(&ec2::describeSubnets, {}).subnets.at(0).subnetId;
  EXPECT_EQ(codeOf(plain() + "&SubnetId=" + subnet), "UnauthorizedOperation");
  EXPECT_EQ(
      codeOf(plain() + "&NetworkInterface.1.DeviceIndex=0&NetworkInterface.1.SubnetId=" + subnet),
      "UnauthorizedOperation");
}

TEST_F(LaunchPolicies, LookAtTheMetadataOptions) {
  allow(std::string(kEverythingElse) +
        R"({"Effect":"Deny","Action":"ec2:RunInstances","Resource":"arn:aws:ec2:*:*:instance/*",
            "Condition":{"StringNotEquals":{"ec2:MetadataHttpTokens":"required"}}})");
  EXPECT_EQ(codeOf(plain()), "UnauthorizedOperation");
  EXPECT_EQ(codeOf(plain() + "&MetadataOptions.HttpTokens=required"), "");
}

// A fleet launches, too: it is no way around what RunInstances is denied.
TEST_F(LaunchPolicies, HoldForFleets) {
  givenTemplate();
  const std::string fleet =
      "Action=CreateFleet&Type=instant&TargetCapacitySpecification.TotalTargetCapacity=1"
      "&TargetCapacitySpecification.DefaultTargetCapacityType=on-demand"
      "&LaunchTemplateConfigs.1.LaunchTemplateSpecification.LaunchTemplateName=web"
      "&LaunchTemplateConfigs.1.LaunchTemplateSpecification.Version=1";
  allow(R"({"Effect":"Allow","Action":"*","Resource":"*"})");
  EXPECT_EQ(codeOf(fleet), "");
  for (const auto* action : {"ec2:RunInstances", "ec2:CreateFleet"}) {
    denyImage(action);
    EXPECT_EQ(codeOf(fleet), "UnauthorizedOperation") << action;
  }
  // Several subnets in one text are each of them.
  const auto subnets = call(&ec2::describeSubnets, {}).subnets;
  allow(std::string(kEverythingElse) +
        R"({"Effect":"Deny","Action":"ec2:CreateFleet","Resource":"arn:aws:ec2:*:*:subnet/)" +
        *subnets.at(1).subnetId + "\"}");
  EXPECT_EQ(codeOf(fleet + "&LaunchTemplateConfigs.1.Overrides.1.SubnetId=" +
                   *subnets.at(0).subnetId + "," + *subnets.at(1).subnetId),
            "UnauthorizedOperation");
}

}  // namespace
}  // namespace amilocal::test
