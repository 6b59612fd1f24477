#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// EC2 API Reference, Volume, status. `recoverable` is ours, for what is in the Recycle Bin.
enum class VolumeState { creating, available, in_use, deleting, deleted, error, recoverable };

/// EC2 API Reference, VolumeAttachment, status.
enum class AttachmentState { attaching, attached, detaching, detached, busy };

std::string_view toString(VolumeState state);  ///< `in-use` with the hyphen
std::optional<VolumeState> parseVolumeState(std::string_view text);
std::string_view toString(AttachmentState state);
std::optional<AttachmentState> parseAttachmentState(std::string_view text);

struct Attachment {
  VolumeId volumeId = VolumeId::trusted("");
  InstanceId instanceId = InstanceId::trusted("");
  std::string device;
  AttachmentState state = AttachmentState::attached;
  Instant attachedAt{};
  bool deleteOnTermination = false;
  friend bool operator==(const Attachment&, const Attachment&) = default;
};

/// An EBS volume.
struct Volume {
  VolumeId id = VolumeId::trusted("");
  std::string region;
  std::string owner;
  std::string availabilityZone;
  VolumeState state = VolumeState::creating;
  std::int64_t sizeGib = 0;
  std::string volumeType = "gp2";
  std::optional<std::int64_t> iops;
  std::optional<std::int64_t> throughputMibps;
  bool encrypted = false;
  std::optional<std::string> kmsKeyId;
  std::optional<SnapshotId> snapshotId;
  Instant createdAt{};
  bool multiAttachEnabled = false;
  std::optional<std::int64_t> volumeInitializationRate;
  std::optional<std::string> outpostArn;
  bool fastRestored = false;              ///< made with fast snapshot restore
  std::optional<std::int64_t> contentId;  ///< its bytes; absent: all zeros
  bool autoEnableIo = false;  ///< would input and output go on after damage? (autoEnableIO)
  std::vector<Attachment> attachments;
  friend bool operator==(const Volume&, const Volume&) = default;
};

/// Is it there for nobody any more: deleted, or in the Recycle Bin? Such rows are kept.
inline bool isGone(const Volume& volume) {
  return volume.state == VolumeState::deleted || volume.state == VolumeState::recoverable;
}

}  // namespace amilocal::domain
