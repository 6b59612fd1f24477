#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "amilocal/domain/filter.h"
#include "amilocal/domain/image.h"
#include "amilocal/domain/store_task.h"
#include "amilocal/domain/tag.h"

/// Storing images in buckets (aws-facts/images.md, "Store / restore"; EC2 User Guide, "Store and
/// restore an AMI").
namespace amilocal::domain {

/// DescribeStoreImageTasks shows the tasks of the last 31 days.
inline constexpr Duration kStoreTaskKept = std::chrono::hours{31 * 24};

/// Before compression; the last two are of an account, in progress.
inline constexpr std::int64_t kStoredImageGibMax = 5000;
inline constexpr std::int64_t kStoresGibMax = 1200, kRestoresGibMax = 600;

/// Where an image goes: `bucket/path` is the bucket and what its key begins with.
struct StorePlace {
  std::string bucket;
  std::string key;
};
StorePlace storePlace(std::string_view bucketAndPath, const ImageId& id);

/// Throws for an image that the account may not store, or that nobody may: it is available or
/// disabled, backed by EBS, not paravirtual, the account's own or shared with it by its number.
void checkStorable(const Image& image, const std::string& account);

/// Throws InvalidParameterValue.
void checkStoredSize(std::int64_t gib);

/// An amount in progress below the limit lets the next begin, even if the sum passes it then.
/// Throws ResourceLimitExceeded.
void checkStoresInProgress(const std::vector<StoreImageTask>& tasks);
void checkRestoresInProgress(std::int64_t gibInProgress);

/// At most ten, with keys of 1 to 128 and values of up to 256 characters, each key once (Amazon S3
/// User Guide, "Categorizing your objects using tags"). Throws InvalidParameterValue.
void checkObjectTags(const Tags& tags);

/// EC2 API Reference, DescribeStoreImageTasks: 1 to 200 on a page, at most 20 ids.
inline constexpr int kStoreTasksPageMin = 1, kStoreTasksPageMax = 200;
inline constexpr std::size_t kStoreTaskIdsMax = 20;

std::span<const FilterRow<StoreImageTask>> storeTaskFilters();

int progressOf(const StoreImageTask& task, Instant now);

}  // namespace amilocal::domain
