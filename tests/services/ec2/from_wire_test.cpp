#include "services/ec2/from_wire.h"

#include <gtest/gtest.h>

#include "amilocal/core/request_errors.h"
#include "support/refusal.h"

namespace amilocal::ec2 {
namespace {

using test::expectRefusal;
using test::refusalOf;

// Only the first malformed id is named (aws-facts/errors.md section 1).
TEST(ParseIds, NamesTheFirstMalformedOne) {
  expectRefusal(refusalOf([] {
                  parseImageIds({"ami-abcd1234", "bad", "worse"});
                }),
                errors::malformedId("InvalidAMIID.Malformed", "bad", "ami"));
}

TEST(ParseIds, HasACodeForEachKind) {
  EXPECT_EQ(refusalOf([] { parseImageId("x"); }).code(), "InvalidAMIID.Malformed");
  EXPECT_EQ(refusalOf([] { parseSnapshotId("x"); }).code(), "InvalidSnapshotID.Malformed");
  EXPECT_EQ(refusalOf([] { parseVolumeId("x"); }).code(), "InvalidVolumeID.Malformed");
  EXPECT_EQ(refusalOf([] { parseInstanceId("x"); }).code(), "InvalidInstanceID.Malformed");
}

TEST(ParseIds, KeepsTheOrder) {
  const auto ids = parseInstanceIds({"i-22222222", "i-11111111"});
  ASSERT_EQ(ids.size(), 2u);
  EXPECT_EQ(ids[0].str(), "i-22222222");
}

// A filter's name given twice: its values are alternatives (aws-facts/images.md section 4).
TEST(Filters, PutTheValuesOfOneNameTogether) {
  const auto filters = filtersOf({{.name = "state", .values = {"a"}},
                                  {.name = "name", .values = {"b"}},
                                  {.name = "state", .values = {"c", "d"}}});
  EXPECT_EQ(filters, (domain::Filters{{"state", {"a", "c", "d"}}, {"name", {"b"}}}));
}

// The empty string means it, and Packer sends that (aws-facts/images.md section 7, CreateImage).
TEST(BlockDevices, AreLeftOutByAnyValueOfNoDevice) {
  const auto devices = blockDevicesOf({{.noDevice = "", .deviceName = "/dev/sdb"},
                                       {.noDevice = "true", .deviceName = "/dev/sdc"},
                                       {.deviceName = "/dev/sdd", .virtualName = "ephemeral0"}});
  ASSERT_EQ(devices.size(), 3u);
  EXPECT_TRUE(devices[0].noDevice);
  EXPECT_TRUE(devices[1].noDevice);
  EXPECT_FALSE(devices[2].noDevice);
}

TEST(BlockDevices, AreTakenAsGiven) {
  const auto devices = blockDevicesOf(
      {{.ebs =
            EbsBlockDevice{
                .iops = 100, .snapshotId = "snap-11111111", .volumeType = "gp3", .throughput = 500},
        .deviceName = "/dev/sdb"}});
  EXPECT_EQ(devices[0].ebs, (domain::EbsDevice{.snapshotId = SnapshotId::trusted("snap-11111111"),
                                               .volumeType = "gp3",
                                               .iops = 100,
                                               .throughputMibps = 500}));
}

// One of two spellings of a zone, and a card that no instance type here has.
TEST(BlockDevices, RefuseMembersThatAreNotEmulated) {
  const auto refusal = [](const EbsBlockDevice& ebs) {
    return refusalOf([&] { blockDevicesOf({{.ebs = ebs, .deviceName = "/dev/sdb"}}); });
  };
  expectRefusal(refusal({.availabilityZoneId = "use1-az1"}),
                errors::unsupportedParameter("BlockDeviceMapping.Ebs.AvailabilityZoneId"));
  expectRefusal(refusal({.ebsCardIndex = 0}),
                errors::unsupportedParameter("BlockDeviceMapping.Ebs.EbsCardIndex"));
}

// An empty value is a value, and so is none (snapshots-volumes-instances.md section 5, CreateTags).
TEST(Tags, MayHaveNoValue) {
  EXPECT_EQ(tagsOf({{.key = "a", .value = ""}}), (domain::Tags{{"a", ""}}));
  EXPECT_EQ(tagsOf({{.key = "a"}}), (domain::Tags{{"a", ""}}));
}

TEST(SpecifiedTags, AreThoseOfTheType) {
  const std::vector<TagSpecification> given{
      {.resourceType = "image", .tags = {{.key = "a", .value = "1"}}},
      {.resourceType = "snapshot", .tags = {{.key = "b", .value = "2"}}}};
  EXPECT_EQ(specifiedTags(given, "snapshot", {"image", "snapshot"}), (domain::Tags{{"b", "2"}}));
  EXPECT_TRUE(specifiedTags({}, "image", {"image"}).empty());
}

// A bad tag fails the call, for whatever type it is.
TEST(SpecifiedTags, AreAllChecked) {
  const std::vector<TagSpecification> given{
      {.resourceType = "snapshot", .tags = {{.key = "aws:b", .value = "2"}}}};
  EXPECT_EQ(refusalOf([&] {
              specifiedTags(given, "image", {"image", "snapshot"});
            }).message(),
            "Tag keys starting with 'aws:' are reserved for internal use");
}

}  // namespace
}  // namespace amilocal::ec2
