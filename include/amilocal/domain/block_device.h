#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "amilocal/core/ids.h"

namespace amilocal::domain {

/// The EBS side of a block device mapping. An absent member was neither given nor derived, and is
/// not shown: a default added at RegisterImage would make Terraform replace the image for ever
/// (clients/contract.md 3.3).
struct EbsDevice {
  std::optional<bool> deleteOnTermination;
  std::optional<SnapshotId> snapshotId;  ///< absent for an empty volume
  std::optional<std::int64_t> volumeSizeGib;
  std::optional<std::string> volumeType;  ///< gp2, gp3, io1, io2, st1, sc1, standard
  std::optional<std::int64_t> iops;
  std::optional<std::int64_t> throughputMibps;
  std::optional<bool> encrypted;
  std::optional<std::string> kmsKeyId;
  std::optional<std::string> availabilityZone;
  std::optional<std::string> outpostArn;
  std::optional<std::int64_t> volumeInitializationRate;
  friend bool operator==(const EbsDevice&, const EbsDevice&) = default;
};

/// One entry of an image's (or a request's) block device mapping: an EBS volume, an instance store
/// volume (`ephemeral0` …), or, in requests only, the wish to leave a device out.
struct BlockDevice {
  std::string deviceName;
  std::optional<std::string> virtualName;
  std::optional<EbsDevice> ebs;
  bool noDevice = false;
  friend bool operator==(const BlockDevice&, const BlockDevice&) = default;
};

using BlockDevices = std::vector<BlockDevice>;

}  // namespace amilocal::domain
