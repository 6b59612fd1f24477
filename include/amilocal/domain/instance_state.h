#pragma once

#include <optional>

#include "amilocal/domain/instance.h"

namespace amilocal::domain {

enum class InstanceEvent { started, stop, stopped, start, terminate, terminated };

struct InstanceStep {
  InstanceState from;
  InstanceEvent on;
  InstanceState to;
};

/// Every legal step (EC2 User Guide, "Instance lifecycle").
inline constexpr InstanceStep kInstanceSteps[] = {
    {InstanceState::pending, InstanceEvent::started, InstanceState::running},
    {InstanceState::pending, InstanceEvent::terminate, InstanceState::shutting_down},
    {InstanceState::running, InstanceEvent::stop, InstanceState::stopping},
    {InstanceState::running, InstanceEvent::terminate, InstanceState::shutting_down},
    {InstanceState::stopping, InstanceEvent::stopped, InstanceState::stopped},
    {InstanceState::stopping, InstanceEvent::terminate, InstanceState::shutting_down},
    {InstanceState::stopped, InstanceEvent::start, InstanceState::pending},
    {InstanceState::stopped, InstanceEvent::terminate, InstanceState::shutting_down},
    {InstanceState::shutting_down, InstanceEvent::terminated, InstanceState::terminated},
};

constexpr std::optional<InstanceState> next(InstanceState from, InstanceEvent on) {
  for (const auto& step : kInstanceSteps)
    if (step.from == from && step.on == on) return step.to;
  return std::nullopt;
}

static_assert(!next(InstanceState::terminated, InstanceEvent::start), "terminated is final");

}  // namespace amilocal::domain
