#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"

namespace amilocal::domain {

enum class PolicyState { enabled, disabled };

/// `ENABLED`, `DISABLED`.
std::string_view toString(PolicyState state);
std::optional<PolicyState> parsePolicyState(std::string_view text);

/// A policy of the Data Lifecycle Manager.
struct LifecyclePolicy {
  LifecyclePolicyId id = LifecyclePolicyId::trusted("");
  std::string region;
  std::string owner;
  PolicyState state = PolicyState::enabled;
  std::string description;
  std::string executionRole;
  Instant createdAt{};
  Instant modifiedAt{};
  std::string data;  ///< PolicyDetails as JSON, under the model's names
  friend bool operator==(const LifecyclePolicy&, const LifecyclePolicy&) = default;
};

}  // namespace amilocal::domain
