#pragma once

#include <optional>

#include "amilocal/domain/volume.h"

namespace amilocal::domain {

/// `release` is the end of a volume's last attachment.
enum class VolumeEvent { complete, fail, attach, release, remove, recycle, restore };

struct VolumeStep {
  VolumeState from;
  VolumeEvent on;
  VolumeState to;
};

/// Every legal step; all else is illegal by absence (Amazon EBS User Guide, "Amazon EBS volume
/// lifecycle"). A volume with Multi-Attach may be attached while it is in use.
inline constexpr VolumeStep kVolumeSteps[] = {
    {VolumeState::creating, VolumeEvent::complete, VolumeState::available},
    {VolumeState::creating, VolumeEvent::fail, VolumeState::error},
    {VolumeState::available, VolumeEvent::attach, VolumeState::in_use},
    {VolumeState::available, VolumeEvent::remove, VolumeState::deleting},
    {VolumeState::in_use, VolumeEvent::attach, VolumeState::in_use},
    {VolumeState::in_use, VolumeEvent::release, VolumeState::available},
    {VolumeState::error, VolumeEvent::remove, VolumeState::deleting},
    {VolumeState::deleting, VolumeEvent::complete, VolumeState::deleted},
    {VolumeState::deleting, VolumeEvent::fail, VolumeState::error},
    {VolumeState::available, VolumeEvent::recycle, VolumeState::recoverable},
    {VolumeState::recoverable, VolumeEvent::restore, VolumeState::available},
    {VolumeState::recoverable, VolumeEvent::remove, VolumeState::deleted},
};

constexpr std::optional<VolumeState> next(VolumeState from, VolumeEvent on) {
  for (const auto& step : kVolumeSteps)
    if (step.from == from && step.on == on) return step.to;
  return std::nullopt;
}

static_assert(!next(VolumeState::deleted, VolumeEvent::complete), "deleted is final");

enum class AttachmentEvent { complete, fail, detach };

struct AttachmentStep {
  AttachmentState from;
  AttachmentEvent on;
  AttachmentState to;
};

/// EC2 API Reference, VolumeAttachment, status. A detached attachment is no longer listed; `busy`
/// is one that the instance did not let go, which Force ends.
inline constexpr AttachmentStep kAttachmentSteps[] = {
    {AttachmentState::attaching, AttachmentEvent::complete, AttachmentState::attached},
    {AttachmentState::attaching, AttachmentEvent::fail, AttachmentState::detached},
    {AttachmentState::attaching, AttachmentEvent::detach, AttachmentState::detaching},
    {AttachmentState::attached, AttachmentEvent::detach, AttachmentState::detaching},
    {AttachmentState::busy, AttachmentEvent::detach, AttachmentState::detaching},
    {AttachmentState::detaching, AttachmentEvent::complete, AttachmentState::detached},
    {AttachmentState::detaching, AttachmentEvent::fail, AttachmentState::busy},
};

constexpr std::optional<AttachmentState> next(AttachmentState from, AttachmentEvent on) {
  for (const auto& step : kAttachmentSteps)
    if (step.from == from && step.on == on) return step.to;
  return std::nullopt;
}

}  // namespace amilocal::domain
