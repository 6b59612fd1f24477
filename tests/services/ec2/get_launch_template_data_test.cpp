#include "template_world.h"

namespace amilocal::test {
namespace {

class GetLaunchTemplateData : public TemplateWorld {};

// EC2 API Reference, GetLaunchTemplateData: what it answers can go into CreateLaunchTemplate.
TEST_F(GetLaunchTemplateData, SaysWhatMakesAnInstanceLikeThisOne) {
  auto request = launch();
  request.tagSpecifications = {{.resourceType = "instance", .tags = {{.key = "a", .value = "b"}}}};
  request.disableApiStop = true;
  const auto id = *call(&ec2::runInstances, request).instances.at(0).instanceId;
  const auto data = *call(&ec2::getLaunchTemplateData, {.instanceId = id}).launchTemplateData;
  EXPECT_EQ(data.imageId, image_.id.str());
  EXPECT_EQ(data.instanceType, "t3.micro");
  EXPECT_EQ(data.disableApiStop, true);
  EXPECT_EQ(data.blockDeviceMappings.at(0).deviceName, "/dev/xvda");
  EXPECT_EQ(data.blockDeviceMappings.at(0).ebs->volumeSize, 8);
  EXPECT_EQ(data.networkInterfaces.at(0).deviceIndex, 0);
  EXPECT_EQ(data.placement->availabilityZone, "us-east-1a");
  EXPECT_EQ(data.tagSpecifications.at(0).tags.at(0).key, "a");
  EXPECT_EQ(data.metadataOptions->httpEndpoint, "enabled");
}

TEST_F(GetLaunchTemplateData, NeedsAnInstanceOfTheCaller) {
  expectError(errorOf(&ec2::getLaunchTemplateData, {.instanceId = "i-00000001"}),
              "InvalidInstanceID.NotFound");
}

}  // namespace
}  // namespace amilocal::test
