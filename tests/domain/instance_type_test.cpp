#include "amilocal/domain/instance_type.h"

#include <gtest/gtest.h>

namespace amilocal::domain {
namespace {

// EC2 User Guide, "Instance types": what a few well-known types have.
TEST(InstanceTypes, HaveProcessorsAndMemoryByFamilyAndSize) {
  struct Row {
    const char* name;
    std::int64_t vcpus, cores, memoryMib;
  };
  const Row rows[] = {
      {"t2.micro", 1, 1, 1024},          {"t3.medium", 2, 1, 4096},
      {"t4g.small", 2, 2, 2048},         {"m5.large", 2, 1, 8192},
      {"m5.metal", 96, 48, 393216},      {"m6g.medium", 1, 1, 4096},
      {"c6i.32xlarge", 128, 64, 262144}, {"c7a.medium", 1, 1, 2048},
      {"r5.24xlarge", 96, 48, 786432},   {"m7i.metal-24xl", 96, 48, 393216},
      {"c5n.18xlarge", 72, 36, 196608},  {"m1.small", 1, 1, 1740},
  };
  for (const auto& row : rows) {
    const auto type = findInstanceType(row.name);
    ASSERT_TRUE(type.has_value()) << row.name;
    EXPECT_EQ(type->vcpus, row.vcpus) << row.name;
    EXPECT_EQ(type->coreCount, row.cores) << row.name;
    EXPECT_EQ(type->memoryMib, row.memoryMib) << row.name;
  }
}

TEST(InstanceTypes, AreThoseThatEc2Has) {
  EXPECT_FALSE(findInstanceType("t3.32xlarge").has_value());
  EXPECT_FALSE(findInstanceType("x9.large").has_value());
  EXPECT_FALSE(findInstanceType("t3").has_value());
}

TEST(InstanceTypes, NameTheMakerOfTheirProcessor) {
  EXPECT_EQ(findInstanceType("m5.large")->manufacturer, "Intel");
  EXPECT_EQ(findInstanceType("m6a.large")->manufacturer, "AMD");
  EXPECT_EQ(findInstanceType("m6g.large")->manufacturer, "AWS");
}

TEST(InstanceTypes, RunThirtyTwoBitsInTheSmallOldOnesOnly) {
  EXPECT_TRUE(findInstanceType("t2.micro")->runs("i386"));
  EXPECT_FALSE(findInstanceType("m4.large")->runs("i386"));
  EXPECT_FALSE(findInstanceType("t3.micro")->runs("i386"));
}

}  // namespace
}  // namespace amilocal::domain
