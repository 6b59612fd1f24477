#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "amilocal/core/ids.h"
#include "amilocal/core/instant.h"
#include "amilocal/domain/caller.h"
#include "amilocal/domain/event.h"
#include "amilocal/domain/limits.h"
#include "amilocal/domain/organization.h"
#include "amilocal/domain/state_reason.h"
#include "amilocal/domain/task.h"
#include "amilocal/engine/server_settings.h"

namespace amilocal {

class BlobStore;
class Catalog;
class Errands;
namespace wire {
class Call;
}

/// What a handler has of the world: who asks, when, and one transaction on the catalog. There is
/// one `now` from the beginning of a request to its end.
class RequestContext {
 public:
  RequestContext(domain::Caller who, Instant at, Catalog& store, BlobStore& bytes,
                 IdSource& idSource, const ServerSettings& serverSettings, std::string_view cause,
                 std::string_view request)
      : caller(std::move(who)),
        now(at),
        catalog(store),
        blobs(bytes),
        ids(idSource),
        settings(serverSettings),
        cause_(cause),
        requestId_(request) {}

  const domain::Caller caller;
  const Instant now;
  Catalog& catalog;
  BlobStore& blobs;
  IdSource& ids;
  const ServerSettings& settings;
  Errands* errands = nullptr;  ///< null where whoever asks may wait itself

  const std::string& account() const { return caller.account; }
  const std::string& region() const { return caller.region; }
  std::string_view requestId() const { return requestId_; }

  /// The quota that holds now: as the control API has set it, as `--quota` says, or AWS's own.
  std::int64_t limit(domain::Limit limit) const;

  /// The caller with its place in an organization, looked up at the first call.
  const domain::Account& member() const;

  /// Work for `subject` in the caller's account and Region that begins now. The time it takes
  /// follows `--task-time`; `sizeGib` matters to its mode `aws`. Nothing is stored.
  domain::Task taskFor(domain::TaskKind kind, std::string subject, std::int64_t sizeGib) const;

  /// Schedules such work, in this transaction. Answers the task as it was stored, so that the
  /// caller can show when it will end.
  domain::Task schedule(domain::TaskKind kind, std::string subject, std::int64_t sizeGib,
                        std::string detail = {});

  /// What a task of this request's sees when it is ended now.
  RequestContext contextOf(const domain::Task& task) const;

  /// The same as schedule() for work that waits for a fixed time whatever `--task-time` says:
  /// cooldowns, rows that are to be forgotten.
  domain::Task scheduleAt(domain::TaskKind kind, std::string subject, Instant dueAt,
                          std::string detail = {});

  /// Writes down a change of state. `from` is empty for a birth.
  void record(std::string_view resourceId, std::string_view from, std::string_view to,
              std::string_view reason = {});

  /// Tells the world, once this transaction is committed. What the event leaves open is filled in:
  /// its ids, its time, and the caller's account and Region.
  void emit(domain::Event event);

  /// Lets the work that this request begins end in failure: a fault that a test asked for.
  void failTasks(const std::optional<domain::StateReason>& failure) { taskFailure_ = failure; }

 private:
  domain::Task newTask(domain::TaskKind kind, std::string subject) const;

  std::string_view cause_;
  std::string_view requestId_;
  std::optional<domain::StateReason> taskFailure_;
  mutable std::optional<domain::Account> member_;
};

/// The value of a limit, for whoever has no request: the catalog's, the settings', AWS's.
std::int64_t limitValue(const Catalog& catalog, const ServerSettings& settings,
                        domain::Limit limit);

/// Where the catalog keeps a limit that was changed at run time: a setting of the whole server.
std::string limitSettingName(domain::Limit limit);

/// A kind of task and the function that ends it. The function loads the subject, changes it and
/// leaves the task's row alone; `task.failure` says that it is to end in failure.
struct TaskRow {
  domain::TaskKind kind;
  void (*finish)(RequestContext&, const domain::Task&);
};

/// Asks policies whether the caller may do what the call is for, before its handler runs. Throws
/// the refusal; where nobody asks, it is null.
using Authorizer = void (*)(RequestContext&, const wire::Call&);

}  // namespace amilocal
