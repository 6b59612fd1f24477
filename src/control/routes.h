#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/core/clock.h"
#include "amilocal/engine/executor.h"
#include "amilocal/wire/operation.h"

namespace amilocal::control {

/// What a route may know of the server besides its data.
struct Surroundings {
  const Clock* machine;
  std::span<const wire::ServiceTable* const> services;
};

/// A request that has found its route.
struct Demand {
  std::int64_t taskId = 0;                                 ///< of the paths that have one
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in the order sent
  std::string_view body;
};

/// What will be done on the engine's thread, in one transaction; gives the body of the answer.
using Work = std::function<std::string(Executor&)>;

// Each route reads its demand at once, and throws ApiError for what is wrong with it before
// anything has happened.
Work health(const Surroundings& here, const Demand& demand);
Work localStackHealth(const Surroundings& here, const Demand& demand);
Work reset(const Surroundings& here, const Demand& demand);
Work motoReset(const Surroundings& here, const Demand& demand);
Work operations(const Surroundings& here, const Demand& demand);
Work showClock(const Surroundings& here, const Demand& demand);
Work changeClock(const Surroundings& here, const Demand& demand);
Work listTasks(const Surroundings& here, const Demand& demand);
Work showTask(const Surroundings& here, const Demand& demand);
Work completeTask(const Surroundings& here, const Demand& demand);
Work failTask(const Surroundings& here, const Demand& demand);

}  // namespace amilocal::control
