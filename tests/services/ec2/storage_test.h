#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "amilocal/domain/instance.h"
#include "amilocal/domain/snapshot.h"
#include "amilocal/domain/volume.h"
#include "service_test.h"

namespace amilocal::test {

/// A world with volumes, snapshots and instances in it, put there without the operations that make
/// them. Everything belongs to the present caller and is at rest.
class StorageTest : public ServiceTest {
 protected:
  template <class Row>
  using Change = std::function<void(Row&)>;

  /// 8 GiB of gp2 in us-east-1a, available.
  domain::Volume givenVolume(const Change<domain::Volume>& change = {}) {
    domain::Volume volume;
    volume.id = ids_.next<VolumeKind>();
    volume.region = caller().region;
    volume.owner = caller().account;
    volume.availabilityZone = caller().region + "a";
    volume.state = domain::VolumeState::available;
    volume.sizeGib = 8;
    volume.iops = 100;
    volume.createdAt = now();
    if (change) change(volume);
    catalog().volumes().insert(volume);
    return volume;
  }

  domain::Snapshot givenSnapshot(const Change<domain::Snapshot>& change = {}) {
    domain::Snapshot snapshot;
    snapshot.id = ids_.next<SnapshotKind>();
    snapshot.region = caller().region;
    snapshot.owner = caller().account;
    snapshot.state = domain::SnapshotState::completed;
    snapshot.volumeSizeGib = 8;
    snapshot.startedAt = now();
    snapshot.completedAt = now();
    if (change) change(snapshot);
    catalog().snapshots().insert(snapshot);
    return snapshot;
  }

  /// Running in us-east-1a, root device /dev/xvda, without volumes.
  domain::Instance givenInstance(const Change<domain::Instance>& change = {}) {
    domain::Instance instance;
    instance.id = ids_.next<InstanceKind>();
    instance.reservationId = ids_.next<ReservationKind>();
    instance.region = caller().region;
    instance.owner = caller().account;
    instance.imageId = ids_.next<ImageKind>();
    instance.state = domain::InstanceState::running;
    instance.instanceType = "t3.micro";
    instance.launchedAt = now();
    instance.availabilityZone = caller().region + "a";
    instance.rootDeviceType = "ebs";
    instance.rootDeviceName = "/dev/xvda";
    if (change) change(instance);
    catalog().instances().insert(instance);
    return instance;
  }

  /// A volume in use by the instance.
  domain::Volume givenAttached(const domain::Instance& instance, const std::string& device) {
    return givenVolume([&](domain::Volume& volume) {
      volume.state = domain::VolumeState::in_use;
      volume.attachments = {{.volumeId = volume.id,
                             .instanceId = instance.id,
                             .device = device,
                             .state = domain::AttachmentState::attached,
                             .attachedAt = now(),
                             .deleteOnTermination = false}};
    });
  }

  /// An available image of the caller with a device of this snapshot.
  domain::Image givenImageOf(const SnapshotId& snapshot,
                             domain::ImageState state = domain::ImageState::available) {
    domain::Image image;
    image.id = ids_.next<ImageKind>();
    image.region = caller().region;
    image.owner = caller().account;
    image.name = "image of " + snapshot.str();
    image.state = state;
    image.createdAt = now();
    image.architecture = "x86_64";
    image.virtualizationType = "hvm";
    domain::EbsDevice ebs;
    ebs.snapshotId = snapshot;
    image.blockDevices = {{"/dev/xvda", {}, ebs, false}};
    catalog().images().insert(image);
    return image;
  }

  domain::Volume stored(const VolumeId& id) { return catalog().volumes().find(id).value(); }
  domain::Snapshot stored(const SnapshotId& id) { return catalog().snapshots().find(id).value(); }
  domain::Snapshot storedSnapshot(const std::optional<std::string>& id) {
    return stored(SnapshotId::parse(id.value()).value());
  }
  domain::Volume storedVolume(const std::optional<std::string>& id) {
    return stored(VolumeId::parse(id.value()).value());
  }
  domain::Tags tagsOn(const std::string& id) {
    return catalog().tags().listFor(caller().account, id);
  }

  static ec2::Tag tag(std::string key, std::string value) {
    return {.key = std::move(key), .value = std::move(value)};
  }
  static ec2::TagSpecification tagged(std::string type, std::vector<ec2::Tag> tags) {
    return {.resourceType = std::move(type), .tags = std::move(tags)};
  }

 private:
  IdSource ids_{7};
};

}  // namespace amilocal::test
