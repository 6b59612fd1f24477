#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// EC2 API Reference, StoreImageTaskResult, storeTaskState.
enum class StoreTaskState { in_progress, completed, failed };

std::string_view toString(StoreTaskState state);  ///< `InProgress` …
std::optional<StoreTaskState> parseStoreTaskState(std::string_view text);

/// An image on its way into a bucket, or its arrival there.
struct StoreImageTask {
  std::int64_t id = 0;  ///< given by the catalog, rising
  std::string account;
  std::string region;
  ImageId imageId = ImageId::trusted("");
  std::string bucket;
  std::string objectKey;
  StoreTaskState state = StoreTaskState::in_progress;
  std::optional<std::string> failureReason;
  Instant startedAt{};
  std::optional<Instant> dueAt;  ///< absent while held, and at the end
  std::int64_t sizeGib = 0;
  std::string objectTags;  ///< pairs, for the object
  friend bool operator==(const StoreImageTask&, const StoreImageTask&) = default;
};

}  // namespace amilocal::domain
