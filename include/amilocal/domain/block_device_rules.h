#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "amilocal/core/ids.h"
#include "amilocal/domain/block_device.h"
#include "amilocal/domain/snapshot.h"

namespace amilocal::domain {

/// Which operation a mapping came with: they differ in what it may say.
enum class MappingUse { register_image, create_image, run_instances };

/// The snapshots that a mapping names.
using SnapshotsById = std::map<SnapshotId, Snapshot>;

/// A name that a device may have: `/dev/sda1`, `/dev/xvdf`, `xvdcb` (EC2 User Guide, "Device names
/// for volumes on Amazon EC2 instances").
bool isDeviceName(std::string_view name);

/// Checks a request's mapping as far as it can be seen without its snapshots. Throws
/// MissingParameter, UnknownParameter for what the operation's mapping does not know (EC2 API
/// Reference, EbsBlockDevice), InvalidBlockDeviceMapping for names and combinations.
///
/// What RegisterImage and CreateImage store is not held against the limits of volume types: the
/// real service registers a gp3 device with 100 IOPS (clients/contract.md 3.3, from acceptance
/// tests, against aws-facts/images.md section 7). RunInstances checks them when it makes volumes.
void checkDevices(const BlockDevices& devices, MappingUse use);

/// Throws InvalidBlockDeviceMapping for a volume that its snapshot does not fit into.
void checkVolumeSize(std::optional<std::int64_t> sizeGib, const Snapshot& snapshot);

/// The ids of the snapshots in a mapping, each once, in the mapping's order.
std::vector<SnapshotId> snapshotIdsOf(const BlockDevices& devices);

/// Null when the mapping has no device of this name.
const BlockDevice* findDevice(const BlockDevices& devices, std::string_view name);

/// An image's mapping with a request's on top, device by device: `noDevice` leaves one out, EBS
/// members that were given replace those of the image, an entry of another kind replaces the whole
/// device, a new name adds one. With another volume type the old IOPS and throughput are dropped,
/// since they were made for the old one.
BlockDevices mergeDevices(BlockDevices base, const BlockDevices& overrides);

/// CreateImage's rule for devices that the instance has: only DeleteOnTermination can be another;
/// saying what is so already is no change (aws-facts/images.md section 7, CreateImage). Throws
/// InvalidBlockDeviceMapping.
void checkUnchanged(const BlockDevices& base, const BlockDevices& overrides);

/// A device as an image stores it, with what the request left out: the snapshot's size and
/// encryption, type `standard`, deleteOnTermination for the root only. Nothing else is filled in
/// (clients/contract.md 3.3). Throws MissingParameter without size and snapshot, IncorrectState for
/// a snapshot that is not completed, InvalidBlockDeviceMapping for one too large.
BlockDevice completeDevice(BlockDevice device, std::string_view rootDeviceName,
                           const SnapshotsById& snapshots);

}  // namespace amilocal::domain
