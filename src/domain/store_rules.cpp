#include "amilocal/domain/store_rules.h"

#include <algorithm>
#include <set>

#include "amilocal/domain/errors/store_errors.h"
#include "amilocal/domain/permission.h"
#include "amilocal/domain/task_time.h"

namespace amilocal::domain {
namespace {

constexpr std::size_t kObjectTagsMax = 10, kTagKeyMax = 128, kTagValueMax = 256;

constexpr FilterRow<StoreImageTask> kFilters[] = {
    {"bucket", [](const StoreImageTask& task) { return textsOf(task.bucket); }},
    {"task-state", [](const StoreImageTask& task) { return textsOf(toString(task.state)); }},
};
static_assert(std::ranges::is_sorted(kFilters, {}, &FilterRow<StoreImageTask>::name));

}  // namespace

StorePlace storePlace(std::string_view bucketAndPath, const ImageId& id) {
  const auto slash = bucketAndPath.find('/');
  std::string path(slash == std::string_view::npos ? "" : bucketAndPath.substr(slash + 1));
  if (!path.empty() && path.back() != '/') path += '/';
  return {std::string(bucketAndPath.substr(0, slash)), path + id.str() + ".bin"};
}

void checkStorable(const Image& image, const std::string& account) {
  if (image.owner != account && !namesAccount(image.launchPermissions, account))
    throw errors::imageNotShared(image.id);
  if (image.state != ImageState::available && image.state != ImageState::disabled)
    throw errors::imageNotStorable(image.id, toString(image.state));
  if (image.rootDeviceType != "ebs") throw errors::imageNotEbsBacked(image.id);
  if (image.virtualizationType == "paravirtual") throw errors::paravirtualNotStorable(image.id);
}

void checkStoredSize(std::int64_t gib) {
  if (gib > kStoredImageGibMax) throw errors::imageTooLargeToStore(gib);
}

void checkStoresInProgress(const std::vector<StoreImageTask>& tasks) {
  std::int64_t gib = 0;
  for (const auto& task : tasks)
    if (task.state == StoreTaskState::in_progress) gib += task.sizeGib;
  if (gib >= kStoresGibMax) throw errors::tooMuchInProgress("stored", kStoresGibMax);
}

void checkRestoresInProgress(std::int64_t gibInProgress) {
  if (gibInProgress >= kRestoresGibMax)
    throw errors::tooMuchInProgress("restored", kRestoresGibMax);
}

void checkObjectTags(const Tags& tags) {
  if (tags.size() > kObjectTagsMax) throw errors::badObjectTags("at most 10 tags are allowed");
  std::set<std::string_view> keys;
  for (const auto& [key, value] : tags) {
    if (key.empty() || key.size() > kTagKeyMax)
      throw errors::badObjectTags("a key has 1 to 128 characters");
    if (value.size() > kTagValueMax)
      throw errors::badObjectTags("a value has at most 256 characters");
    if (!keys.insert(key).second) throw errors::badObjectTags("a key is given twice");
  }
}

std::span<const FilterRow<StoreImageTask>> storeTaskFilters() { return kFilters; }

int progressOf(const StoreImageTask& task, Instant now) {
  if (task.state == StoreTaskState::completed) return 100;
  if (task.state == StoreTaskState::failed) return 0;
  // What is in progress is not all there, even when the moment of its end has come.
  return std::min(percentDone(task.startedAt, task.dueAt, now), 99);
}

}  // namespace amilocal::domain
