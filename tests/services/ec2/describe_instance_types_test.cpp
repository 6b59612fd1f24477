#include "instance_world.h"

namespace amilocal::test {
namespace {

class DescribeInstanceTypes : public InstanceWorld {
 protected:
  ec2::InstanceTypeInfo describedType(const std::string& name) {
    return call(&ec2::describeInstanceTypes, {.instanceTypes = {name}}).instanceTypes.at(0);
  }
};

// Terraform reads these two of each instance (clients/contract.md 3.8).
TEST_F(DescribeInstanceTypes, TellsWhetherATypeIsBareMetalOrBurstable) {
  const auto type = describedType("t3.micro");
  EXPECT_FALSE(*type.bareMetal);
  EXPECT_TRUE(*type.burstablePerformanceSupported);
  EXPECT_EQ(type.memoryInfo->sizeInMiB, 1024);
  EXPECT_EQ(type.vCpuInfo->defaultVCpus, 2);
  EXPECT_TRUE(*describedType("m5.metal").bareMetal);
}

TEST_F(DescribeInstanceTypes, TellsArchitecturesAndBootModes) {
  EXPECT_EQ(describedType("m7g.large").processorInfo->supportedArchitectures,
            std::vector<std::string>{"arm64"});
  EXPECT_EQ(describedType("m7g.large").supportedBootModes, std::vector<std::string>{"uefi"});
  EXPECT_EQ(describedType("m5.large").supportedBootModes,
            (std::vector<std::string>{"legacy-bios", "uefi"}));
  EXPECT_EQ(describedType("m1.small").supportedVirtualizationTypes,
            (std::vector<std::string>{"hvm", "paravirtual"}));
  EXPECT_EQ(describedType("g5.12xlarge").gpuInfo->gpus.at(0).count, 4);
}

TEST_F(DescribeInstanceTypes, RefusesNamesThatEc2HasNot) {
  expectError(errorOf(&ec2::describeInstanceTypes, {.instanceTypes = {"t3.micro", "x9.small"}}),
              "InvalidInstanceType",
              "The following supplied instance types do not exist: [x9.small]");
  EXPECT_EQ(errorOf(&ec2::describeInstanceTypes,
                    {.instanceTypes = std::vector<std::string>(101, "t3.micro")})
                .code(),
            "InvalidParameterValue");
}

TEST_F(DescribeInstanceTypes, FiltersAndPages) {
  const auto page =
      call(&ec2::describeInstanceTypes,
           {.filters = {{.name = "processor-info.supported-architecture", .values = {"arm64"}},
                        {.name = "burstable-performance-supported", .values = {"true"}}},
            .maxResults = 5});
  ASSERT_EQ(page.instanceTypes.size(), 5U);
  EXPECT_EQ(page.instanceTypes.at(0).instanceType, "t4g.2xlarge");
  ASSERT_TRUE(page.nextToken.has_value());
  EXPECT_EQ(call(&ec2::describeInstanceTypes,
                 {.filters = {{.name = "instance-type", .values = {"t4g.*"}}},
                  .nextToken = page.nextToken})
                .instanceTypes.size(),
            2U);
  EXPECT_EQ(
      errorOf(&ec2::describeInstanceTypes, {.filters = {{.name = "x", .values = {"y"}}}}).code(),
      "InvalidParameterValue");
}

}  // namespace
}  // namespace amilocal::test
