#include "amilocal/domain/volume_filters.h"

#include <gtest/gtest.h>

#include <chrono>

#include "amilocal/domain/zone_choice.h"

namespace amilocal::domain {
namespace {

constexpr Instant kNow{std::chrono::hours{24}};

Volume attachedVolume() {
  Volume volume;
  volume.id = VolumeId::trusted("vol-00000001");
  volume.region = "us-east-1";
  volume.owner = "111111111111";
  volume.availabilityZone = "us-east-1a";
  volume.state = VolumeState::in_use;
  volume.sizeGib = 80;
  volume.encrypted = true;
  volume.snapshotId = SnapshotId::trusted("snap-00000001");
  volume.createdAt = kNow;
  volume.attachments = {{.volumeId = volume.id,
                         .instanceId = InstanceId::trusted("i-00000001"),
                         .device = "/dev/sdf",
                         .state = AttachmentState::attached,
                         .attachedAt = kNow,
                         .deleteOnTermination = true}};
  return volume;
}

bool isFoundBy(std::string name, std::string value, const Volume& volume = attachedVolume()) {
  return matches(volumeFilters(), {{std::move(name), {std::move(value)}}}, volume, {});
}

struct Row {
  std::string name, matching, other;
};
class VolumeFilterRows : public ::testing::TestWithParam<Row> {};

// Every filter of aws-facts/snapshots-volumes-instances.md section 2, but those of operators.
TEST_P(VolumeFilterRows, MatchesItsElement) {
  const auto& [name, matching, other] = GetParam();
  EXPECT_TRUE(isFoundBy(name, matching));
  EXPECT_FALSE(isFoundBy(name, other));
}

INSTANTIATE_TEST_SUITE_P(
    All, VolumeFilterRows,
    ::testing::Values(
        Row{"attachment.attach-time", "1970-01-02T*", "1971*"},
        Row{"attachment.delete-on-termination", "true", "false"},
        Row{"attachment.device", "/dev/sdf", "/dev/sdg"},
        Row{"attachment.instance-id", "i-00000001", "i-00000002"},
        Row{"attachment.status", "attached", "detaching"},
        Row{"availability-zone", "us-east-1a", "us-east-1b"},
        Row{"create-time", "1970-01-02T00:00:00.000Z", "1971*"}, Row{"encrypted", "true", "false"},
        Row{"fast-restored", "false", "true"}, Row{"multi-attach-enabled", "false", "true"},
        Row{"operator.managed", "false", "true"}, Row{"size", "80", "8"},
        Row{"snapshot-id", "snap-00000001", "snap-00000002"}, Row{"status", "in-use", "available"},
        Row{"volume-id", "vol-00000001", "vol-00000002"}, Row{"volume-type", "gp2", "gp3"}));

TEST(VolumeFilters, AreEighteenBesideTheTags) { EXPECT_EQ(volumeFilters().size(), 18U); }

TEST(VolumeFilters, KnowTheIdOfTheZone) {
  EXPECT_TRUE(isFoundBy("availability-zone-id", zoneIdOf("us-east-1", "us-east-1a")));
  EXPECT_FALSE(isFoundBy("availability-zone-id", zoneIdOf("us-east-1", "us-east-1b")));
}

// Nobody manages a volume here.
TEST(VolumeFilters, FindNoOperator) { EXPECT_FALSE(isFoundBy("operator.principal", "*")); }

TEST(VolumeFilters, FindNoAttachmentOfAFreeVolume) {
  auto free = attachedVolume();
  free.attachments.clear();
  EXPECT_FALSE(isFoundBy("attachment.device", "*", free));
}

}  // namespace
}  // namespace amilocal::domain
