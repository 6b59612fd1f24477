#include "amilocal/catalog/catalog.h"
#include "amilocal/domain/bundle_task_rules.h"
#include "amilocal/domain/state_reason.h"
#include "services/ec2/buckets.h"
#include "services/ec2/bundles.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

using domain::BundleTask;
using domain::BundleTaskState;
using domain::StateReason;

void end(BundleTask& task, const StateReason& reason) {
  task.state = BundleTaskState::failed;
  task.errorCode = reason.code;
  task.errorMessage = reason.message;
}

/// The bundle of the instance's image under the names that the prefix gives: what an instance has
/// written into its instance store is not known. The secrets stay as they are, and so does the
/// signature, which the new names do not have.
void store(RequestContext& ctx, const BundleTask& task) {
  const auto image = ctx.catalog.images().find(task.imageId);
  const auto source = domain::parseBundleLocation(image ? image->location : "");
  if (!image || !source)
    throw ApiError("InvalidManifest", "The image of the instance is not known any more");
  const auto bundle = ec2::requireBundle(ctx, *source, image->region);
  auto manifest = bundle.manifest;
  ec2::ensureBucket(ctx, task.bucket);
  const domain::BundleLocation to{task.bucket, task.prefix + ".manifest.xml"};
  const auto name = task.prefix.substr(task.prefix.rfind('/') + 1);
  std::vector<ec2::ObjectCopy> copies;
  for (std::size_t i = 0; i < bundle.parts.size(); ++i) {
    manifest.parts[i].filename = name + ".part." + std::to_string(i);
    copies.push_back({bundle.parts[i], to.bucket, to.keyOf(manifest.parts[i].filename)});
  }
  ec2::bucketsOf(ctx)->copy(copies);
  ec2::putText(ctx, to.bucket, to.key, wire::bundleManifestXml(manifest));
}

/// Why the task cannot go on, if it cannot.
std::optional<StateReason> obstacleOf(RequestContext& ctx, const BundleTask& task) {
  if (task.state == BundleTaskState::cancelling)
    return StateReason{"Client.Cancelled", "The bundle task was cancelled"};
  const auto instance = ctx.catalog.instances().find(task.instanceId);
  if (!instance || instance->state == domain::InstanceState::terminated ||
      instance->state == domain::InstanceState::shutting_down)
    return StateReason{"Client.InstanceTerminated",
                       "The instance was terminated before it was bundled"};
  if (task.state != BundleTaskState::storing) return std::nullopt;
  try {
    store(ctx, task);
  } catch (const ApiError& error) {
    return StateReason{"Client." + error.code(), error.message()};
  }
  return std::nullopt;
}

}  // namespace

void stepBundleTask(RequestContext& ctx, const domain::Task& work) {
  auto& tasks = ctx.catalog.bundleTasks();
  auto task = tasks.find(work.subject);
  if (!task || domain::isOver(task->state)) return;
  const auto from = domain::toString(task->state);
  const auto obstacle = work.failure ? work.failure : obstacleOf(ctx, *task);
  if (obstacle)
    end(*task, *obstacle);
  else
    task->state = *domain::nextOf(task->state);
  task->updatedAt = ctx.now;
  task->dueAt.reset();
  if (!domain::isOver(task->state))
    task->dueAt = ctx.schedule(domain::TaskKind::bundle_instance, task->id, 0).dueAt;
  tasks.update(*task);
  ctx.record(task->id, from, domain::toString(task->state), task->errorMessage.value_or(""));
}

}  // namespace amilocal::services
