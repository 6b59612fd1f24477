#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/domain/attachment_rules.h"
#include "amilocal/domain/volume_steps.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/to_wire.h"

namespace amilocal::ec2 {
namespace {

void save(RequestContext& ctx, const domain::Volume& volume, domain::VolumeState from) {
  ctx.catalog.volumes().update(volume);
  if (volume.state != from)
    ctx.record(volume.id.str(), domain::toString(from), domain::toString(volume.state));
}

std::optional<InstanceId> instanceIdOf(const DetachVolumeRequest& request) {
  if (!request.instanceId) return std::nullopt;
  return parseInstanceId(*request.instanceId);
}

/// What waited for this attachment has nothing left to do: it is going now.
void dropTasksOf(RequestContext& ctx, const domain::Attachment& attachment) {
  auto& tasks = ctx.catalog.tasks();
  for (const auto& task : tasks.listFor(attachment.volumeId.str()))
    if (task.detail == attachment.instanceId.str()) tasks.remove(task.id);
}

/// Force waits neither for the instance nor for `--task-time`: its task is due at once.
void scheduleDetachment(RequestContext& ctx, const domain::Attachment& attachment,
                        domain::Detaching how) {
  dropTasksOf(ctx, attachment);
  auto task = ctx.schedule(domain::TaskKind::detach_volume, attachment.volumeId.str(), 0,
                           attachment.instanceId.str());
  if (how == domain::Detaching::orderly) return;
  task.dueAt = ctx.now;
  ctx.catalog.tasks().update(task);
}

}  // namespace

VolumeAttachment attachVolume(RequestContext& ctx, const AttachVolumeRequest& request) {
  // Card 0 is where every volume is attached.
  if (request.ebsCardIndex.value_or(0) != 0) throw errors::unsupportedParameter("EbsCardIndex");
  auto volume = requireOwnVolume(ctx, parseVolumeId(request.volumeId));
  const auto instance = requireOwnInstance(ctx, parseInstanceId(request.instanceId));
  domain::checkAttachable(volume, instance);
  domain::checkDevice(request.device, ctx.catalog.volumes().attachmentsOf(instance.id),
                      instance.ephemeralDevices);

  const domain::Attachment attachment{.volumeId = volume.id,
                                      .instanceId = instance.id,
                                      .device = request.device,
                                      .state = domain::AttachmentState::attaching,
                                      .attachedAt = ctx.now,
                                      .deleteOnTermination = false};
  const auto from = volume.state;
  volume.state = *domain::next(from, domain::VolumeEvent::attach);
  volume.attachments.push_back(attachment);
  save(ctx, volume, from);
  ctx.schedule(domain::TaskKind::attach_volume, volume.id.str(), 0, instance.id.str());
  return toWire(attachment);
}

VolumeAttachment detachVolume(RequestContext& ctx, const DetachVolumeRequest& request) {
  auto volume = requireOwnVolume(ctx, parseVolumeId(request.volumeId));
  const auto& found = domain::requireAttachment(volume, instanceIdOf(request), request.device);
  const auto instance = ctx.catalog.instances().find(found.instanceId);
  const auto how =
      request.force.value_or(false) ? domain::Detaching::forced : domain::Detaching::orderly;
  domain::checkDetachable(found, instance ? &*instance : nullptr, how);

  auto& attachment =
      *std::ranges::find(volume.attachments, found.instanceId, &domain::Attachment::instanceId);
  attachment.state = domain::AttachmentState::detaching;
  ctx.catalog.volumes().update(volume);
  scheduleDetachment(ctx, attachment, how);
  return toWire(attachment);
}

}  // namespace amilocal::ec2
