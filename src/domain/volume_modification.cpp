#include "amilocal/domain/volume_modification.h"

#include "amilocal/domain/attachment_rules.h"
#include "amilocal/domain/errors/volume_errors.h"
#include "amilocal/domain/task_time.h"
#include "amilocal/domain/volume_rules.h"
#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<ModificationState> kStates[] = {
    {ModificationState::modifying, "modifying"},
    {ModificationState::optimizing, "optimizing"},
    {ModificationState::completed, "completed"},
    {ModificationState::failed, "failed"},
};

void checkChangeable(const Volume& volume, const VolumeModification* latest, Instant now) {
  if (volume.state != VolumeState::available && volume.state != VolumeState::in_use)
    throw errors::incorrectVolumeState(volume.id, toString(volume.state));
  if (latest == nullptr || latest->state == ModificationState::failed) return;
  if (latest->state != ModificationState::completed) throw errors::volumeBeingModified(volume.id);
  if (now < latest->startedAt + kBetweenModifications) throw errors::modificationRateExceeded();
}

VolumeForm targetOf(const Volume& volume, const VolumeChange& change) {
  VolumeWish wish{change.sizeGib.value_or(volume.sizeGib),
                  change.volumeType.value_or(volume.volumeType), change.iops,
                  change.throughputMibps};
  if (*wish.sizeGib < volume.sizeGib) throw errors::volumeSmallerThanItWas();
  // gp2 has its IOPS by its size, so they are never kept.
  if (wish.volumeType == volume.volumeType && volume.volumeType != "gp2") {
    if (!wish.iops) wish.iops = volume.iops;
    if (!wish.throughputMibps) wish.throughputMibps = volume.throughputMibps;
  }
  const auto shape = planVolume(wish, std::nullopt);
  VolumeForm target{shape.sizeGib, shape.volumeType, shape.iops, shape.throughputMibps,
                    change.multiAttachEnabled.value_or(volume.multiAttachEnabled)};
  if (target.multiAttachEnabled) checkMultiAttachType(target.volumeType);
  return target;
}

}  // namespace

std::string_view toString(ModificationState state) { return nameOf(kStates, state); }

std::optional<ModificationState> parseModificationState(std::string_view text) {
  return valueOf(kStates, text);
}

VolumeForm formOf(const Volume& volume) {
  return {volume.sizeGib, volume.volumeType, volume.iops, volume.throughputMibps,
          volume.multiAttachEnabled};
}

VolumeModification planModification(const Volume& volume, const VolumeChange& change,
                                    const VolumeModification* latest, Instant now) {
  const bool says = change.sizeGib || change.volumeType || change.iops || change.throughputMibps ||
                    change.multiAttachEnabled;
  if (!says) throw errors::nothingToModify();
  checkChangeable(volume, latest, now);
  VolumeModification modification;
  modification.volumeId = volume.id;
  modification.region = volume.region;
  modification.owner = volume.owner;
  modification.startedAt = now;
  modification.original = formOf(volume);
  modification.target = targetOf(volume, change);
  return modification;
}

std::int64_t progressOf(const VolumeModification& modification, Instant now) {
  const auto half = percentDone(modification.startedAt, modification.dueAt, now) / 2;
  switch (modification.state) {
    case ModificationState::modifying:
      return half;
    case ModificationState::optimizing:
      return 50 + half;
    case ModificationState::completed:
      return 100;
    case ModificationState::failed:
      break;
  }
  return 0;
}

}  // namespace amilocal::domain
