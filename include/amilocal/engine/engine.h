#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "amilocal/core/clock.h"
#include "amilocal/domain/caller.h"
#include "amilocal/engine/executor.h"
#include "amilocal/engine/server_settings.h"
#include "amilocal/wire/operation.h"

namespace amilocal {

/// Where the catalog is and how careful its writes are. Checkpoints are in a directory beside it.
struct EngineStorage {
  std::string catalogPath;
  Durability durability = Durability::ephemeral;
  std::string dataDirectory{};                ///< of the blobs; empty: the catalog's own
  std::uint64_t maxDataBytes = 16ULL << 30U;  ///< of all blobs together
};

/// A moment in the life of the data, as far as answers can tell: to the same question, reads give
/// the same answer at two equal ones. What time alone changes, changes with a whole second, or is
/// shown late by less than one.
struct DataStamp {
  std::uint64_t commits = 0;
  std::int64_t second = 0;
  friend bool operator==(const DataStamp&, const DataStamp&) = default;
};

/// What belongs to an access key.
struct KeySecret {
  std::string secret;
  std::string token;  ///< of a session's key: it must come with each request
};

/// One writer, many readers. A single thread owns the writing connection, the clock and the tasks;
/// it drains its queue into one transaction and commits once. Operations marked `read` run on the
/// thread that calls, in a read transaction of a connection that no other thread uses meanwhile.
class Engine {
 public:
  /// Called once, with null for success; the argument is the ApiError (or another exception) else.
  using Completion = std::function<void(std::exception_ptr)>;

  /// Opens the catalog, migrating it where needed. Throws CatalogError.
  Engine(const EngineStorage& storage, const Clock& base, const ServerSettings& settings,
         std::span<const TaskRow> tasks, Authorizer authorize = nullptr);
  ~Engine();  ///< ends what is queued, then the thread
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Runs a request. `done` is called before this returns for a read with nothing due, and on the
  /// engine's thread after the commit otherwise. `call` must live until then.
  void execute(wire::Call& call, const domain::Caller& caller, std::string requestId,
               Completion done);

  /// Runs `work` on the engine's thread in its own batch: the control API's way in.
  void perform(std::function<void(Executor&)> work, Completion done);

  /// Runs `work` on the engine's thread outside of any transaction, while nobody reads: for what
  /// takes or replaces the state as a whole.
  void performAlone(std::function<void(Executor&)> work, Completion done);

  /// perform(), and waits. Throws what `work` throws. Not for the engine's own thread.
  void performAndWait(std::function<void(Executor&)> work);

  /// performAlone(), and waits likewise.
  void performAloneAndWait(std::function<void(Executor&)> work);

  /// When a read that came now would be answered. Empty when a read would change something, as one
  /// does that meets a fault or finds something due.
  std::optional<DataStamp> stamp() const;

  /// The secret of a key of the credentials file or of a session, whether it is over or not.
  std::optional<KeySecret> secretOf(const std::string& accessKeyId);

  /// May a call meet a fault? Then its text is wanted (wire::Call::keepText).
  bool hasFaults() const;
  /// The bytes of disks and objects.
  BlobStore& blobs();

  const Clock& clock() const;
  const ServerSettings& settings() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace amilocal
