#include "amilocal/domain/attachment_rules.h"

#include <algorithm>
#include <vector>

#include "amilocal/core/request_errors.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "amilocal/domain/volume_steps.h"

namespace amilocal::domain {
namespace {

// Amazon EBS User Guide, "Considerations and limitations" of Multi-Attach.
constexpr std::size_t kMultiAttachMax = 16;

bool isStable(InstanceState state) {
  return state == InstanceState::running || state == InstanceState::stopped;
}

bool isAttachedTo(const Volume& volume, const InstanceId& instance) {
  return std::ranges::find(volume.attachments, instance, &Attachment::instanceId) !=
         volume.attachments.end();
}

void checkVolumeFree(const Volume& volume, const InstanceId& instance) {
  if (!next(volume.state, VolumeEvent::attach)) throw errors::volumeNotAvailable(volume.id);
  if (volume.state != VolumeState::in_use) return;
  if (!volume.multiAttachEnabled || isAttachedTo(volume, instance))
    throw errors::volumeAlreadyAttached(volume.id);
  if (volume.attachments.size() >= kMultiAttachMax)
    throw errors::tooManyAttachments(volume.id, kMultiAttachMax);
}

}  // namespace

void checkMultiAttachType(std::string_view volumeType) {
  if (volumeType != "io1" && volumeType != "io2")
    throw errors::notForVolumeType("multiAttachEnabled", volumeType);
}

void checkAttachable(const Volume& volume, const Instance& instance) {
  if (!isStable(instance.state)) throw errors::instanceNotAttachable(instance.id);
  if (volume.availabilityZone != instance.availabilityZone)
    throw errors::zoneMismatch(volume.id, instance.id);
  checkVolumeFree(volume, instance.id);
}

void checkDevice(std::string_view device, std::span<const Attachment> taken,
                 const BlockDevices& ephemeral) {
  if (!isDeviceName(device)) throw errors::invalidDeviceName(device);
  const bool isTaken =
      std::ranges::find(taken, device, &Attachment::device) != taken.end() ||
      std::ranges::find(ephemeral, device, &BlockDevice::deviceName) != ephemeral.end();
  if (isTaken) throw errors::deviceInUse(device);
}

const Attachment& requireAttachment(const Volume& volume, const std::optional<InstanceId>& instance,
                                    const std::optional<std::string>& device) {
  if (volume.attachments.empty())
    throw errors::incorrectVolumeState(volume.id, toString(volume.state));
  const Attachment* found = nullptr;
  for (const auto& attachment : volume.attachments) {
    if (instance && attachment.instanceId != *instance) continue;
    if (device && attachment.device != *device) continue;
    if (found) throw errors::missingParameter("instanceId");
    found = &attachment;
  }
  if (!found) throw errors::attachmentNotFound(volume.id);
  return *found;
}

void checkDetachable(const Attachment& attachment, const Instance* instance, Detaching how) {
  const bool isRoot = instance && instance->rootDeviceName == attachment.device;
  if (isRoot && instance->state != InstanceState::stopped &&
      instance->state != InstanceState::terminated)
    throw errors::rootVolumeNotDetachable(attachment.volumeId, instance->id);
  const bool isGoing = !next(attachment.state, AttachmentEvent::detach);
  if (isGoing && how == Detaching::orderly)
    throw errors::incorrectVolumeState(attachment.volumeId, toString(attachment.state));
}

bool releaseVolume(Volume& volume, const InstanceId& instance) {
  const auto gone = std::erase_if(volume.attachments, [&](const Attachment& attachment) {
    return attachment.instanceId == instance;
  });
  if (volume.attachments.empty())
    volume.state = next(volume.state, VolumeEvent::release).value_or(volume.state);
  return gone != 0;
}

}  // namespace amilocal::domain
