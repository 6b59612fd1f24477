#include "amilocal/domain/attachment_rules.h"

#include <gtest/gtest.h>

#include "amilocal/core/api_error.h"

namespace amilocal::domain {
namespace {

const InstanceId kFirst = InstanceId::trusted("i-00000001");
const InstanceId kSecond = InstanceId::trusted("i-00000002");

Volume attachedTo(std::initializer_list<InstanceId> instances) {
  Volume volume;
  volume.id = VolumeId::trusted("vol-00000001");
  volume.state = VolumeState::in_use;
  for (const auto& instance : instances)
    volume.attachments.push_back({.volumeId = volume.id,
                                  .instanceId = instance,
                                  .device = "/dev/sdf",
                                  .state = AttachmentState::attached,
                                  .attachedAt = {},
                                  .deleteOnTermination = false});
  return volume;
}

TEST(ReleaseVolume, FreesTheVolumeWithItsLastAttachment) {
  auto volume = attachedTo({kFirst, kSecond});
  EXPECT_TRUE(releaseVolume(volume, kFirst));
  EXPECT_EQ(volume.state, VolumeState::in_use);
  EXPECT_TRUE(releaseVolume(volume, kSecond));
  EXPECT_EQ(volume.state, VolumeState::available);
  EXPECT_FALSE(releaseVolume(volume, kSecond));
}

TEST(RequireAttachment, FindsTheOnlyOne) {
  const auto volume = attachedTo({kFirst});
  EXPECT_EQ(requireAttachment(volume, {}, {}).instanceId, kFirst);
  EXPECT_EQ(requireAttachment(volume, kFirst, "/dev/sdf").instanceId, kFirst);
  EXPECT_THROW(requireAttachment(volume, kSecond, {}), ApiError);
}

TEST(RequireAttachment, MustBeToldWhichOfSeveral) {
  const auto volume = attachedTo({kFirst, kSecond});
  EXPECT_THROW(requireAttachment(volume, {}, "/dev/sdf"), ApiError);
  EXPECT_EQ(requireAttachment(volume, kSecond, {}).instanceId, kSecond);
}

// An instance that is forgotten cannot hold its root volume back.
TEST(CheckDetachable, LetsGoWhatNoInstanceHolds) {
  const auto volume = attachedTo({kFirst});
  EXPECT_NO_THROW(checkDetachable(volume.attachments.front(), nullptr, Detaching::orderly));
}

TEST(CheckMultiAttachType, AllowsIo1AndIo2) {
  EXPECT_NO_THROW(checkMultiAttachType("io1"));
  EXPECT_NO_THROW(checkMultiAttachType("io2"));
  EXPECT_THROW(checkMultiAttachType("gp3"), ApiError);
}

}  // namespace
}  // namespace amilocal::domain
