#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/catalog/data_sweep.h"
#include "amilocal/core/text.h"
#include "services/ec2/image_ending.h"
#include "services/ec2/restoring.h"
#include "services/ec2/stored_image.h"
#include "services/ec2/storing.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

/// Runs the work, once more when it found no room and a sweep has made some. Answers why it failed.
template <class Work>
std::optional<std::string> failureOf(RequestContext& ctx, const Work& work) {
  for (bool swept = false;; swept = true) {
    try {
      work();
      return std::nullopt;
    } catch (const DataLimitReached& error) {
      if (swept || sweepData(ctx.catalog.database(), ctx.blobs) == 0) return error.what();
    } catch (const ec2::BadStoredImage& error) {
      return error.what();
    } catch (const BlobMissing& error) {
      return error.what();
    }
  }
}

std::string valueOf(const domain::Tags& pairs, std::string_view name) {
  const auto found = std::ranges::find(pairs, name, &domain::Tag::key);
  return found == pairs.end() ? std::string() : found->value;
}

}  // namespace

void finishStoreImage(RequestContext& ctx, const domain::Task& task) {
  auto& tasks = ctx.catalog.storeTasks();
  auto store = tasks.find(parseInteger(task.detail).value_or(0));
  if (!store || store->state != domain::StoreTaskState::in_progress) return;
  const auto from = domain::toString(store->state);
  store->dueAt.reset();
  store->failureReason = task.failure ? std::optional(task.failure->message)
                                      : failureOf(ctx, [&] { ec2::storeObject(ctx, *store); });
  store->state =
      store->failureReason ? domain::StoreTaskState::failed : domain::StoreTaskState::completed;
  tasks.update(*store);
  ctx.record(store->imageId.str(), from, domain::toString(store->state),
             store->failureReason.value_or(""));
}

void finishRestoreImage(RequestContext& ctx, const domain::Task& task) {
  const auto image = ctx.catalog.images().find(ImageId::trusted(task.subject));
  if (!image || image->state != domain::ImageState::pending) return;
  auto failure = task.failure;
  const auto source = domain::pairsOf(task.detail);
  const auto bucket = valueOf(source, "bucket");
  const auto key = valueOf(source, "key");
  if (!failure) {
    const auto reason = failureOf(ctx, [&] { ec2::restoreDisks(ctx, *image, bucket, key); });
    if (reason)
      failure = domain::StateReason{"Client.InvalidObject", "The object " + bucket + "/" + key +
                                                                " cannot be restored: " + *reason};
  }
  ec2::endPendingImage(ctx, *image, failure);
}

}  // namespace amilocal::services
