#include "amilocal/domain/volume.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<VolumeState> kVolumeStates[] = {
    {VolumeState::creating, "creating"},       {VolumeState::available, "available"},
    {VolumeState::in_use, "in-use"},           {VolumeState::deleting, "deleting"},
    {VolumeState::deleted, "deleted"},         {VolumeState::error, "error"},
    {VolumeState::recoverable, "recoverable"},
};

constexpr Named<AttachmentState> kAttachmentStates[] = {
    {AttachmentState::attaching, "attaching"}, {AttachmentState::attached, "attached"},
    {AttachmentState::detaching, "detaching"}, {AttachmentState::detached, "detached"},
    {AttachmentState::busy, "busy"},
};

}  // namespace

std::string_view toString(VolumeState state) { return nameOf(kVolumeStates, state); }

std::optional<VolumeState> parseVolumeState(std::string_view text) {
  return valueOf(kVolumeStates, text);
}

std::string_view toString(AttachmentState state) { return nameOf(kAttachmentStates, state); }

std::optional<AttachmentState> parseAttachmentState(std::string_view text) {
  return valueOf(kAttachmentStates, text);
}

}  // namespace amilocal::domain
