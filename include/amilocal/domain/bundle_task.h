#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"

namespace amilocal::domain {

/// EC2 API Reference, BundleTask, state.
enum class BundleTaskState {
  pending,
  waiting_for_shutdown,
  bundling,
  storing,
  cancelling,
  complete,
  failed,
};

std::string_view toString(BundleTaskState state);  ///< `waiting-for-shutdown` …
std::optional<BundleTaskState> parseBundleTaskState(std::string_view text);

/// An instance on its way into a bucket as a bundle, or its arrival there.
struct BundleTask {
  std::string id;  ///< `bun-` and eight digits
  std::string account;
  std::string region;
  InstanceId instanceId = InstanceId::trusted("");
  ImageId imageId = ImageId::trusted("");  ///< what the instance was launched from
  std::string bucket;
  std::string prefix;
  BundleTaskState state = BundleTaskState::pending;
  Instant startedAt{};
  Instant updatedAt{};           ///< when it came into its state
  std::optional<Instant> dueAt;  ///< of the next step; absent while held, and at the end
  std::optional<std::string> errorCode;
  std::optional<std::string> errorMessage;
  friend bool operator==(const BundleTask&, const BundleTask&) = default;
};

}  // namespace amilocal::domain
