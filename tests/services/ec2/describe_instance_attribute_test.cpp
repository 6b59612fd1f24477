#include "instance_world.h"

namespace amilocal::test {
namespace {

class DescribeInstanceAttribute : public InstanceWorld {
 protected:
  ec2::InstanceAttribute shown(const std::string& id, const std::string& name) {
    return call(&ec2::describeInstanceAttribute, {.instanceId = id, .attribute = name});
  }
};

TEST_F(DescribeInstanceAttribute, ShowsEachAttributeByItself) {
  auto request = launch();
  request.userData = "aGVsbG8=";
  request.disableApiStop = true;
  const auto id = *call(&ec2::runInstances, request).instances[0].instanceId;
  EXPECT_EQ(shown(id, "instanceType").instanceType->value, "t3.micro");
  EXPECT_EQ(shown(id, "userData").userData->value, "aGVsbG8=");
  EXPECT_TRUE(*shown(id, "disableApiStop").disableApiStop->value);
  EXPECT_FALSE(*shown(id, "disableApiTermination").disableApiTermination->value);
  EXPECT_EQ(shown(id, "instanceInitiatedShutdownBehavior").instanceInitiatedShutdownBehavior->value,
            "stop");
  EXPECT_EQ(shown(id, "rootDeviceName").rootDeviceName->value, "/dev/xvda");
  EXPECT_TRUE(*shown(id, "sourceDestCheck").sourceDestCheck->value);
  EXPECT_FALSE(*shown(id, "ebsOptimized").ebsOptimized->value);
  EXPECT_FALSE(*shown(id, "enclaveOptions").enclaveOptions->enabled);
  EXPECT_EQ(shown(id, "groupSet").groups->size(), 1U);
  EXPECT_EQ(shown(id, "blockDeviceMapping").blockDeviceMappings->at(0).deviceName, "/dev/xvda");
  EXPECT_TRUE(shown(id, "productCodes").productCodes->empty());
  EXPECT_FALSE(shown(id, "kernel").userData.has_value());
}

// An empty value would be a change in every plan of Terraform (clients/contract.md 3.8).
TEST_F(DescribeInstanceAttribute, HasNoValueForWhatIsNotSet) {
  const auto id = givenInstance();
  ASSERT_TRUE(shown(id, "userData").userData.has_value());
  EXPECT_FALSE(shown(id, "userData").userData->value.has_value());
  EXPECT_FALSE(shown(id, "ramdisk").ramdiskId->value.has_value());
  EXPECT_FALSE(shown(id, "sriovNetSupport").sriovNetSupport->value.has_value());
}

// EC2 API Reference: "the enaSupport attribute is not supported".
TEST_F(DescribeInstanceAttribute, RefusesUnknownAttributes) {
  const auto id = givenInstance();
  for (const auto* name : {"foo", "enaSupport"})
    expectError(
        errorOf(&ec2::describeInstanceAttribute, {.instanceId = id, .attribute = name}),
        "InvalidParameterValue",
        "Value (" + std::string(name) + ") for parameter attribute is invalid. Unknown attribute.");
}

}  // namespace
}  // namespace amilocal::test
