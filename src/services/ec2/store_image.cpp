#include <algorithm>

#include "amilocal/catalog/catalog.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/block_device_rules.h"
#include "amilocal/domain/errors/store_errors.h"
#include "amilocal/domain/page.h"
#include "amilocal/domain/store_rules.h"
#include "ec2/handlers.gen.h"
#include "services/ec2/buckets.h"
#include "services/ec2/from_wire.h"
#include "services/ec2/lookup.h"
#include "services/ec2/store_buckets.h"

namespace amilocal::ec2 {
namespace {

std::vector<domain::StoreImageTask> tasksOf(RequestContext& ctx) {
  auto tasks = ctx.catalog.storeTasks().list(ctx.account(), ctx.region());
  std::erase_if(tasks, [&](const domain::StoreImageTask& task) {
    return task.startedAt + domain::kStoreTaskKept < ctx.now;
  });
  return tasks;
}

void checkNotStored(RequestContext& ctx, const domain::StoreImageTask& wanted) {
  const auto buckets = bucketsOf(ctx);
  const auto isSame = [&](const domain::StoreImageTask& task) {
    if (task.imageId != wanted.imageId || task.bucket != wanted.bucket) return false;
    return task.state == domain::StoreTaskState::in_progress ||
           (task.state == domain::StoreTaskState::completed &&
            buckets->findObject(task.bucket, task.objectKey).has_value());
  };
  const bool known = std::ranges::any_of(tasksOf(ctx), isSame);
  if (known || buckets->findObject(wanted.bucket, wanted.objectKey))
    throw errors::imageAlreadyStored(wanted.imageId, wanted.bucket);
}

domain::Tags objectTagsOf(const std::vector<S3ObjectTag>& given) {
  domain::Tags tags;
  for (const auto& tag : given) tags.push_back({tag.key.value_or(""), tag.value.value_or("")});
  domain::checkObjectTags(tags);
  return tags;
}

StoreImageTaskResult toWire(const domain::StoreImageTask& task, Instant now) {
  return {.amiId = task.imageId.str(),
          .taskStartTime = task.startedAt,
          .bucket = task.bucket,
          .s3objectKey = task.objectKey,
          .progressPercentage = domain::progressOf(task, now),
          .storeTaskState = std::string(domain::toString(task.state)),
          .storeTaskFailureReason = task.failureReason};
}

domain::StoreImageTask newTask(RequestContext& ctx, const CreateStoreImageTaskRequest& request) {
  const auto image = requireVisibleImage(ctx, parseImageId(request.imageId));
  domain::checkStorable(image, ctx.account());
  const auto place = domain::storePlace(request.bucket, image.id);
  domain::StoreImageTask task;
  task.account = ctx.account();
  task.region = ctx.region();
  task.imageId = image.id;
  task.bucket = place.bucket;
  task.objectKey = place.key;
  task.startedAt = ctx.now;
  task.objectTags = domain::pairsText(objectTagsOf(request.s3ObjectTags));
  for (const auto& id : domain::snapshotIdsOf(image.blockDevices)) {
    const auto snapshot = findSnapshot(ctx, id);
    if (!snapshot || snapshot->state != domain::SnapshotState::completed)
      throw errors::imageStorageMissing(image.id);
    task.sizeGib += snapshot->volumeSizeGib;
  }
  domain::checkStoredSize(task.sizeGib);
  return task;
}

}  // namespace

CreateStoreImageTaskResponse createStoreImageTask(RequestContext& ctx,
                                                  const CreateStoreImageTaskRequest& request) {
  auto task = newTask(ctx, request);
  requireBucketHere(ctx, task.bucket);
  checkNotStored(ctx, task);
  domain::checkStoresInProgress(tasksOf(ctx));
  ctx.catalog.storeTasks().removeBefore(ctx.now - domain::kStoreTaskKept);
  task.id = ctx.catalog.storeTasks().insert(task);
  const auto work = ctx.schedule(domain::TaskKind::store_image, task.imageId.str(), task.sizeGib,
                                 std::to_string(task.id));
  task.dueAt = work.dueAt;
  ctx.catalog.storeTasks().update(task);
  return {.objectKey = task.objectKey};
}

DescribeStoreImageTasksResponse describeStoreImageTasks(
    RequestContext& ctx, const DescribeStoreImageTasksRequest& request) {
  const auto ids = parseImageIds(request.imageIds);
  if (!ids.empty() && (request.maxResults || request.nextToken))
    throw errors::cannotBeUsedWith("ImageIds", request.maxResults ? "MaxResults" : "NextToken");
  if (ids.size() > domain::kStoreTaskIdsMax)
    throw errors::tooManyStoreImageIds(domain::kStoreTaskIdsMax);
  const auto page = domain::pageScope(pageOf(request.maxResults, request.nextToken),
                                      domain::kStoreTasksPageMin, domain::kStoreTasksPageMax);
  const auto filters = filtersOf(request.filters);
  domain::checkFilters(domain::storeTaskFilters(), filters, domain::TagFilters::unknown);

  DescribeStoreImageTasksResponse response;
  const auto after = parseInteger(page.after);
  std::int64_t last = 0;
  for (const auto& task : tasksOf(ctx)) {
    if (after && task.id >= *after) continue;
    // With ids the filters are ignored (EC2 API Reference, DescribeStoreImageTasks).
    const bool wanted = ids.empty() ? domain::matches(domain::storeTaskFilters(), filters, task, {})
                                    : std::ranges::find(ids, task.imageId) != ids.end();
    if (!wanted) continue;
    if (page.limit && response.storeImageTaskResults.size() == *page.limit) {
      response.nextToken = domain::encodePageToken(std::to_string(last));
      break;
    }
    response.storeImageTaskResults.push_back(toWire(task, ctx.now));
    last = task.id;
  }
  return response;
}

}  // namespace amilocal::ec2
