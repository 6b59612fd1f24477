#include "amilocal/domain/snapshot_rules.h"
#include "amilocal/domain/zone_choice.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {

Snapshot toWire(const domain::Snapshot& snapshot, const domain::Tags& tags, Instant now) {
  Snapshot shape;
  shape.snapshotId = snapshot.id.str();
  shape.volumeId = snapshot.volumeId;
  shape.state = domain::toString(snapshot.state);
  shape.stateMessage = snapshot.statusMessage;
  shape.startTime = snapshot.startedAt;
  shape.progress = domain::progressOf(snapshot, now);
  shape.ownerId = snapshot.owner;
  shape.ownerAlias = snapshot.ownerAlias;
  shape.description = snapshot.description;  // the element is there when there is none
  shape.volumeSize = snapshot.volumeSizeGib;
  shape.encrypted = snapshot.encrypted;
  shape.kmsKeyId = snapshot.kmsKeyId;
  shape.dataEncryptionKeyId = snapshot.dataEncryptionKeyId;
  shape.storageTier = snapshot.storageTier;
  if (snapshot.tiering) shape.restoreExpiryTime = snapshot.tiering->restoreExpiresAt;
  shape.transferType = snapshot.transferType;
  shape.completionDurationMinutes = snapshot.completionDurationMinutes;
  shape.completionTime = snapshot.completedAt;
  shape.availabilityZone = snapshot.availabilityZone;
  shape.outpostArn = snapshot.outpostArn;
  shape.tags = toWire(tags);
  return shape;
}

Volume toWire(const domain::Volume& volume, const domain::Tags& tags) {
  Volume shape;
  shape.volumeId = volume.id.str();
  shape.size = volume.sizeGib;
  shape.snapshotId = volume.snapshotId ? volume.snapshotId->str() : "";  // clients need the element
  shape.availabilityZone = volume.availabilityZone;
  shape.availabilityZoneId = domain::zoneIdOf(volume.region, volume.availabilityZone);
  shape.state = domain::toString(volume.state);
  shape.createTime = volume.createdAt;
  shape.volumeType = volume.volumeType;
  shape.iops = volume.iops;
  shape.throughput = volume.throughputMibps;
  shape.encrypted = volume.encrypted;
  shape.kmsKeyId = volume.kmsKeyId;
  shape.multiAttachEnabled = volume.multiAttachEnabled;
  shape.volumeInitializationRate = volume.volumeInitializationRate;
  shape.outpostArn = volume.outpostArn;
  if (volume.fastRestored) shape.fastRestored = true;
  shape.operator_ = OperatorResponse{.managed = false, .principal = {}, .hiddenByDefault = {}};
  for (const auto& attachment : volume.attachments) shape.attachments.push_back(toWire(attachment));
  shape.tags = toWire(tags);
  return shape;
}

VolumeAttachment toWire(const domain::Attachment& attachment) {
  VolumeAttachment shape;
  shape.volumeId = attachment.volumeId.str();
  shape.instanceId = attachment.instanceId.str();
  shape.device = attachment.device;
  shape.state = domain::toString(attachment.state);
  shape.attachTime = attachment.attachedAt;
  shape.deleteOnTermination = attachment.deleteOnTermination;
  return shape;
}

}  // namespace amilocal::ec2
