#include "amilocal/domain/volume_rules.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"

namespace amilocal::domain {
namespace {

struct Bounds {
  std::string type;
  std::int64_t minGib, maxGib;
  std::optional<std::int64_t> iops;  ///< what a request of this type must say
};
class VolumeTypes : public ::testing::TestWithParam<Bounds> {};

VolumeWish wish(const Bounds& bounds, std::int64_t gib) {
  return {.sizeGib = gib, .volumeType = bounds.type, .iops = bounds.iops, .throughputMibps = {}};
}

std::string refusalOf(const VolumeWish& wish, std::optional<std::int64_t> snapshotGib = {}) {
  try {
    planVolume(wish, snapshotGib);
  } catch (const ApiError& error) {
    return error.code() + ": " + error.message();
  }
  return "accepted";
}

// EC2 API Reference, CreateVolume, Size (images.md section 7, RegisterImage, "Sizes GiB").
TEST_P(VolumeTypes, HaveTheirSizes) {
  const auto& bounds = GetParam();
  EXPECT_TRUE(isVolumeType(bounds.type));
  EXPECT_EQ(planVolume(wish(bounds, bounds.minGib), {}).sizeGib, bounds.minGib);
  EXPECT_EQ(planVolume(wish(bounds, bounds.maxGib), {}).sizeGib, bounds.maxGib);
  EXPECT_EQ(refusalOf(wish(bounds, bounds.minGib - 1)),
            "InvalidParameterValue: Volume of " + std::to_string(bounds.minGib - 1) +
                "GiB is too small; minimum is " + std::to_string(bounds.minGib) + "GiB.");
  EXPECT_EQ(refusalOf(wish(bounds, bounds.maxGib + 1)),
            "InvalidParameterValue: Volume of " + std::to_string(bounds.maxGib + 1) +
                "GiB is too large; maximum is " + std::to_string(bounds.maxGib) + "GiB.");
}

INSTANTIATE_TEST_SUITE_P(All, VolumeTypes,
                         ::testing::Values(Bounds{"gp2", 1, 16384, {}}, Bounds{"gp3", 1, 65536, {}},
                                           Bounds{"io1", 4, 16384, 100},
                                           Bounds{"io2", 4, 65536, 100},
                                           Bounds{"st1", 125, 16384, {}},
                                           Bounds{"sc1", 125, 16384, {}},
                                           Bounds{"standard", 1, 1024, {}}));

// The example of the AWS CLI, and the bounds of the formula.
TEST(PlanVolume, GivesGp2ThreeIopsForEachGib) {
  EXPECT_EQ(planVolume({.sizeGib = 80}, {}).iops, 240);
  EXPECT_EQ(planVolume({.sizeGib = 8}, {}).iops, 100);
  EXPECT_EQ(planVolume({.sizeGib = 16384}, {}).iops, 16000);
}

TEST(PlanVolume, GivesGp3ItsBaseline) {
  const auto shape = planVolume({.sizeGib = 1, .volumeType = "gp3"}, {});
  EXPECT_EQ(shape.iops, 3000);
  EXPECT_EQ(shape.throughputMibps, 125);
}

TEST(PlanVolume, ShowsNeitherForMagneticAndThroughputTypes) {
  for (const std::string type : {"standard", "st1", "sc1"}) {
    const auto shape = planVolume({.sizeGib = 500, .volumeType = type}, {});
    EXPECT_FALSE(shape.iops);
    EXPECT_FALSE(shape.throughputMibps);
  }
}

TEST(PlanVolume, TakesTheDefaultTypeOfTheOperation) {
  EXPECT_EQ(planVolume({.sizeGib = 8}, {}).volumeType, "gp2");
  EXPECT_EQ(planVolume({.sizeGib = 8}, {}, "standard").volumeType, "standard");
}

TEST(PlanVolume, TakesTheSizeOfTheSnapshotOrMore) {
  EXPECT_EQ(planVolume({}, 30).sizeGib, 30);
  EXPECT_EQ(planVolume({.sizeGib = 40}, 30).sizeGib, 40);
  EXPECT_TRUE(refusalOf({.sizeGib = 20}, 30).starts_with("InvalidParameterValue"));
}

TEST(PlanVolume, NeedsASizeOrASnapshot) {
  EXPECT_EQ(refusalOf({}),
            "MissingParameter: The request must contain the parameter size/snapshot");
}

TEST(PlanVolume, RefusesAnUnknownType) {
  EXPECT_EQ(refusalOf({.sizeGib = 8, .volumeType = "floppy"}),
            "UnknownVolumeType: Unsupported volume type 'floppy' for volume creation.");
  EXPECT_FALSE(isVolumeType("floppy"));
}

// Seen since 2018, also for an IOPS of 0.
TEST(PlanVolume, RefusesIopsThatTheTypeDoesNotTake) {
  EXPECT_EQ(refusalOf({.sizeGib = 30, .volumeType = "gp2", .iops = 0}),
            "InvalidParameterCombination: The parameter iops is not supported for gp2 volumes.");
}

TEST(PlanVolume, NeedsIopsForProvisionedTypes) {
  EXPECT_EQ(refusalOf({.sizeGib = 30, .volumeType = "io2"}),
            "InvalidParameterCombination: The parameter iops must be specified for io2 volumes.");
}

TEST(PlanVolume, KeepsIopsWithinBounds) {
  EXPECT_EQ(refusalOf({.sizeGib = 30, .volumeType = "io1", .iops = 50}),
            "InvalidParameterValue: Volume iops of 50 is too low; minimum is 100.");
  EXPECT_EQ(refusalOf({.sizeGib = 16384, .volumeType = "io1", .iops = 70000}),
            "InvalidParameterValue: Volume iops of 70000 is too high; maximum is 64000.");
}

// The text of a gp3 volume of 20 GiB on which 15,000 were asked for.
TEST(PlanVolume, KeepsIopsInProportionToTheSize) {
  EXPECT_EQ(refusalOf({.sizeGib = 20, .volumeType = "gp3", .iops = 15000}),
            "InvalidParameterValue: Iops to volume size ratio of 750.000000 is too high; maximum "
            "is 500");
  EXPECT_EQ(planVolume({.sizeGib = 30, .volumeType = "gp3", .iops = 15000}, {}).iops, 15000);
}

TEST(PlanVolume, TakesThroughputForGp3Only) {
  EXPECT_EQ(refusalOf({.sizeGib = 30, .volumeType = "gp2", .throughputMibps = 250}),
            "InvalidParameterCombination: throughput can only be specified for volumeType gp3.");
}

TEST(PlanVolume, KeepsThroughputWithinBounds) {
  const auto gp3 = [](std::int64_t mibps, std::int64_t iops) {
    return VolumeWish{.sizeGib = 100, .volumeType = "gp3", .iops = iops, .throughputMibps = mibps};
  };
  EXPECT_EQ(refusalOf(gp3(124, 3000)),
            "InvalidParameterValue: Volume throughput of 124 is too low; minimum is 125.");
  EXPECT_EQ(refusalOf(gp3(2001, 9000)),
            "InvalidParameterValue: Volume throughput of 2001 is too high; maximum is 2000.");
  EXPECT_EQ(refusalOf(gp3(1000, 3000)),
            "InvalidParameterValue: Throughput (MiBps) to iops ratio of 0.333333 is too high; "
            "maximum is 0.250000 MiBps per iops");
  EXPECT_EQ(planVolume(gp3(750, 3000), {}).throughputMibps, 750);
}

}  // namespace
}  // namespace amilocal::domain
