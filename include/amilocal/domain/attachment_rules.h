#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/domain/block_device.h"
#include "amilocal/domain/instance.h"
#include "amilocal/domain/volume.h"

namespace amilocal::domain {

/// Only io1 and io2 volumes can be attached to several instances (Amazon EBS User Guide, "Attach an
/// EBS volume to multiple EC2 instances using Multi-Attach"). Throws InvalidParameterCombination.
void checkMultiAttachType(std::string_view volumeType);

/// May the volume be attached to the instance now? Throws IncorrectState, VolumeInUse,
/// AttachmentLimitExceeded, InvalidVolume.ZoneMismatch.
void checkAttachable(const Volume& volume, const Instance& instance);

/// Is the name good, and free among the instance's attachments and instance store devices? Throws
/// InvalidParameterValue.
void checkDevice(std::string_view device, std::span<const Attachment> taken,
                 const BlockDevices& ephemeral);

/// Which of a volume's attachments a DetachVolume means; instance and device narrow where given.
/// Throws IncorrectState for a free volume, InvalidAttachment.NotFound, MissingParameter when
/// several are meant.
const Attachment& requireAttachment(const Volume& volume, const std::optional<InstanceId>& instance,
                                    const std::optional<std::string>& device);

/// Does Force end the attachment without waiting for the instance?
enum class Detaching { orderly, forced };

/// Throws OperationNotPermitted for the root volume of an instance that is not stopped, and
/// IncorrectState for an attachment that is going already. `instance` is null when it is forgotten.
void checkDetachable(const Attachment& attachment, const Instance* instance, Detaching how);

/// Takes the attachment to the instance away; a volume without any other becomes available.
/// For the end of a detachment and of an instance. False when there was none.
bool releaseVolume(Volume& volume, const InstanceId& instance);

}  // namespace amilocal::domain
