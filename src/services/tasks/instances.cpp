#include <algorithm>
#include <chrono>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/attachment_rules.h"
#include "amilocal/domain/instance_state.h"
#include "amilocal/domain/volume.h"
#include "amilocal/domain/volume_rules.h"
#include "services/ec2/events.h"
#include "services/ec2/network.h"
#include "services/kms/keys.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

using domain::AttachmentState;
using domain::Instance;
using domain::InstanceEvent;
using domain::InstanceState;
using domain::VolumeState;

// A terminated instance is listed for about an hour (EC2 User Guide, "Terminate instances").
constexpr Duration kTerminatedListedFor = std::chrono::hours{1};

std::optional<Instance> findSubject(RequestContext& ctx, const domain::Task& task) {
  return ctx.catalog.instances().find(InstanceId::trusted(task.subject));
}

void move(RequestContext& ctx, Instance& instance, InstanceState to, std::string_view reason = {}) {
  ctx.record(instance.id.str(), toString(instance.state), toString(to), reason);
  instance.state = to;
  ctx.catalog.instances().update(instance);
  ec2::emitInstanceState(ctx, instance);
}

std::vector<domain::Volume> volumesOf(RequestContext& ctx, const Instance& instance) {
  return ctx.catalog.volumes().listAttachedTo(instance.id);
}

void attachVolumes(RequestContext& ctx, const Instance& instance) {
  for (auto& volume : volumesOf(ctx, instance)) {
    for (auto& attachment : volume.attachments)
      if (attachment.instanceId == instance.id && attachment.state == AttachmentState::attaching)
        attachment.state = AttachmentState::attached;
    ctx.catalog.volumes().update(volume);
  }
}

// Volumes go or stay as their deleteOnTermination says; those that stay become available.
void releaseVolumes(RequestContext& ctx, const Instance& instance) {
  for (auto& volume : volumesOf(ctx, instance)) {
    const auto here =
        std::ranges::find(volume.attachments, instance.id, &domain::Attachment::instanceId);
    const bool goes = here->deleteOnTermination && volume.attachments.size() == 1;
    const auto from = volume.state;
    domain::releaseVolume(volume, instance.id);
    ctx.catalog.tasks().removeFor(volume.id.str());  // an attachment that was under way
    if (goes) {
      volume.state = VolumeState::deleted;
      ctx.catalog.tags().removeAll(volume.id.str());
      ctx.catalog.volumeModifications().remove(volume.id);
    }
    ctx.catalog.volumes().update(volume);
    if (volume.state != from) ctx.record(volume.id.str(), toString(from), toString(volume.state));
  }
}

// A new volume whose key cannot be used: all that AWS says of it is this (EC2 User Guide, "Instance
// terminates immediately").
std::optional<domain::StateReason> launchFailure(RequestContext& ctx, const Instance& instance) {
  for (const auto& volume : volumesOf(ctx, instance)) {
    const auto here =
        std::ranges::find(volume.attachments, instance.id, &domain::Attachment::instanceId);
    if (here->state == AttachmentState::attaching &&
        domain::keyFailure(volume, kms::unusableKeys(ctx)))
      return domain::StateReason{"Client.InternalError",
                                 "Client.InternalError: Client error on launch"};
  }
  return std::nullopt;
}

// A one-time request is over with its instance (EC2 User Guide, "Spot Instance request states").
void closeSpotRequest(RequestContext& ctx, const Instance& instance) {
  if (!instance.spotRequestId) return;
  auto& requests = ctx.catalog.spotRequests();
  auto request = requests.find(SpotRequestId::trusted(*instance.spotRequestId));
  if (!request) return;
  ctx.record(request->id.str(), domain::spotState(*request), "closed");
  request->closedAt = ctx.now;
  requests.put(*request);
}

void terminate(RequestContext& ctx, Instance& instance, std::string_view reason) {
  releaseVolumes(ctx, instance);
  closeSpotRequest(ctx, instance);
  ec2::releaseNetwork(ctx, instance);
  instance.terminatedAt = ctx.now;
  instance.publicIpAddress.reset();
  // The launch's token is spent with the first of its instances (errors.md section 5).
  if (!instance.clientToken.empty())
    ctx.catalog.idempotency().spend(
        {instance.owner, instance.region, "RunInstances", instance.clientToken});
  move(ctx, instance, InstanceState::terminated, reason);
  ctx.scheduleAt(domain::TaskKind::forget_instance, instance.id.str(),
                 ctx.now + kTerminatedListedFor);
}

}  // namespace

void finishStartInstance(RequestContext& ctx, const domain::Task& task) {
  auto instance = findSubject(ctx, task);
  if (!instance) return;
  const auto failure = task.failure ? task.failure : launchFailure(ctx, *instance);
  if (failure && instance->state == InstanceState::pending) {
    // A launch that fails ends in `terminated` with the reason (EC2 User Guide, "Instance
    // terminates immediately").
    instance->stateReason = failure;
    return terminate(ctx, *instance, failure->message);
  }
  const auto to = domain::next(instance->state, InstanceEvent::started);
  if (!to) return;
  instance->stateReason.reset();
  attachVolumes(ctx, *instance);
  move(ctx, *instance, *to);
}

void finishStopInstance(RequestContext& ctx, const domain::Task& task) {
  auto instance = findSubject(ctx, task);
  if (!instance) return;
  if (const auto to = domain::next(instance->state, InstanceEvent::stopped))
    move(ctx, *instance, *to);
}

void finishTerminateInstance(RequestContext& ctx, const domain::Task& task) {
  auto instance = findSubject(ctx, task);
  if (!instance || !domain::next(instance->state, InstanceEvent::terminated)) return;
  terminate(ctx, *instance, {});
}

void finishForgetInstance(RequestContext& ctx, const domain::Task& task) {
  const auto instance = findSubject(ctx, task);
  if (!instance || instance->state != InstanceState::terminated) return;
  ctx.catalog.tags().removeAll(instance->id.str());
  ctx.catalog.instances().remove(instance->id);
}

}  // namespace amilocal::services
