#include "amilocal/engine/executor.h"

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>
#include <utility>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/core/log.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/core/text.h"
#include "engine/session_caller.h"

namespace amilocal {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

// Names in the settings table that belong to no account.
const std::string kClockOffset = "clock.offset-ms";
const std::string kClockFrozenAt = "clock.frozen-at-ms";
const std::string kSeededStarts = "ids.seeded-starts";
const std::string kFailedCommits = "storage.failed-commits";

// A task whose function throws is tried again after these pauses, then ends in failure.
constexpr std::array<Duration, 3> kRetryAfter{std::chrono::seconds{1}, std::chrono::seconds{10},
                                              std::chrono::seconds{60}};

// EC2 keeps a token for at least a day (EC2 API Reference, "Ensuring idempotency").
constexpr Duration kTokenLifetime = std::chrono::hours{24};

// ClientToken: up to 128 ASCII characters (images.md section 7, CopyImage); RunInstances up to 64.
constexpr std::size_t kTokenMax = 128, kRunInstancesTokenMax = 64;

void checkToken(const wire::Call& call) {
  const auto token = call.clientToken();
  const auto longest = call.operation().name == "RunInstances" ? kRunInstancesTokenMax : kTokenMax;
  const bool ascii = std::ranges::all_of(token, [](char c) { return c > 0x1f && c < 0x7f; });
  if (token.size() > longest || !ascii) throw errors::invalidClientToken();
}

IdempotencyKey keyOf(const RequestContext& context, const wire::Call& call) {
  return {.account = context.account(),
          .region = context.region(),
          .operation = std::string(call.operation().name),
          .token = std::string(call.clientToken())};
}

ControlledClock::State clockIn(const Catalog& catalog) {
  ControlledClock::State state;
  const auto& settings = catalog.settings();
  if (const auto offset = settings.find({}, {}, kClockOffset))
    state.offset = Duration{parseInteger(*offset).value_or(0)};
  if (const auto frozen = settings.find({}, {}, kClockFrozenAt); frozen && !frozen->empty()) {
    state.frozen = true;
    state.frozenAt = Instant{Duration{parseInteger(*frozen).value_or(0)}};
  }
  return state;
}

void putClock(Catalog& catalog, const ControlledClock::State& state) {
  const auto frozenAt = std::to_string(state.frozenAt.time_since_epoch().count());
  auto& settings = catalog.settings();
  settings.put({{}, {}, kClockOffset, std::to_string(state.offset.count())});
  settings.put({{}, {}, kClockFrozenAt, state.frozen ? frozenAt : ""});
}

std::int64_t seededStartsIn(const Catalog& catalog) {
  return parseInteger(catalog.settings().find({}, {}, kSeededStarts).value_or("0")).value_or(0);
}

bool hasFaultsIn(const Catalog& catalog) { return !catalog.faults().list().empty(); }

std::int64_t nextDueIn(const Catalog& catalog) {
  const auto next = catalog.tasks().nextDueAt();
  return next ? next->time_since_epoch().count() : kNever;
}

domain::Caller callerOf(const domain::Task& task) {
  return {.account = task.account, .region = task.region, .accessKeyId = {}};
}

}  // namespace

Executor::Executor(Database& database, BlobStore& blobs, const Clock& base,
                   const ServerSettings& settings, std::span<const TaskRow> tasks,
                   CheckpointStore checkpoints, Authorizer authorize)
    : database_(database),
      blobs_(blobs),
      catalog_(database),
      base_(base),
      clock_(base),
      settings_(settings),
      tasks_(tasks),
      checkpoints_(std::move(checkpoints)),
      authorize_(authorize),
      nextDueAt_(kNever) {
  clock_.restore(clockIn(catalog_));
  noteNextDue();
  noteFaults();
  Savepoint savepoint(database_);
  putAccounts(catalog_);
  savepoint.commit();
  goOnWithIds();
}

void Executor::begin(Undo undo) {
  before_ = known();
  undo_ = undo;
  isSpoilt_ = false;
  ids_.moveOn();
  batch_.emplace(database_, Transaction::Kind::write);
}

void Executor::commit() {
  checkBatch();
  runDue();
  forgetOld();
  // Nothing may fail behind the commit, since its requests have succeeded by then.
  const auto next = nextDue();
  mayHaveFailedCommit_ = true;
  batch_->commit();
  mayHaveFailedCommit_ = false;
  batch_.reset();
  nextDueAt_.store(next);
}

void Executor::rollback() noexcept {
  batch_.reset();
  bringBack(before_);
  forgetErrandsFrom(0);
  try {
    if (mayHaveFailedCommit_) coverFailedCommit();
  } catch (const std::exception& error) {
    log::error("engine.rollback-failed", {{"error", error.what()}});
  }
}

// A transaction that was written whole and whose sync failed is undone, but stays in the log: a
// start that finds it there would take it for good, although its callers were told of a failure.
// The next transaction is written over it.
void Executor::coverFailedCommit() {
  Transaction transaction(database_, Transaction::Kind::write);
  auto& settings = catalog_.settings();
  const auto count = parseInteger(settings.find({}, {}, kFailedCommits).value_or("0")).value_or(0);
  settings.put({{}, {}, kFailedCommits, std::to_string(count + 1)});
  transaction.commit();
  mayHaveFailedCommit_ = false;
}

// SQLite undoes a transaction by itself when the disk fails in the midst of it. Whoever went on
// without a word would then write outside of any.
void Executor::checkBatch() const {
  if (!database_.inTransaction())
    throw CatalogError(CatalogError::Kind::inputOutput, "catalog: the transaction was undone");
}

Executor::Known Executor::known() const {
  return {clock_.state(), nextDueAt_.load(), hasFaults_.load()};
}

void Executor::bringBack(const Known& before) noexcept {
  clock_.restore(before.clock);
  nextDueAt_.store(before.nextDueAt);
  hasFaults_.store(before.hasFaults);
}

RequestContext Executor::contextFor(const domain::Caller& caller, std::string_view cause,
                                    std::string_view requestId) {
  return RequestContext(caller, clock_.now(), catalog_, blobs_, ids_, settings_, cause, requestId);
}

domain::FaultEffect Executor::meetFaults(const wire::Call& call, const domain::Caller& caller) {
  domain::FaultEffect effect;
  if (!hasFaults()) return effect;
  const auto account = accountBehind(catalog_, caller);
  const domain::FaultTarget target{.operation = call.operation().name,
                                   .account = account,
                                   .region = caller.region,
                                   .request = call.text(),
                                   .dryRun = call.isDryRun()};
  for (auto& fault : catalog_.faults().list()) {
    if (!domain::meets(fault, target)) continue;
    if (domain::fires(fault)) domain::addTo(effect, fault);
    catalog_.faults().update(fault);
  }
  return effect;
}

void Executor::execute(wire::Call& call, const domain::Caller& caller, std::string_view requestId,
                       const domain::FaultEffect& fault, Errands* errands) {
  checkBatch();
  runDue();
  if (const auto& error = fault.error)
    throw ApiError(error->code, error->message, static_cast<int>(error->status));
  auto context = contextFor(identified(catalog_, settings_, caller, clock_.now()),
                            call.operation().name, requestId);
  context.failTasks(fault.taskFailure);
  context.errands = errands;
  if (undo_ == Undo::each || call.isDryRun()) {
    Savepoint savepoint(database_);
    answer(context, call);
    savepoint.commit();
    return;
  }
  const auto changesBefore = database_.totalChanges();
  try {
    answer(context, call);
  } catch (...) {
    isSpoilt_ = isSpoilt_ || database_.totalChanges() != changesBefore;
    throw;
  }
}

void Executor::answer(RequestContext& context, wire::Call& call) {
  if (authorize_ != nullptr) authorize_(context, call);
  if (replay(context, call)) return;                     // same token, same request: same answer
  call.execute(context);                                 // the handler
  if (call.isDryRun()) throw errors::dryRunOperation();  // leaving rolls everything back
  remember(context, call);
}

void Executor::perform(const std::function<void(Executor&)>& work) {
  const auto before = known();
  const auto wantedBefore = wanted_.size();
  try {
    Savepoint savepoint(database_);
    work(*this);
    savepoint.commit();
  } catch (...) {
    bringBack(before);
    forgetErrandsFrom(wantedBefore);
    throw;
  }
}

bool Executor::replay(const RequestContext& context, wire::Call& call) {
  if (call.clientToken().empty() || call.isDryRun()) return false;
  checkToken(call);
  const auto kept = catalog_.idempotency().find(keyOf(context, call));
  if (!kept || kept->createdAt + kTokenLifetime < context.now) return false;
  if (kept->digest != call.digest()) throw errors::idempotentParameterMismatch();
  if (kept->isSpent) throw errors::idempotentInstanceTerminated();
  call.restoreAnswer(kept->response);
  return true;
}

void Executor::remember(const RequestContext& context, const wire::Call& call) {
  if (call.clientToken().empty()) return;
  catalog_.idempotency().removeOlderThan(context.now - kTokenLifetime);
  catalog_.idempotency().insert(
      keyOf(context, call),
      {.digest = call.digest(), .response = call.saveAnswer(), .createdAt = context.now});
}

void Executor::runDue() {
  while (const auto task = catalog_.tasks().nextDue(clock_.now(), waitingTasks())) begin(*task);
}

std::vector<std::int64_t> Executor::waitingTasks() const {
  std::vector<std::int64_t> ids;
  for (const auto& [id, errands] : waiting_) ids.push_back(id);
  return ids;
}

std::int64_t Executor::nextDue() const {
  const auto next = catalog_.tasks().nextDueAt(waitingTasks());
  return next ? next->time_since_epoch().count() : kNever;
}

const TaskRow& Executor::rowOf(domain::TaskKind kind) const {
  const auto row = std::ranges::find(tasks_, kind, &TaskRow::kind);
  if (row == tasks_.end()) throw std::logic_error("no function for this kind of task");
  return *row;
}

void Executor::begin(const domain::Task& task) {
  runTask(task, sendsErrands_ ? std::make_shared<Errands>() : nullptr);
}

void Executor::runTask(const domain::Task& task, const std::shared_ptr<Errands>& errands) {
  try {
    Savepoint savepoint(database_);
    auto context = contextFor(callerOf(task), domain::toString(task.kind), task.requestId);
    context.errands = errands.get();
    rowOf(task.kind).finish(context, task);
    catalog_.tasks().remove(task.id);
    savepoint.commit();
    waiting_.erase(task.id);
  } catch (const CatalogError&) {
    throw;  // the disk is at fault, not the task: the batch fails, the row stays
  } catch (Errands::Wanted& wanted) {
    // One that waits already is told to end by the control API: it does so when it can.
    if (waiting_.try_emplace(task.id, errands).second)
      wanted_.push_back({task.id, errands, std::move(wanted), task.subject});
  } catch (const std::exception& error) {
    postpone(task, error);
  }
}

void Executor::endErrand(const TaskErrand& errand, Errands::Outcome outcome) {
  const auto found = waiting_.find(errand.task);
  if (found == waiting_.end() || found->second != errand.errands) return;
  waiting_.erase(found);
  errand.errands->bring(errand.wanted.name, std::move(outcome));
  if (const auto task = catalog_.tasks().find(errand.task)) runTask(*task, errand.errands);
}

// What asked for them is undone, and asks anew.
void Executor::forgetErrandsFrom(std::size_t first) noexcept {
  while (wanted_.size() > first) {
    waiting_.erase(wanted_.back().task);
    wanted_.pop_back();
  }
}

void Executor::forgetWaiting() {
  waiting_.clear();
  wanted_.clear();
}

void Executor::postpone(domain::Task task, const std::exception& error) {
  checkBatch();
  log::error("task.failed", {{"task", task.id},
                             {"kind", domain::toString(task.kind)},
                             {"subject", task.subject},
                             {"attempt", task.attempt},
                             {"error", error.what()}});
  const auto attempt = static_cast<std::size_t>(task.attempt++);
  if (attempt < kRetryAfter.size()) {
    task.dueAt = clock_.now() + kRetryAfter[attempt];
  } else if (!task.failure) {
    task.failure = domain::StateReason{"Server.InternalError", error.what()};
  } else {
    catalog_.tasks().remove(task.id);  // even its failing fails: nothing more can be done for it
    return;
  }
  catalog_.tasks().update(task);
}

void Executor::advanceTo(Instant at) {
  while (const auto task = catalog_.tasks().nextDue(at, waitingTasks())) {
    // Whatever is overdue runs at the present: the clock never goes back on its way forward.
    if (*task->dueAt > clock_.now()) clock_.set(*task->dueAt);
    begin(*task);
  }
  clock_.set(at);
  saveClock();
}

void Executor::freezeClock() {
  clock_.freeze();
  saveClock();
}

void Executor::resumeClock() {
  clock_.resume();
  saveClock();
}

bool Executor::finishTask(std::int64_t id, const std::optional<domain::StateReason>& failure) {
  auto task = catalog_.tasks().find(id);
  if (!task) return false;
  task->failure = failure;
  begin(*task);
  return true;
}

void Executor::reset() {
  catalog_.reset();
  forgetWaiting();
  putAccounts(catalog_);
  saveSeededStarts(catalog_);
  clock_.restore({});
  noteNextDue();
  noteFaults();
}

void Executor::keepCheckpoint(const std::string& name) {
  checkpoints_.keep(database_, name, clock_.now());
}

bool Executor::restoreCheckpoint(const std::string& name) {
  const auto kept = checkpoints_.find(name);
  if (!kept) return false;
  const auto lastEvent = catalog_.events().lastId();
  Known then;
  checkpoints_.bringBack(database_, name,
                         [&](Database& file) { then = prepareToGoOn(file, kept->at, lastEvent); });
  forgetWaiting();
  bringBack(then);
  return true;
}

// What must be other than it was goes into the checkpoint before, so that it comes back in one
// commit, or not at all.
Executor::Known Executor::prepareToGoOn(Database& checkpoint, Instant at, std::int64_t lastEvent) {
  Catalog kept(checkpoint);
  Transaction transaction(checkpoint, Transaction::Kind::write);
  kept.events().continueAfter(lastEvent);
  auto clock = clockIn(kept);
  // A clock that ran goes on from the time of the checkpoint, not from the machine's: each test
  // that begins there finds the same world.
  if (!clock.frozen) clock.offset = at - base_.now();
  putClock(kept, clock);
  saveSeededStarts(kept);
  const Known then{clock, nextDueIn(kept), hasFaultsIn(kept)};
  transaction.commit();
  return then;
}

void Executor::copyState(const std::string& path) {
  copyCatalog(database_, path, Durability::ephemeral);
}

// As with a checkpoint, all of it is in the file before, and comes in one commit.
void Executor::replaceState(Database& incoming) {
  Catalog next(incoming);
  Transaction transaction(incoming, Transaction::Kind::write);
  next.events().continueAfter(catalog_.events().lastId());
  putAccounts(next);
  if (settings_.seed) goOnWithIds(std::max(seededStarts_, seededStartsIn(next)));
  saveSeededStarts(next);
  const Known then{clockIn(next), nextDueIn(next), hasFaultsIn(next)};
  transaction.commit();
  database_.copyFrom(incoming);
  forgetWaiting();
  bringBack(then);
  skipEvents();
}

void Executor::skipEvents() {
  toldUpTo_ = catalog_.events().lastId();
  for (auto& follower : followers_) {
    follower.after = toldUpTo_;
    if (follower.skip) follower.skip(toldUpTo_);
  }
}

void Executor::follow(EventFollower follower) {
  std::erase_if(followers_, [](const EventFollower& known) { return known.isGone(); });
  toldUpTo_ = std::min(toldUpTo_, follower.after);
  followers_.push_back(std::move(follower));
}

void Executor::tellFollowers() {
  const auto last = followers_.empty() ? toldUpTo_ : catalog_.events().lastId();
  if (last <= toldUpTo_) return;
  toldUpTo_ = last;
  std::erase_if(followers_, [&](EventFollower& follower) {
    const auto news = catalog_.events().list({.after = follower.after, .limit = last});
    follower.after = std::max(follower.after, last);
    return !std::ranges::all_of(news, follower.take);
  });
}

void Executor::noteFaults() { hasFaults_.store(hasFaultsIn(catalog_)); }

// Now and then is enough: between two times, the tables grow by what a few batches write. More
// seldom, and those who are served meanwhile wait for thousands of rows to go.
void Executor::forgetOld() {
  constexpr int kBatchesBetween = 16;
  if (++sinceForgotten_ < kBatchesBetween) return;
  sinceForgotten_ = 0;
  catalog_.journal().keepLatest(settings_.history);
  catalog_.events().keepLatest(settings_.history);
}

void Executor::putAccounts(Catalog& catalog) const {
  for (const auto& account : settings_.accounts) catalog.accounts().put(account);
}

// The same seed would give the ids again that the catalog has already. So each start that goes on
// with a catalog begins somewhere else, in a way that repeats as well.
void Executor::goOnWithIds() {
  if (!settings_.seed) return;
  goOnWithIds(seededStartsIn(catalog_));
  saveSeededStarts(catalog_);
}

void Executor::goOnWithIds(std::int64_t startsBefore) {
  constexpr std::uint64_t kFarApart = 0x9e37'79b9'7f4a'7c15;
  seededStarts_ = startsBefore + 1;
  ids_ = IdSource(*settings_.seed + static_cast<std::uint64_t>(startsBefore) * kFarApart);
}

void Executor::saveSeededStarts(Catalog& catalog) const {
  if (settings_.seed)
    catalog.settings().put({{}, {}, kSeededStarts, std::to_string(seededStarts_)});
}

void Executor::saveClock() { putClock(catalog_, clock_.state()); }

void Executor::noteNextDue() { nextDueAt_.store(nextDue()); }

}  // namespace amilocal
