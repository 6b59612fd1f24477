#include "amilocal/domain/errors/image_errors.h"
#include "amilocal/domain/errors/instance_errors.h"
#include "amilocal/domain/errors/spot_errors.h"
#include "instance_world.h"

namespace amilocal::test {
namespace {

using namespace std::chrono_literals;
using ec2::runInstances;

class RunInstances : public InstanceWorld {};

// snapshots-volumes-instances.md section 3: pending, and no volumes shown in the answer.
TEST_F(RunInstances, AnswersPendingAndShowsNoVolumesThen) {
  const auto reservation = call(&runInstances, launch(2));
  ASSERT_EQ(reservation.instances.size(), 2U);
  EXPECT_EQ(reservation.ownerId, kOwner);
  EXPECT_EQ(reservation.instances[0].state->name, "pending");
  EXPECT_EQ(reservation.instances[0].state->code, 0);
  EXPECT_TRUE(reservation.instances[0].blockDeviceMappings.empty());
  EXPECT_EQ(reservation.instances[1].amiLaunchIndex, 1);
  EXPECT_EQ(reservation.instances[0].stateReason->code, "pending");
}

TEST_F(RunInstances, MakesAVolumeOfEachSnapshotOfTheImage) {
  const auto id = givenInstance();
  const auto shown = described(id);
  EXPECT_EQ(shown.state->name, "running");
  ASSERT_EQ(shown.blockDeviceMappings.size(), 1U);
  EXPECT_EQ(shown.blockDeviceMappings[0].deviceName, "/dev/xvda");
  EXPECT_EQ(shown.blockDeviceMappings[0].ebs->status, "attached");
  EXPECT_EQ(shown.blockDeviceMappings[0].ebs->deleteOnTermination, true);
  const auto volume =
      catalog().volumes().find(VolumeId::trusted(*shown.blockDeviceMappings[0].ebs->volumeId));
  ASSERT_TRUE(volume);
  EXPECT_EQ(volume->sizeGib, 8);
  EXPECT_EQ(volume->volumeType, "gp3");
  EXPECT_EQ(volume->iops, 3000);
  EXPECT_EQ(volume->snapshotId, image_.blockDevices[0].ebs->snapshotId);
  EXPECT_EQ(volume->availabilityZone, *shown.placement->availabilityZone);
}

TEST_F(RunInstances, MergesTheMappingOfTheRequestWithTheImages) {
  auto request = launch();
  ec2::BlockDeviceMapping root, data, cache;
  root.deviceName = "/dev/xvda";
  root.ebs.emplace().volumeSize = 20;
  data.deviceName = "/dev/sdf";
  data.ebs.emplace().volumeSize = 1;
  cache.deviceName = "/dev/sdg";
  cache.virtualName = "ephemeral0";
  request.blockDeviceMappings = {root, data, cache};
  const auto id = *call(&runInstances, request).instances[0].instanceId;
  const auto volumes = catalog().volumes().listAttachedTo(InstanceId::trusted(id));
  ASSERT_EQ(volumes.size(), 2U);
  const bool firstIsRoot = volumes[0].attachments[0].device == "/dev/xvda";
  const auto& rootVolume = volumes[firstIsRoot ? 0 : 1];
  const auto& dataVolume = volumes[firstIsRoot ? 1 : 0];
  EXPECT_EQ(rootVolume.sizeGib, 20);
  EXPECT_TRUE(rootVolume.attachments[0].deleteOnTermination);
  EXPECT_EQ(dataVolume.volumeType, "gp2");
  EXPECT_FALSE(dataVolume.attachments[0].deleteOnTermination);  // false for what is not the root
}

// errors.md 3.2: the text is verbatim.
TEST_F(RunInstances, RefusesAVolumeSmallerThanItsSnapshot) {
  auto request = launch();
  request.blockDeviceMappings.emplace_back().deviceName = "/dev/xvda";
  request.blockDeviceMappings[0].ebs.emplace().volumeSize = 4;
  expectError(errorOf(&runInstances, request), "InvalidBlockDeviceMapping",
              "Volume of size 4GB is smaller than snapshot 'snap-00000001', expect size >= 8GB");
}

TEST_F(RunInstances, TakesTheMetadataOptionsOfTheImage) {
  EXPECT_EQ(described(givenInstance()).metadataOptions->httpTokens, "optional");
  image_.imdsSupport = "v2.0";
  catalog().images().update(image_);
  const auto shown = described(givenInstance());
  EXPECT_EQ(shown.metadataOptions->httpTokens, "required");
  EXPECT_EQ(shown.metadataOptions->httpPutResponseHopLimit, 2);
}

TEST_F(RunInstances, ShowsTheActualBootMode) {
  image_.bootMode = "uefi-preferred";
  catalog().images().update(image_);
  EXPECT_EQ(described(givenInstance()).currentInstanceBootMode, "uefi");
  auto xen = launch();
  xen.instanceType = "t2.micro";
  EXPECT_EQ(call(&runInstances, xen).instances[0].currentInstanceBootMode, "legacy-bios");
}

TEST_F(RunInstances, RefusesAnImageOfAnotherArchitecture) {
  const auto arm = givenImage("ami-00000002", "arm64");
  auto request = launch();
  request.imageId = arm.id.str();
  const auto error = errorOf(&runInstances, request);
  expectError(error, "InvalidParameterValue");
  EXPECT_TRUE(error.message().starts_with(
      "The architecture 'x86_64' of the specified instance type does not match the architecture "
      "'arm64' of the specified AMI."));
}

TEST_F(RunInstances, RefusesATypeThatEc2HasNot) {
  auto request = launch();
  request.instanceType = "t3.gigantic";
  expectError(errorOf(&runInstances, request), "InvalidParameterValue",
              "Invalid value 't3.gigantic' for InstanceType.");
}

TEST_F(RunInstances, RefusesImagesInAwssWords) {
  auto request = launch();
  request.imageId = "ami-xyz";
  expectError(errorOf(&runInstances, request), "InvalidAMIID.Malformed",
              "Invalid id: \"ami-xyz\" (expecting \"ami-...\")");
  request.imageId = "ami-abcd1234";
  expectError(errorOf(&runInstances, request), "InvalidAMIID.NotFound",
              "The image id '[ami-abcd1234]' does not exist");
  request.imageId.reset();
  expectError(errorOf(&runInstances, request), "MissingParameter",
              "The request must contain the parameter ImageId");
}

// errors.md section 2, the plural form with brackets.
TEST_F(RunInstances, RefusesAnImageThatIsNotShared) {
  as(kOther);
  expectError(errorOf(&runInstances, launch()), "AuthFailure",
              "Not authorized for images: [ami-00000001]");
}

TEST_F(RunInstances, RefusesADisabledOrDeregisteredImage) {
  image_.state = domain::ImageState::disabled;
  catalog().images().update(image_);
  expectError(errorOf(&runInstances, launch()), "InvalidAMIID.Unavailable");
  image_.state = domain::ImageState::deregistered;
  catalog().images().update(image_);
  expectError(errorOf(&runInstances, launch()), "InvalidAMIID.Unavailable",
              "The image ID 'ami-00000001' is no longer available");
}

TEST_F(RunInstances, LaunchesASharedImageWithoutItsSnapshotsBeingShared) {
  image_.launchPermissions = {{domain::GranteeKind::userId, std::string(kOther)}};
  catalog().images().update(image_);
  as(kOther);
  EXPECT_EQ(described(givenInstance()).blockDeviceMappings.size(), 1U);
}

TEST_F(RunInstances, NotesTheLaunchOnTheImage) {
  givenInstance();
  EXPECT_EQ(catalog().launches().lastUpTo(now(), std::vector{image_.id.str()}).size(), 1U);
}

// EC2 User Guide, "Share an AMI with organizations and organizational units".
TEST_F(RunInstances, LaunchesAnImageSharedWithTheOrganization) {
  image_.launchPermissions = {{domain::GranteeKind::organizationArn,
                               "arn:aws:organizations::111111111111:organization/o-exampleorgid"}};
  catalog().images().update(image_);
  as(kOther);
  test::expectError(errorOf(&runInstances, launch()), "AuthFailure",
                    errors::notAuthorizedForImages(image_.id).message());
  catalog().accounts().put({.id = std::string(kOther), .organization = "o-exampleorgid"});
  EXPECT_EQ(described(givenInstance()).imageId, image_.id.str());
}

// AWS's list of error codes, InvalidAMIID.NotFound: "the AMI is not allowed".
TEST_F(RunInstances, DoesNotFindAnImageThatIsNotAllowed) {
  image_.launchPermissions = {{domain::GranteeKind::group, "all"}};
  catalog().images().update(image_);
  as(kOther);
  call(&ec2::enableAllowedImagesSettings, {.allowedImagesSettingsState = "audit-mode"});
  givenInstance();
  call(&ec2::enableAllowedImagesSettings, {.allowedImagesSettingsState = "enabled"});
  test::expectError(errorOf(&runInstances, launch()), "InvalidAMIID.NotFound",
                    errors::imageNotFound(image_.id).message());
  as(kOwner);
  givenInstance();
}

TEST_F(RunInstances, ChecksTheCounts) {
  auto request = launch();
  request.minCount = 0;
  expectError(errorOf(&runInstances, request), "InvalidParameterValue");
  request.minCount = 3;
  request.maxCount = 2;
  expectError(errorOf(&runInstances, request), "InvalidParameterCombination");
  request.maxCount = 5000;
  expectError(errorOf(&runInstances, request), "ResourceCountExceeded");
}

TEST_F(RunInstances, TagsInstancesAndVolumes) {
  auto request = launch();
  request.tagSpecifications.resize(2);
  request.tagSpecifications[0].resourceType = "instance";
  request.tagSpecifications[0].tags.push_back({.key = "Name", .value = "web"});
  request.tagSpecifications[1].resourceType = "volume";
  request.tagSpecifications[1].tags.push_back({.key = "Kind", .value = "root"});
  const auto id = *call(&runInstances, request).instances[0].instanceId;
  const auto shown = described(id);
  ASSERT_EQ(shown.tags.size(), 1U);
  EXPECT_EQ(shown.tags[0].value, "web");
  const auto tags =
      catalog().tags().listFor(std::string(kOwner), *shown.blockDeviceMappings[0].ebs->volumeId);
  EXPECT_EQ(tags, (domain::Tags{{"Kind", "root"}}));
}

TEST_F(RunInstances, PlacesInstancesInTheDefaultSubnetOfTheZone) {
  auto request = launch();
  request.placement.emplace().availabilityZone = "us-east-1c";
  const auto shown = call(&runInstances, request).instances[0];
  EXPECT_EQ(shown.placement->availabilityZone, "us-east-1c");
  EXPECT_TRUE(shown.privateIpAddress->starts_with("172.31."));
  request.placement->availabilityZone = "us-east-1z";
  expectError(errorOf(&runInstances, request), "InvalidParameterValue",
              "Invalid availability zone: [us-east-1z]");
}

TEST_F(RunInstances, GivesEachInstanceAnAddressOfItsOwn) {
  const auto reservation = call(&runInstances, launch(3));
  EXPECT_NE(reservation.instances[0].privateIpAddress, reservation.instances[1].privateIpAddress);
  EXPECT_NE(reservation.instances[1].privateIpAddress, reservation.instances[2].privateIpAddress);
  auto request = launch();
  request.privateIpAddress = reservation.instances[0].privateIpAddress;
  expectError(errorOf(&runInstances, request), "InvalidIPAddress.InUse");
  request.privateIpAddress = "10.0.0.6";
  expectError(errorOf(&runInstances, request), "InvalidParameterValue",
              "Address 10.0.0.6 does not fall within the subnet's address range");
}

TEST_F(RunInstances, ShowsAPublicAddressWhileItRuns) {
  const auto id = givenInstance();
  EXPECT_TRUE(described(id).publicIpAddress);
  call(&ec2::stopInstances, {.instanceIds = {id}});
  EXPECT_FALSE(described(id).publicIpAddress);
}

TEST_F(RunInstances, RefusesNamesOfWhatIsNotThere) {
  auto key = launch();
  key.keyName = "x";
  expectError(errorOf(&runInstances, key), "InvalidKeyPair.NotFound",
              "The key pair 'x' does not exist");
  auto subnet = launch();
  subnet.subnetId = "subnet-0fe7711b482d1b93b";
  expectError(errorOf(&runInstances, subnet), "InvalidSubnetID.NotFound",
              "The subnet ID 'subnet-0fe7711b482d1b93b' does not exist");
  auto group = launch();
  group.securityGroupIds = {"sg-22992c53"};
  expectError(errorOf(&runInstances, group), "InvalidGroup.NotFound",
              "The security group 'sg-22992c53' does not exist");
  auto profile = launch();
  profile.iamInstanceProfile.emplace().name = "NAME";
  expectError(errorOf(&runInstances, profile), "InvalidParameterValue",
              "Value (NAME) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance "
              "Profile name");
  auto launchTemplate = launch();
  launchTemplate.launchTemplate.emplace().launchTemplateName = "template";
  expectError(errorOf(&runInstances, launchTemplate), "InvalidLaunchTemplateName.NotFoundException",
              "The specified launch template, with template name template, does not exist.");
  auto group2 = launch();
  group2.placement.emplace().groupName = "cluster";
  expectError(errorOf(&runInstances, group2), "InvalidPlacementGroup.Unknown");
}

TEST_F(RunInstances, LaunchesOneTimeSpotInstances) {
  auto request = launch(2);
  request.instanceMarketOptions.emplace().marketType = "spot";
  const auto made = call(&runInstances, request).instances;
  EXPECT_EQ(made[0].instanceLifecycle, "spot");
  ASSERT_TRUE(made[0].spotInstanceRequestId.has_value());
  EXPECT_NE(made[0].spotInstanceRequestId, made[1].spotInstanceRequestId);
  const auto found = call(&ec2::describeInstances,
                          {.filters = {{.name = "instance-lifecycle", .values = {"spot"}}}});
  EXPECT_EQ(found.reservations.at(0).instances.size(), 2U);
}

// SpotMarketOptions: interruption behavior and validity are of persistent requests.
TEST_F(RunInstances, RefusesWhatOneTimeSpotRequestsDoNotHave) {
  auto request = launch();
  auto& market = request.instanceMarketOptions.emplace();
  expectError(errorOf(&runInstances, request), "MissingParameter");
  market.marketType = "spot";
  auto& options = market.spotOptions.emplace();
  options.instanceInterruptionBehavior = "hibernate";
  expectError(errorOf(&runInstances, request), "InvalidParameterCombination",
              errors::oneTimeCannotBe("hibernate").message());
  options.instanceInterruptionBehavior.reset();
  options.validUntil = now();
  expectError(errorOf(&runInstances, request), "InvalidParameterCombination",
              errors::validUntilNeedsPersistent().message());
  options.validUntil.reset();
  options.maxPrice = "cheap";
  expectError(errorOf(&runInstances, request), "InvalidParameterValue",
              errors::invalidSpotPrice("cheap").message());
  options.maxPrice.reset();
  request.disableApiTermination = true;
  expectError(errorOf(&runInstances, request), "InvalidParameterCombination",
              errors::spotCannotBeProtected("disableApiTermination").message());
}

TEST_F(RunInstances, RefusesWhatIsNotEmulated) {
  auto spot = launch();
  spot.instanceMarketOptions.emplace().marketType = "spot";
  spot.instanceMarketOptions->spotOptions.emplace().spotInstanceType = "persistent";
  expectError(
      errorOf(&runInstances, spot), "UnsupportedOperation",
      "amilocal does not emulate the parameter InstanceMarketOptions.SpotOptions.SpotInstanceType "
      "of this operation (see docs/compatibility.md).");
  auto block = launch();
  block.instanceMarketOptions.emplace().marketType = "capacity-block";
  EXPECT_EQ(errorOf(&runInstances, block).code(), "UnsupportedOperation");
}

TEST_F(RunInstances, TagsSpotRequestsOnlyWhereThereAreAny) {
  auto request = launch();
  request.tagSpecifications = {
      {.resourceType = "spot-instances-request", .tags = {{.key = "a", .value = "b"}}}};
  EXPECT_EQ(errorOf(&runInstances, request).code(), "InvalidParameterValue");
}

TEST_F(RunInstances, ChecksUserData) {
  auto request = launch();
  request.userData = "not base64!";
  expectError(errorOf(&runInstances, request), "InvalidUserData.Malformed",
              "Invalid BASE64 encoding of user data.");
  request.userData = std::string(16400 * 4, 'A');
  expectError(errorOf(&runInstances, request), "InvalidParameterValue");
}

TEST_F(RunInstances, AnswersARepeatedTokenWithTheSameInstance) {
  auto request = launch();
  request.clientToken = "token";
  const auto first = call(&runInstances, request);
  EXPECT_EQ(call(&runInstances, request).instances[0].instanceId, first.instances[0].instanceId);
}

// errors.md section 5.
TEST_F(RunInstances, RefusesATokenWhoseInstanceIsTerminated) {
  auto request = launch();
  request.clientToken = "token";
  const auto id = *call(&runInstances, request, "RunInstances").instances[0].instanceId;
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  try {
    call(&runInstances, request, "RunInstances");
    FAIL() << "the token was taken again";
  } catch (const ApiError& error) {
    expectError(error, "IdempotentInstanceTerminated",
                errors::idempotentInstanceTerminated().message());
  }
}

// A launch that fails ends in `terminated`, with the reason and without volumes.
TEST_F(RunInstances, EndsTerminatedWhenTheStartFails) {
  taskTime("hold");
  const auto id = givenInstance();
  finishTaskOf(id, domain::StateReason{"Server.InsufficientInstanceCapacity", "no capacity"});
  const auto shown = described(id);
  EXPECT_EQ(shown.state->name, "terminated");
  EXPECT_EQ(shown.stateReason->code, "Server.InsufficientInstanceCapacity");
  EXPECT_TRUE(catalog().volumes().listAttachedTo(InstanceId::trusted(id)).empty());
}

TEST_F(RunInstances, LaunchesAMarketplaceImageOnlyWithASubscription) {
  image_.ownerAlias = "aws-marketplace";
  image_.productCodes = {{"abcdefghijklmnopqrstuvwxy", "marketplace"}};
  catalog().images().update(image_);
  const auto error = errorOf(&runInstances, launch());
  expectError(error, "OptInRequired");
  EXPECT_EQ(error.status(), 401);
}

// All that AWS says of a key that it cannot use (EC2 User Guide, "Instance terminates
// immediately").
TEST_F(RunInstances, EndsTerminatedWhenTheKeyOfAVolumeCannotBeUsed) {
  auto request = launch();
  auto& device = request.blockDeviceMappings.emplace_back();
  device.deviceName = "/dev/sdf";
  auto& ebs = device.ebs.emplace();
  ebs.volumeSize = 1;
  ebs.encrypted = true;
  ebs.kmsKeyId = "arn:aws:kms:eu-west-1:111111111111:key/k";
  const auto id = call(&runInstances, request).instances[0].instanceId.value();
  const auto shown = described(id);
  EXPECT_EQ(shown.state->name, "terminated");
  EXPECT_EQ(shown.stateReason->message, "Client.InternalError: Client error on launch");
}

}  // namespace
}  // namespace amilocal::test
