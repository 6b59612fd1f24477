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

#include "amilocal/catalog/archive.h"
#include "amilocal/core/clock.h"
#include "amilocal/engine/engine.h"
#include "amilocal/net/content.h"
#include "amilocal/net/http_message.h"
#include "amilocal/wire/operation.h"

namespace amilocal::control {

/// What a route may know of the server besides its data.
struct Surroundings {
  const Clock* machine;
  std::span<const wire::ServiceTable* const> services;
  std::function<bool()> isEnding;  ///< will the server go? Whoever takes long asks now and then
};

/// A request that has found its route.
struct Demand {
  std::int64_t id = 0;                                     ///< of the paths that have a number
  std::string name;                                        ///< of the paths that have a name
  std::vector<std::pair<std::string, std::string>> query;  ///< decoded, in the order sent
  std::string_view body;
  std::optional<std::int64_t> lastEventId;  ///< what a follower that comes again has seen last
  ArchiveBytes archive;                     ///< the body, where it may be long
};

/// The answer: JSON, a stream of events, or an archive.
struct Reply {
  Reply() = default;
  Reply(std::string text) : json(std::move(text)) {}  // NOLINT: nearly every work ends in a text
  explicit Reply(std::shared_ptr<StreamContent> events) : stream(std::move(events)) {}
  explicit Reply(std::shared_ptr<const ContentSource> bytes) : archive(std::move(bytes)) {}
  std::string json;
  std::shared_ptr<StreamContent> stream;
  std::shared_ptr<const ContentSource> archive;
};

/// What will be done on the engine's thread, in one transaction unless its route says that it takes
/// its turn alone.
using Work = std::function<Reply(Executor&)>;

/// What will be done on a thread of its own, and has turns at the engine where it needs them.
using Aside = std::function<Reply(Engine&)>;

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
Aside exportArchive(const Surroundings& here, const Demand& demand);
Aside importArchive(const Surroundings& here, const Demand& demand);

/// The body of a request as an archive that outlives it.
ArchiveBytes archiveIn(const HttpRequest& request);

}  // namespace amilocal::control
