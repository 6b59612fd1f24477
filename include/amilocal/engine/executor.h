#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/catalog/catalog.h"
#include "amilocal/catalog/checkpoint_store.h"
#include "amilocal/catalog/database.h"
#include "amilocal/catalog/transaction.h"
#include "amilocal/core/clock.h"
#include "amilocal/core/ids.h"
#include "amilocal/domain/caller.h"
#include "amilocal/domain/fault.h"
#include "amilocal/domain/state_reason.h"
#include "amilocal/engine/errands.h"
#include "amilocal/engine/request_context.h"
#include "amilocal/engine/server_settings.h"
#include "amilocal/wire/operation.h"

namespace amilocal {

/// Somebody who is told of events after they are committed, each once and in order.
struct EventFollower {
  std::int64_t after = 0;  ///< the id of the last event it knows
  /// False ends it. Runs on the engine's thread; must neither wait nor throw.
  std::function<bool(const domain::Event&)> take;
  std::function<bool()> isGone;
  /// Events up to this id are not for it: they came with the state of another server. May be empty.
  std::function<void(std::int64_t)> skip{};
};

/// Everything that happens on the writing connection, on one thread: requests, due tasks, the
/// clock. No threads of its own, so tests and the simulator drive it step by step; the Engine puts
/// a queue and a thread around it.
class Executor {
 public:
  /// `now` of a request and of the tasks; the machine's clock when `base` is a SystemClock.
  Executor(Database& database, BlobStore& blobs, const Clock& base, const ServerSettings& settings,
           std::span<const TaskRow> tasks, CheckpointStore checkpoints = CheckpointStore(""),
           Authorizer authorize = nullptr);

  /// How a request is undone that fails after it has written: by a savepoint of its own, or not.
  enum class Undo { each, none };

  /// A batch is one SQLite transaction around several requests: group commit. `commit` also ends
  /// what has come due, so that the next reader finds it done.
  void begin(Undo undo = Undo::each);
  void commit();
  /// Gives up the batch, after a failure of the disk, or because it is spoilt.
  void rollback() noexcept;

  /// Has a request failed whose effects are still there? Nothing of the batch may be kept then.
  bool isSpoilt() const { return isSpoilt_; }

  /// What the faults that are in force do to a call. They count it, so ask once, inside the batch.
  domain::FaultEffect meetFaults(const wire::Call& call, const domain::Caller& caller);

  /// Runs one request inside the batch; its effects are undone when it throws, or the batch is
  /// spoilt. Throws ApiError and, where there are `errands` to ask for, Errands::Wanted.
  void execute(wire::Call& call, const domain::Caller& caller, std::string_view requestId,
               const domain::FaultEffect& fault = {}, Errands* errands = nullptr);

  /// Runs work of the control API inside the batch; when it throws, catalog and clock are as
  /// before.
  void perform(const std::function<void(Executor&)>& work);

  /// Runs everything that is due at the present, in order.
  void runDue();

  /// Moves the clock to `at`, stopping at each task's own time on the way. A time before the
  /// present is taken as it is and ends nothing.
  void advanceTo(Instant at);
  void freezeClock();
  void resumeClock();

  /// Ends one task now; with a reason, in failure. Empty-handed when there is no such task.
  bool finishTask(std::int64_t id, const std::optional<domain::StateReason>& failure);

  /// From now on tasks do not wait for their errands: one that asks waits itself, as it is, until
  /// endErrand() has it run again. Nothing else runs it meanwhile.
  void sendErrands() { sendsErrands_ = true; }
  struct TaskErrand {
    std::int64_t task = 0;
    std::shared_ptr<Errands> errands;
    Errands::Wanted wanted;
    std::string subject{};
  };
  /// What tasks have asked for that are committed. To be called after each commit.
  std::vector<TaskErrand> takeErrands() { return std::exchange(wanted_, {}); }
  bool isWaiting(std::int64_t task) const { return waiting_.contains(task); }
  /// Inside the batch. Does nothing for a task that has gone, or has begun anew.
  void endErrand(const TaskErrand& errand, Errands::Outcome outcome);

  /// Empties the catalog, but for the accounts of the settings, and resumes the machine's time.
  /// Checkpoints stay.
  void reset();

  /// Keeps the whole state, time included, and brings it back. Not inside a batch, and nobody may
  /// read meanwhile. `restore` is false when there is no such checkpoint.
  void keepCheckpoint(const std::string& name);
  bool restoreCheckpoint(const std::string& name);
  CheckpointStore& checkpoints() { return checkpoints_; }

  /// Writes the whole state into a file, for an archive. Not inside a batch.
  void copyState(const std::string& path);

  /// Takes the state in another catalog's file in the place of this one, as a start with that file
  /// would: its clock goes on, and the accounts of the settings are in it. Not inside a batch, and
  /// nobody may read meanwhile.
  void replaceState(Database& incoming);

  /// Tells followers what they do not know yet. After each commit, not inside a batch.
  void follow(EventFollower follower);
  void tellFollowers();

  /// To be called by who adds or removes one. Readers look at hasFaults(), from any thread: a call
  /// that may meet a fault is no longer a mere read.
  void noteFaults();
  bool hasFaults() const { return hasFaults_.load(); }

  const ControlledClock& clock() const { return clock_; }
  Catalog& catalog() { return catalog_; }
  const ServerSettings& settings() const { return settings_; }

  /// Readers compare it with the clock: has anything come due that is not done yet? A time beyond
  /// all others when nothing waits. May be read from any thread.
  Instant nextDueAt() const { return Instant{Duration{nextDueAt_.load()}}; }

 private:
  RequestContext contextFor(const domain::Caller& caller, std::string_view cause,
                            std::string_view requestId);
  void answer(RequestContext& context, wire::Call& call);
  bool replay(const RequestContext& context, wire::Call& call);
  void remember(const RequestContext& context, const wire::Call& call);
  void begin(const domain::Task& task);
  void runTask(const domain::Task& task, const std::shared_ptr<Errands>& errands);
  void forgetErrandsFrom(std::size_t first) noexcept;
  void forgetWaiting();
  std::vector<std::int64_t> waitingTasks() const;
  std::int64_t nextDue() const;
  void postpone(domain::Task task, const std::exception& error);
  const TaskRow& rowOf(domain::TaskKind kind) const;
  /// What is known without a look at the catalog.
  struct Known {
    ControlledClock::State clock;
    std::int64_t nextDueAt = 0;
    bool hasFaults = false;
  };
  Known known() const;
  void bringBack(const Known& before) noexcept;
  Known prepareToGoOn(Database& checkpoint, Instant at, std::int64_t lastEvent);
  void checkBatch() const;
  void coverFailedCommit();
  void putAccounts(Catalog& catalog) const;
  void goOnWithIds();
  void goOnWithIds(std::int64_t startsBefore);
  void skipEvents();
  void saveSeededStarts(Catalog& catalog) const;
  void saveClock();
  void noteNextDue();
  void forgetOld();

  Database& database_;
  BlobStore& blobs_;
  Catalog catalog_;
  const Clock& base_;
  ControlledClock clock_;
  IdSource ids_;
  std::int64_t seededStarts_ = 0;  ///< with this one
  const ServerSettings& settings_;
  std::span<const TaskRow> tasks_;
  std::optional<Transaction> batch_;
  Known before_;  ///< what was known before the batch
  Undo undo_ = Undo::each;
  bool isSpoilt_ = false;
  bool mayHaveFailedCommit_ = false;
  CheckpointStore checkpoints_;
  const Authorizer authorize_;
  bool sendsErrands_ = false;
  std::map<std::int64_t, std::shared_ptr<Errands>> waiting_;  ///< by the ids of tasks
  std::vector<TaskErrand> wanted_;
  std::vector<EventFollower> followers_;
  std::int64_t toldUpTo_ = 0;
  int sinceForgotten_ = 0;
  std::atomic<std::int64_t> nextDueAt_;
  std::atomic<bool> hasFaults_{false};
};

}  // namespace amilocal
