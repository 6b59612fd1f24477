#include "instance_world.h"

namespace amilocal::test {
namespace {

class ModifyInstanceAttribute : public InstanceWorld {
 protected:
  std::string stopped() {
    const auto id = givenInstance();
    call(&ec2::stopInstances, {.instanceIds = {id}});
    return id;
  }

  /// The code of the refusal.
  std::string change(const ec2::ModifyInstanceAttributeRequest& request) {
    return errorOf(&ec2::modifyInstanceAttribute, request).code();
  }
};

// Terraform stops the instance first.
TEST_F(ModifyInstanceAttribute, ChangesTheTypeOfAStoppedInstance) {
  const auto id = givenInstance();
  const ec2::ModifyInstanceAttributeRequest request{
      .instanceId = id, .instanceType = ec2::AttributeValue{.value = "m5.large"}};
  expectError(errorOf(&ec2::modifyInstanceAttribute, request), "IncorrectInstanceState",
              "The instance '" + id + "' is not in the 'stopped' state.");
  call(&ec2::stopInstances, {.instanceIds = {id}});
  call(&ec2::modifyInstanceAttribute, request);
  EXPECT_EQ(described(id).instanceType, "m5.large");
  EXPECT_EQ(described(id).cpuOptions->coreCount, 1);
}

TEST_F(ModifyInstanceAttribute, RefusesATypeOfAnotherArchitecture) {
  const auto id = stopped();
  EXPECT_EQ(change({.instanceId = id, .instanceType = ec2::AttributeValue{.value = "t4g.micro"}}),
            "InvalidParameterValue");
  EXPECT_EQ(change({.instanceId = id, .instanceType = ec2::AttributeValue{.value = "x"}}),
            "InvalidParameterValue");
}

// Packer and Terraform send it before each termination.
TEST_F(ModifyInstanceAttribute, TakesProtectionAway) {
  auto request = launch();
  request.disableApiTermination = true;
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  EXPECT_EQ(errorOf(&ec2::terminateInstances, {.instanceIds = {id}}).code(),
            "OperationNotPermitted");
  call(&ec2::modifyInstanceAttribute,
       {.instanceId = id, .disableApiTermination = ec2::AttributeBooleanValue{.value = false}});
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  EXPECT_EQ(stateOf(id), "terminated");
}

TEST_F(ModifyInstanceAttribute, TakesAnAttributeByItsNameToo) {
  const auto id = givenInstance();
  call(&ec2::modifyInstanceAttribute,
       {.instanceId = id, .attribute = "disableApiStop", .value = "true"});
  EXPECT_EQ(errorOf(&ec2::stopInstances, {.instanceIds = {id}}).code(), "OperationNotPermitted");
  EXPECT_EQ(change({.instanceId = id, .attribute = "sourceDestCheck", .value = "maybe"}),
            "InvalidInstanceAttributeValue");
  EXPECT_EQ(change({.instanceId = id, .attribute = "sourceDestCheck"}), "MissingParameter");
  EXPECT_EQ(change({.instanceId = id, .attribute = "rootDeviceName", .value = "x"}),
            "InvalidParameterValue");
}

TEST_F(ModifyInstanceAttribute, ChangesOneAttributeAtATime) {
  const auto id = givenInstance();
  const ec2::AttributeBooleanValue on{.value = true};
  expectError(errorOf(&ec2::modifyInstanceAttribute,
                      {.sourceDestCheck = on, .disableApiStop = on, .instanceId = id}),
              "InvalidParameterCombination", "Fields for multiple attribute types specified");
  expectError(errorOf(&ec2::modifyInstanceAttribute, {.instanceId = id}),
              "InvalidParameterCombination", "No attributes specified.");
}

TEST_F(ModifyInstanceAttribute, ChangesUserDataAndTakesItAway) {
  const auto id = stopped();
  call(&ec2::modifyInstanceAttribute,
       {.instanceId = id, .userData = ec2::SecureBlobAttributeValue{.value = "aGVsbG8="}});
  EXPECT_EQ(catalog().instances().find(InstanceId::trusted(id))->userData, "aGVsbG8=");
  call(&ec2::modifyInstanceAttribute,
       {.instanceId = id, .userData = ec2::SecureBlobAttributeValue{}});
  EXPECT_FALSE(catalog().instances().find(InstanceId::trusted(id))->userData.has_value());
  EXPECT_EQ(change({.instanceId = id, .userData = ec2::SecureBlobAttributeValue{.value = "$"}}),
            "InvalidUserData.Malformed");
}

// The mapping of a running instance can be changed.
TEST_F(ModifyInstanceAttribute, SaysWhichVolumesGoWithTheInstance) {
  const auto id = givenInstance();
  ec2::InstanceBlockDeviceMappingSpecification mapping;
  mapping.deviceName = "/dev/xvda";
  mapping.ebs = ec2::EbsInstanceBlockDeviceSpecification{.deleteOnTermination = false};
  call(&ec2::modifyInstanceAttribute, {.instanceId = id, .blockDeviceMappings = {mapping}});
  const auto volume = *described(id).blockDeviceMappings.at(0).ebs->volumeId;
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  EXPECT_EQ(call(&ec2::describeVolumes, {.volumeIds = {volume}}).volumes.at(0).state, "available");
  mapping.deviceName = "/dev/sdz";
  const auto other = givenInstance();
  expectError(errorOf(&ec2::modifyInstanceAttribute,
                      {.instanceId = other, .blockDeviceMappings = {mapping}}),
              "InvalidInstanceAttributeValue", "No device is currently mapped at /dev/sdz");
}

TEST_F(ModifyInstanceAttribute, RefusesValuesThatAnAttributeCannotHave) {
  const auto id = stopped();
  const auto text = [](const char* value) { return ec2::AttributeValue{.value = value}; };
  EXPECT_EQ(change({.instanceId = id, .instanceInitiatedShutdownBehavior = text("sleep")}),
            "InvalidInstanceAttributeValue");
  EXPECT_EQ(change({.instanceId = id, .sriovNetSupport = text("none")}),
            "InvalidInstanceAttributeValue");
  EXPECT_EQ(change({.instanceId = id, .kernel = text("x")}), "InvalidKernelId.Malformed");
  EXPECT_EQ(change({.instanceId = id, .ramdisk = text("x")}), "InvalidRamDiskId.Malformed");
  EXPECT_EQ(change({.instanceId = id, .groups = {"sg-12345678"}}), "InvalidGroup.NotFound");
}

TEST_F(ModifyInstanceAttribute, LeavesATerminatedInstanceAlone) {
  const auto id = givenInstance();
  call(&ec2::terminateInstances, {.instanceIds = {id}});
  EXPECT_EQ(
      change({.sourceDestCheck = ec2::AttributeBooleanValue{.value = false}, .instanceId = id}),
      "IncorrectInstanceState");
}

}  // namespace
}  // namespace amilocal::test
