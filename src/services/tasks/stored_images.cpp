#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/text.h"
#include "services/ec2/image_ending.h"
#include "services/ec2/restoring.h"
#include "services/ec2/stored_image.h"
#include "services/ec2/storing.h"
#include "services/tasks/room.h"
#include "services/tasks/tasks.h"

namespace amilocal::services {
namespace {

/// Answers why the work failed.
template <class Work>
std::optional<std::string> failureOf(RequestContext& ctx, const Work& work) {
  try {
    withRoom(ctx, work);
    return std::nullopt;
  } catch (const ApiError& error) {
    return error.message();
  } catch (const ec2::BadStoredImage& error) {
    return error.what();
  } catch (const BlobMissing& error) {
    return error.what();
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
