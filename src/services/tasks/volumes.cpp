#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/attachment_rules.h"
#include "amilocal/domain/volume_rules.h"
#include "amilocal/domain/volume_steps.h"
#include "services/kms/keys.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

using domain::AttachmentEvent;
using domain::AttachmentState;
using domain::VolumeEvent;
using domain::VolumeState;

std::optional<domain::Volume> findSubject(RequestContext& ctx, const domain::Task& task) {
  return ctx.catalog.volumes().find(VolumeId::trusted(task.subject));
}

std::string_view reasonOf(const domain::Task& task) {
  return task.failure ? std::string_view(task.failure->message) : std::string_view();
}

void save(RequestContext& ctx, const domain::Task& task, const domain::Volume& volume,
          VolumeState from) {
  ctx.catalog.volumes().update(volume);
  if (volume.state != from)
    ctx.record(task.subject, domain::toString(from), domain::toString(volume.state),
               reasonOf(task));
}

/// The end of what moves the volume itself. A task that comes too late finds no step to take.
void endVolumeStep(RequestContext& ctx, const domain::Task& task, VolumeState expected) {
  auto volume = findSubject(ctx, task);
  if (!volume || volume->state != expected) return;
  const auto to = domain::next(expected, task.failure ? VolumeEvent::fail : VolumeEvent::complete);
  volume->state = *to;
  save(ctx, task, *volume, expected);
  if (*to != VolumeState::deleted) return;
  ctx.catalog.tags().removeAll(task.subject);
  ctx.catalog.volumeModifications().remove(volume->id);
}

/// The same for one attachment of it, to the instance that the task names.
void endAttachmentStep(RequestContext& ctx, const domain::Task& task, AttachmentState expected) {
  auto volume = findSubject(ctx, task);
  if (!volume) return;
  const auto instance = InstanceId::trusted(task.detail);
  const auto attachment =
      std::ranges::find(volume->attachments, instance, &domain::Attachment::instanceId);
  if (attachment == volume->attachments.end() || attachment->state != expected) return;
  attachment->state =
      *domain::next(expected, task.failure ? AttachmentEvent::fail : AttachmentEvent::complete);
  const auto from = volume->state;
  if (attachment->state == AttachmentState::detached) domain::releaseVolume(*volume, instance);
  save(ctx, task, *volume, from);
}

}  // namespace

// "If you specify an ID, alias, or ARN that is not valid, the action can appear to complete, but
// eventually fails" (EC2 API Reference, CreateVolume, KmsKeyId).
void finishCreateVolume(RequestContext& ctx, const domain::Task& task) {
  auto ended = task;
  if (const auto volume = findSubject(ctx, task); volume && !ended.failure)
    ended.failure = domain::keyFailure(*volume, kms::unusableKeys(ctx));
  endVolumeStep(ctx, ended, VolumeState::creating);
}

void finishDeleteVolume(RequestContext& ctx, const domain::Task& task) {
  endVolumeStep(ctx, task, VolumeState::deleting);
}

void finishAttachVolume(RequestContext& ctx, const domain::Task& task) {
  endAttachmentStep(ctx, task, AttachmentState::attaching);
}

void finishDetachVolume(RequestContext& ctx, const domain::Task& task) {
  endAttachmentStep(ctx, task, AttachmentState::detaching);
}

}  // namespace amilocal::services
