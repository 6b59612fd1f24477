#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/core/clock.h"
#include "amilocal/engine/executor.h"
#include "amilocal/net/content.h"
#include "amilocal/wire/operation.h"

namespace amilocal::control {

/// What a route may know of the server besides its data.
struct Surroundings {
  const Clock* machine;
  std::span<const wire::ServiceTable* const> services;
};

/// A request that has found its route.
struct Demand {
  std::int64_t id = 0;                                     ///< of the paths that have a number
  std::string name;                                        ///< of the paths that have a name
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in the order sent
  std::string_view body;
  std::optional<std::int64_t> lastEventId;  ///< what a follower that comes again has seen last
};

/// The answer: JSON, or a stream of events.
struct Reply {
  Reply() = default;
  Reply(std::string text) : json(std::move(text)) {}  // NOLINT: nearly every work ends in a text
  explicit Reply(std::shared_ptr<StreamContent> events) : stream(std::move(events)) {}
  std::string json;
  std::shared_ptr<StreamContent> stream;
};

/// What will be done on the engine's thread, in one transaction unless its route says that it takes
/// its turn alone.
using Work = std::function<Reply(Executor&)>;

// Each route reads its demand at once, and throws ApiError for what is wrong with it before
// anything has happened.
Work listAccounts(const Surroundings& here, const Demand& demand);
Work showAccount(const Surroundings& here, const Demand& demand);
Work putAccount(const Surroundings& here, const Demand& demand);
Work removeAccount(const Surroundings& here, const Demand& demand);
Work health(const Surroundings& here, const Demand& demand);
Work localStackHealth(const Surroundings& here, const Demand& demand);
Work reset(const Surroundings& here, const Demand& demand);
Work motoReset(const Surroundings& here, const Demand& demand);
Work operations(const Surroundings& here, const Demand& demand);
Work showClock(const Surroundings& here, const Demand& demand);
Work changeClock(const Surroundings& here, const Demand& demand);
Work listQuotas(const Surroundings& here, const Demand& demand);
Work changeQuotas(const Surroundings& here, const Demand& demand);
Work listTasks(const Surroundings& here, const Demand& demand);
Work showTask(const Surroundings& here, const Demand& demand);
Work completeTask(const Surroundings& here, const Demand& demand);
Work failTask(const Surroundings& here, const Demand& demand);
Work listEvents(const Surroundings& here, const Demand& demand);
Work followEvents(const Surroundings& here, const Demand& demand);
Work listCheckpoints(const Surroundings& here, const Demand& demand);
Work showCheckpoint(const Surroundings& here, const Demand& demand);
Work keepCheckpoint(const Surroundings& here, const Demand& demand);
Work restoreCheckpoint(const Surroundings& here, const Demand& demand);
Work removeCheckpoint(const Surroundings& here, const Demand& demand);
Work listFaults(const Surroundings& here, const Demand& demand);
Work showFault(const Surroundings& here, const Demand& demand);
Work addFault(const Surroundings& here, const Demand& demand);
Work removeFault(const Surroundings& here, const Demand& demand);
Work removeFaults(const Surroundings& here, const Demand& demand);

}  // namespace amilocal::control
