#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/attachment_rules.h"
#include "amilocal/domain/encryption_plan.h"
#include "amilocal/domain/root_volume.h"
#include "amilocal/domain/volume_rules.h"
#include "services/ec2/account_settings.h"
#include "services/ec2/fast_restores.h"
#include "services/ec2/lookup.h"
#include "services/ec2/recycle_bin.h"
#include "services/kms/keys.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

using domain::Instance;
using domain::RootVolumeState;
using domain::RootVolumeTask;
using domain::Volume;
using domain::VolumeState;

std::optional<RootVolumeTask> findReplacement(RequestContext& ctx, const domain::Task& task,
                                              RootVolumeState expected) {
  auto found = ctx.catalog.rootVolumeTasks().find(RootVolumeTaskId::trusted(task.subject));
  if (!found || found->state != expected) return std::nullopt;
  return found;
}

void move(RequestContext& ctx, RootVolumeTask& replacement, RootVolumeState to,
          std::string_view reason = {}) {
  ctx.record(replacement.id.str(), domain::toString(replacement.state), domain::toString(to),
             reason);
  replacement.state = to;
  if (to != RootVolumeState::in_progress) replacement.completedAt = ctx.now;
  ctx.catalog.rootVolumeTasks().put(replacement);
}

std::optional<Volume> volumeFromSnapshot(RequestContext& ctx, const RootVolumeTask& replacement,
                                         const Volume& root) {
  const auto source = ec2::findSnapshot(ctx, *replacement.snapshotId);
  if (!source) return std::nullopt;
  auto volume = domain::planRootVolume(root, *source);
  const auto encryption =
      domain::planEncryption(ec2::encryptionWish(ctx, {}, {}), &*source, ctx.caller);
  volume.encrypted = encryption.encrypted;
  volume.kmsKeyId = encryption.kmsKeyId;
  if (domain::keyFailure(volume, kms::unusableKeys(ctx))) return std::nullopt;
  volume.id = ctx.ids.next<VolumeKind>();
  volume.createdAt = ctx.now;
  volume.volumeInitializationRate = replacement.initializationRate;
  volume.fastRestored = ec2::isFastRestored(ctx, source->id, volume.availabilityZone);
  ctx.catalog.volumes().insert(volume);
  ctx.record(volume.id.str(), "", domain::toString(volume.state));
  return volume;
}

// The volume that takes the root's place; empty when what it was to come from is gone meanwhile.
std::optional<Volume> replacementVolume(RequestContext& ctx, const RootVolumeTask& replacement,
                                        const Volume& root) {
  if (!replacement.volumeId) return volumeFromSnapshot(ctx, replacement, root);
  auto volume = ctx.catalog.volumes().find(*replacement.volumeId);
  if (!volume || volume->state != VolumeState::available) return std::nullopt;
  ctx.record(volume->id.str(), domain::toString(volume->state),
             domain::toString(VolumeState::in_use));
  volume->state = VolumeState::in_use;
  return volume;
}

// The replaced volume is left to its owner, or goes as if its owner deleted it.
void release(RequestContext& ctx, Volume root, const Instance& instance, bool isDeleted) {
  ctx.record(root.id.str(), domain::toString(root.state), domain::toString(VolumeState::available));
  domain::releaseVolume(root, instance.id);
  ctx.catalog.volumes().update(root);
  if (!isDeleted || ec2::recycleVolume(ctx, root)) return;
  ctx.record(root.id.str(), domain::toString(root.state), domain::toString(VolumeState::deleted));
  root.state = VolumeState::deleted;
  ctx.catalog.volumes().update(root);
  ctx.catalog.tags().removeAll(root.id.str());
  ctx.catalog.volumeModifications().remove(root.id);
}

bool replaceRoot(RequestContext& ctx, RootVolumeTask& replacement) {
  const auto instance = ctx.catalog.instances().find(replacement.instanceId);
  if (!instance || instance->state != domain::InstanceState::running) return false;
  const auto volumes = ctx.catalog.volumes().listAttachedTo(instance->id);
  const auto* root = domain::rootVolumeOf(*instance, volumes);
  if (root == nullptr) return false;
  auto volume = replacementVolume(ctx, replacement, *root);
  if (!volume) return false;
  auto attachment =
      *std::ranges::find(root->attachments, instance->id, &domain::Attachment::instanceId);
  attachment.volumeId = volume->id;
  attachment.attachedAt = ctx.now;
  release(ctx, *root, *instance, replacement.deleteReplaced);
  volume->attachments = {attachment};
  ctx.catalog.volumes().update(*volume);
  replacement.replacedVolumeId = root->id;
  return true;
}

}  // namespace

void beginRootVolume(RequestContext& ctx, const domain::Task& task) {
  auto replacement = findReplacement(ctx, task, RootVolumeState::pending);
  if (!replacement) return;
  if (task.failure) return move(ctx, *replacement, RootVolumeState::failed, task.failure->message);
  move(ctx, *replacement, RootVolumeState::in_progress);
  ctx.schedule(domain::TaskKind::finish_root_volume, task.subject, 0);
}

// "failed: the replacement task has failed but the original root volume is still attached" (EC2 API
// Reference, ReplaceRootVolumeTask).
void finishRootVolume(RequestContext& ctx, const domain::Task& task) {
  auto replacement = findReplacement(ctx, task, RootVolumeState::in_progress);
  if (!replacement) return;
  const bool isReplaced = !task.failure && replaceRoot(ctx, *replacement);
  const std::string_view reason = task.failure ? std::string_view(task.failure->message) : "";
  move(ctx, *replacement, isReplaced ? RootVolumeState::succeeded : RootVolumeState::failed,
       reason);
}

}  // namespace amilocal::services
