#pragma once

#include <chrono>
#include <string>

#include "amilocal/domain/image_plans.h"

/// Values from which the tests of plans start.
namespace amilocal::test {

inline constexpr auto kOwner = "111111111111", kOther = "222222222222";
inline constexpr auto kHere = "us-east-1", kElsewhere = "eu-west-1";

// 2018-11-04T06:24:45.382Z, the instant in the recording of a copy (images.md section 7).
inline constexpr Instant kNow{std::chrono::milliseconds{1'541'312'685'382}};

inline domain::NewImage newImage() {
  return {.id = ImageId::trusted("ami-0515ff4f8f9dbeb31"),
          .account = kOwner,
          .region = kHere,
          .name = "web",
          .description = "a server",
          .now = kNow};
}

inline domain::Snapshot completedSnapshot(const std::string& id) {
  domain::Snapshot snapshot;
  snapshot.id = SnapshotId::trusted(id);
  snapshot.region = kHere;
  snapshot.owner = kOwner;
  snapshot.state = domain::SnapshotState::completed;
  snapshot.volumeSizeGib = 10;
  return snapshot;
}

inline domain::BlockDevice ebsDevice(const std::string& name, const domain::EbsDevice& ebs) {
  domain::BlockDevice device;
  device.deviceName = name;
  device.ebs = ebs;
  return device;
}

inline domain::BlockDevice leftOut(const std::string& name) {
  domain::BlockDevice device;
  device.deviceName = name;
  device.noDevice = true;
  return device;
}

inline domain::BlockDevice ephemeralDevice() {
  domain::BlockDevice device;
  device.deviceName = "/dev/sdb";
  device.virtualName = "ephemeral0";
  return device;
}

}  // namespace amilocal::test
