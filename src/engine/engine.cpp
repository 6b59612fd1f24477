#include "amilocal/engine/engine.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <future>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "amilocal/catalog/archive.h"
#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/data_sweep.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/core/log.h"
#include "amilocal/core/request_errors.h"
#include "amilocal/engine/remote_s3.h"
#include "engine/delay_line.h"
#include "engine/errand_runner.h"
#include "engine/log_copier.h"
#include "engine/long_work.h"
#include "engine/session_caller.h"

namespace amilocal {
namespace {

// A long queue is drained in parts, so that its first callers are answered early.
constexpr std::size_t kBatchMax = 256;

// How long the thread sleeps at most: the machine's clock may be set meanwhile.
constexpr Duration kLongestSleep = std::chrono::seconds{1};

// With others, alone, or with others and once more if need be.
enum class Turn { inBatch, alone, repeatable };

struct Job {
  std::function<void(Executor&)> work;
  Engine::Completion done;
  Turn turn = Turn::inBatch;
  std::exception_ptr failure{};
};

/// A request on its way; it runs again after each errand that it asks for.
struct Request {
  wire::Call& call;
  domain::Caller caller;
  std::string id;
  Engine::Completion done;
  std::optional<domain::FaultEffect> fault{};
  Errands errands{};
  bool hasWaited = false;  ///< for the end of long work
};

std::optional<Errands::Wanted> wantedIn(const std::exception_ptr& failure) {
  if (!failure) return std::nullopt;
  try {
    std::rethrow_exception(failure);
  } catch (Errands::Wanted& wanted) {
    return std::move(wanted);
  } catch (...) {
    return std::nullopt;
  }
}

CheckpointStore checkpointsBeside(const EngineStorage& storage) {
  const auto directory = std::filesystem::path(storage.catalogPath).parent_path() / "checkpoints";
  return CheckpointStore(directory.string(), storage.durability);
}

std::string dataDirectoryOf(const EngineStorage& storage) {
  if (!storage.dataDirectory.empty()) return storage.dataDirectory;
  return std::filesystem::path(storage.catalogPath).parent_path().string();
}

// For who cannot go on before something is done.
class Waiting {
 public:
  Engine::Completion completion() {
    return [this](std::exception_ptr failure) {
      if (failure) return promise_.set_exception(std::move(failure));
      promise_.set_value();
    };
  }
  void wait() { promise_.get_future().get(); }

 private:
  std::promise<void> promise_;
};

// Whose disk is full, or whose catalog is held by another, may try again: the log says what it was.
std::exception_ptr answerTo(const CatalogError& error) {
  using Kind = CatalogError::Kind;
  const bool mayPass = error.kind() == Kind::diskFull || error.kind() == Kind::busy;
  return mayPass ? std::make_exception_ptr(errors::unavailable()) : std::current_exception();
}

// The writing connection, its file brought up to date, and rid of blobs that an end in the middle
// of something may have left.
struct Writer {
  Writer(const EngineStorage& storage, BlobStore& blobs)
      : database(storage.catalogPath, Database::Mode::readWrite, storage.durability) {
    migrate(database);
    removeUnfinishedArchives(blobs);
    blobs.removeScratch();
    sweepData(database, blobs);
  }
  Database database;
};

}  // namespace

// The readers' connections. One is lent for the length of one request.
class ReaderPool {
 public:
  struct Reader {
    explicit Reader(const EngineStorage& storage)
        : database(storage.catalogPath, Database::Mode::readOnly, storage.durability),
          catalog(database) {}
    Database database;
    Catalog catalog;
  };

  explicit ReaderPool(const EngineStorage& storage) : storage_(storage) {}

  // A reader that goes back to the pool by itself.
  class Lease {
   public:
    explicit Lease(ReaderPool& pool) : pool_(pool), reader_(pool.take()) {}
    ~Lease() { pool_.giveBack(std::move(reader_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    Reader* operator->() const { return reader_.get(); }

   private:
    ReaderPool& pool_;
    std::unique_ptr<Reader> reader_;
  };

  // Nobody reads while it lives. Its maker waits for those who do; newcomers wait for its end.
  class Silence {
   public:
    explicit Silence(ReaderPool& pool) : pool_(pool) {
      std::unique_lock lock(pool_.mutex_);
      pool_.silent_ = true;
      pool_.changed_.wait(lock, [&] { return pool_.lent_ == 0; });
    }
    ~Silence() {
      {
        const std::lock_guard lock(pool_.mutex_);
        pool_.silent_ = false;
      }
      pool_.changed_.notify_all();
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

   private:
    ReaderPool& pool_;
  };

 private:
  std::unique_ptr<Reader> take() {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return !silent_; });
      ++lent_;
      if (!idle_.empty()) {
        auto reader = std::move(idle_.back());
        idle_.pop_back();
        return reader;
      }
    }
    try {
      return std::make_unique<Reader>(storage_);
    } catch (...) {
      giveBack(nullptr);
      throw;
    }
  }

  void giveBack(std::unique_ptr<Reader> reader) {
    const std::lock_guard lock(mutex_);
    --lent_;
    if (reader) idle_.push_back(std::move(reader));
    if (silent_) changed_.notify_all();
  }

  const EngineStorage storage_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Reader>> idle_;
  std::size_t lent_ = 0;
  bool silent_ = false;
};

struct Engine::Impl {
  Impl(const EngineStorage& storage, const Clock& base, const ServerSettings& serverSettings,
       std::span<const TaskRow> tasks, Authorizer authorizer)
      : settings(serverSettings),
        blobs(dataDirectoryOf(storage), storage.maxDataBytes, storage.durability),
        writer(storage, blobs),
        logCopier(storage.catalogPath, storage.durability, writer.database),
        authorize(authorizer),
        executor(writer.database, blobs, base, settings, tasks, checkpointsBeside(storage),
                 authorize),
        readers(storage),
        thread([this] { run(); }) {}

  // Errands end early and bring nothing to tasks, which begin anew at the next start.
  ~Impl() {
    isEnding = true;
    if (settings.remoteS3) settings.remoteS3->stop();
    ending.request_stop();
    resume(longWork.stop());
    errandsOfTasks.stop();
    errandsOfRequests.stop();
    {
      const std::lock_guard lock(mutex);
      stopping = true;
    }
    wake.notify_one();
    thread.join();
  }

  void enqueue(Job job) {
    {
      const std::lock_guard lock(mutex);
      queue.push_back(std::move(job));
    }
    wake.notify_one();
  }

  // A clock that stands still brings nothing nearer: whoever moves it sends a job.
  Duration untilDue() const {
    if (executor.clock().state().frozen) return kLongestSleep;
    return executor.nextDueAt() - executor.clock().now();
  }

  // Sleeps until there is a job, a task is due, or the end. False at the end.
  bool await(std::vector<Job>& batch) {
    std::unique_lock lock(mutex);
    while (queue.empty() && !stopping && executor.nextDueAt() > executor.clock().now()) {
      wake.wait_for(lock, std::min(kLongestSleep, untilDue()));
    }
    while (!queue.empty() && batch.size() < kBatchMax) {
      const bool alone = queue.front().turn == Turn::alone;
      if (alone && !batch.empty()) break;
      batch.push_back(std::move(queue.front()));
      queue.pop_front();
      if (alone) break;
    }
    return !batch.empty() || !stopping;
  }

  void run() {
    executor.sendErrands();
    std::vector<Job> batch;
    while (await(batch)) {
      if (!batch.empty() && batch.front().turn == Turn::alone) {
        runAlone(batch.front());
      } else {
        runBatch(batch);
      }
      sendErrands();
      endLongWork();
      tellFollowers();
      ++commits;  // before anybody is told, so that who was told finds no older answer
      for (auto& job : batch) job.done(std::move(job.failure));
      batch.clear();
      logCopier.afterCommit();
    }
  }

  void runAlone(Job& job) {
    try {
      logCopier.finish();
      const ReaderPool::Silence silence(readers);
      job.work(executor);
    } catch (...) {
      job.failure = std::current_exception();
    }
  }

  void sendErrands() {
    for (auto& errand : executor.takeErrands()) {
      const auto stop = beginWork(errand);
      errandsOfTasks.post([this, stop, errand = std::move(errand)] {
        if (isEnding) return;
        auto outcome = std::make_shared<Errands::Outcome>(runErrand(errand.wanted.work, stop));
        if (isEnding) return;
        enqueue({[errand, outcome](Executor& ours) { ours.endErrand(errand, *outcome); },
                 [](const std::exception_ptr&) {}});
      });
    }
  }

  std::stop_token beginWork(const Executor::TaskErrand& errand) {
    if (errand.wanted.place == Errands::Place::elsewhere) return ending.get_token();
    const auto now = LongWork::Clock::now();
    const auto stop = longWork.begin(errand.task, errand.subject, now);
    delays.callAfter(settings.patience, [this, until = now + settings.patience] {
      resume(longWork.takeImpatient(until));
    });
    return stop;
  }

  // A task that is gone, since it was cancelled or what it worked on was taken away, wants its work
  // no more.
  void endLongWork() {
    if (!longWork.isAny()) return;
    resume(longWork.keepOnly(
        [this](std::int64_t task) { return executor.isWaiting(task) && isThere(task); }));
  }

  bool isThere(std::int64_t task) {
    try {
      return executor.catalog().tasks().find(task).has_value();
    } catch (const CatalogError&) {
      return true;  // the next batch sees
    }
  }

  static void resume(const std::vector<LongWork::Resume>& waiting) {
    for (const auto& each : waiting) each();
  }

  // Who asks after what is worked on is asked again when the work has ended.
  bool awaitLongWork(const std::shared_ptr<Request>& request) {
    if (!longWork.isAny() || request->hasWaited) return false;
    if (request->call.operation().access != wire::Access::read) return false;
    return longWork.await(request->call.requestJson(), LongWork::Clock::now(), [this, request] {
      request->hasWaited = true;
      submit(request);
    });
  }

  Errands::Outcome runErrand(const Errands::Work& work, const std::stop_token& stop) {
    return Errands::run(
        [&](const std::stop_token& token) {
          std::any value;
          withRoom([&] { value = work(token); });
          return value;
        },
        stop);
  }

  // What finds no room may find some once nobody's blobs are gone.
  template <class Work>
  void withRoom(const Work& work) {
    try {
      work();
    } catch (const DataLimitReached&) {
      if (isEnding || sweep() == 0) throw;
      work();
    }
  }

  std::uint64_t sweep() {
    auto freed = std::make_shared<std::promise<std::uint64_t>>();
    auto count = std::make_shared<std::uint64_t>(0);
    auto future = freed->get_future();
    enqueue(
        {[this, count](Executor& ours) { *count = sweepData(ours.catalog().database(), blobs); },
         [freed, count](const std::exception_ptr&) { freed->set_value(*count); }});
    return future.get();
  }

  void submit(const std::shared_ptr<Request>& request) {
    const auto work = [request](Executor& ours) {
      if (!request->fault) request->fault = ours.meetFaults(request->call, request->caller);
      ours.execute(request->call, request->caller, request->id, *request->fault, &request->errands);
    };
    enqueue({work,
             [this, request](std::exception_ptr failure) { end(request, std::move(failure)); },
             Turn::repeatable});
  }

  void end(const std::shared_ptr<Request>& request, std::exception_ptr failure) {
    if (auto wanted = wantedIn(failure)) {
      errandsOfRequests.post([this, request, wanted = *std::move(wanted)] {
        request->errands.bring(wanted.name, runErrand(wanted.work, ending.get_token()));
        submit(request);
      });
      return;
    }
    if (!failure && awaitLongWork(request)) return;
    const auto latency = request->fault ? request->fault->latency : Duration{0};
    if (latency == Duration{0}) return request->done(std::move(failure));
    delays.callAfter(latency, [request, failure = std::move(failure)]() mutable {
      request->done(std::move(failure));
    });
  }

  // Before the answers, so that who has one finds the event on its way. A bad disk is told of by
  // the next batch.
  void tellFollowers() {
    try {
      executor.tellFollowers();
    } catch (const std::exception& error) {
      log::error("engine.events-failed", {{"error", error.what()}});
    }
  }

  // One transaction for all. A failure of the commit is everybody's failure. Nearly all requests
  // that fail do so before they write, and savepoints are dear: so they do without first.
  void runBatch(std::vector<Job>& batch) {
    using Undo = Executor::Undo;
    const bool mayRepeat =
        std::ranges::all_of(batch, [](const Job& job) { return job.turn == Turn::repeatable; });
    try {
      if (!mayRepeat || executor.hasFaults() || !runJobs(batch, Undo::none))
        runJobs(batch, Undo::each);
      executor.commit();
    } catch (const CatalogError& error) {
      giveUp(batch, error, answerTo(error));
    } catch (const std::exception& error) {
      giveUp(batch, error, std::current_exception());
    }
  }

  // False when all of it is undone, to be done again. What has failed by then has failed, since
  // those before it will do the same again.
  bool runJobs(std::vector<Job>& batch, Executor::Undo undo) {
    executor.begin(undo);
    for (auto& job : batch) {
      if (job.failure) continue;
      try {
        job.work(executor);
      } catch (const CatalogError&) {
        throw;
      } catch (...) {
        job.failure = std::current_exception();
      }
      if (!executor.isSpoilt()) continue;
      executor.rollback();
      return false;
    }
    return true;
  }

  void giveUp(std::vector<Job>& batch, const std::exception& error,
              const std::exception_ptr& answer) {
    log::error("engine.batch-failed", {{"requests", batch.size()}, {"error", error.what()}});
    executor.rollback();
    for (auto& job : batch) job.failure = answer;
    if (batch.empty()) std::this_thread::sleep_for(kLongestSleep);  // a due task met a bad disk
  }

  void read(wire::Call& call, const domain::Caller& caller, std::string_view requestId) {
    const ReaderPool::Lease reader(readers);
    const Transaction transaction(reader->database, Transaction::Kind::read);
    thread_local IdSource ids;  // a read makes no resources, but its context has a source of ids
    const auto now = executor.clock().now();
    RequestContext context(identified(reader->catalog, settings, caller, now), now, reader->catalog,
                           blobs, ids, settings, call.operation().name, requestId);
    if (authorize != nullptr) authorize(context, call);
    call.execute(context);
    if (call.isDryRun()) throw errors::dryRunOperation();
  }

  void readHere(wire::Call& call, const domain::Caller& caller, std::string_view requestId,
                const Completion& done) {
    std::exception_ptr failure;
    try {
      read(call, caller, requestId);
    } catch (...) {
      failure = std::current_exception();
    }
    done(std::move(failure));
  }

  void readOrAwait(const std::shared_ptr<Request>& request) {
    if (!awaitLongWork(request))
      readHere(request->call, request->caller, request->id, request->done);
  }

  const ServerSettings settings;
  BlobStore blobs;
  Writer writer;
  LogCopier logCopier;
  const Authorizer authorize;
  Executor executor;
  ReaderPool readers;
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<Job> queue;
  std::atomic<std::uint64_t> commits = 0;
  bool stopping = false;
  std::atomic<bool> isEnding = false;
  std::stop_source ending;
  LongWork longWork{settings.patience};
  ErrandRunner errandsOfTasks{ErrandRunner::Pace::yielding};  // apart, since theirs may be long
  ErrandRunner errandsOfRequests;
  DelayLine delays;  // after the thread has ended, calls what it still holds
  std::thread thread;
};

Engine::Engine(const EngineStorage& storage, const Clock& base, const ServerSettings& settings,
               std::span<const TaskRow> tasks, Authorizer authorize)
    : impl_(std::make_unique<Impl>(storage, base, settings, tasks, authorize)) {}

Engine::~Engine() = default;

void Engine::execute(wire::Call& call, const domain::Caller& caller, std::string requestId,
                     Completion done) {
  try {
    impl_->withRoom([&] { call.prepare(impl_->blobs); });
  } catch (...) {
    return done(std::current_exception());
  }
  const auto begin = [&] {
    return std::make_shared<Request>(Request{call, caller, std::move(requestId), std::move(done)});
  };
  const bool isDue = impl_->executor.nextDueAt() <= impl_->executor.clock().now();
  const bool mayMeetFault = impl_->executor.hasFaults();
  // A read that finds something due runs behind it, so that no client sees a state that time has
  // already ended.
  if (call.operation().access != wire::Access::read || isDue || mayMeetFault)
    return impl_->submit(begin());
  if (impl_->longWork.isAny()) return impl_->readOrAwait(begin());
  impl_->readHere(call, caller, requestId, done);
}

std::optional<DataStamp> Engine::stamp() const {
  const std::uint64_t commits = impl_->commits;
  const auto now = impl_->executor.clock().now();
  if (impl_->executor.nextDueAt() <= now || impl_->executor.hasFaults()) return std::nullopt;
  return DataStamp{commits,
                   std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count()};
}

void Engine::perform(std::function<void(Executor&)> work, Completion done) {
  impl_->enqueue(
      {[work = std::move(work)](Executor& executor) { executor.perform(work); }, std::move(done)});
}

void Engine::performAlone(std::function<void(Executor&)> work, Completion done) {
  impl_->enqueue({std::move(work), std::move(done), Turn::alone});
}

void Engine::performAndWait(std::function<void(Executor&)> work) {
  Waiting waiting;
  perform(std::move(work), waiting.completion());
  waiting.wait();
}

void Engine::performAloneAndWait(std::function<void(Executor&)> work) {
  Waiting waiting;
  performAlone(std::move(work), waiting.completion());
  waiting.wait();
}

std::optional<KeySecret> Engine::secretOf(const std::string& accessKeyId) {
  if (auto secret = impl_->settings.users.secretOf(accessKeyId)) return KeySecret{*secret, {}};
  if (!domain::isSessionKey(accessKeyId)) return std::nullopt;
  const ReaderPool::Lease reader(impl_->readers);
  const Transaction transaction(reader->database, Transaction::Kind::read);
  const auto session = reader->catalog.sessions().find(accessKeyId);
  if (!session || session->secretKey.empty()) return std::nullopt;
  return KeySecret{session->secretKey, session->token};
}

bool Engine::hasFaults() const { return impl_->executor.hasFaults(); }
BlobStore& Engine::blobs() { return impl_->blobs; }
const Clock& Engine::clock() const { return impl_->executor.clock(); }
const ServerSettings& Engine::settings() const { return impl_->settings; }

}  // namespace amilocal
