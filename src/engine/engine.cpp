#include "amilocal/engine/engine.h"

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/core/log.h"
#include "amilocal/core/request_errors.h"

namespace amilocal {
namespace {

// A long queue is drained in parts, so that its first callers are answered early.
constexpr std::size_t kBatchMax = 256;

// How long the thread sleeps at most: the machine's clock may be set meanwhile.
constexpr Duration kLongestSleep = std::chrono::seconds{1};

struct Job {
  std::function<void(Executor&)> work;
  Engine::Completion done;
  std::exception_ptr failure;
};

// The writing connection, its file brought up to date.
struct Writer {
  explicit Writer(const EngineStorage& storage)
      : database(storage.catalogPath, Database::Mode::readWrite, storage.durability) {
    migrate(database);
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

 private:
  std::unique_ptr<Reader> take() {
    {
      const std::lock_guard lock(mutex_);
      if (!idle_.empty()) {
        auto reader = std::move(idle_.back());
        idle_.pop_back();
        return reader;
      }
    }
    return std::make_unique<Reader>(storage_);
  }

  void giveBack(std::unique_ptr<Reader> reader) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(reader));
  }

  const EngineStorage storage_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Reader>> idle_;
};

struct Engine::Impl {
  Impl(const EngineStorage& storage, const Clock& base, const ServerSettings& serverSettings,
       std::span<const TaskRow> tasks)
      : settings(serverSettings),
        writer(storage),
        executor(writer.database, base, settings, tasks),
        readers(storage),
        thread([this] { run(); }) {}

  ~Impl() {
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
      batch.push_back(std::move(queue.front()));
      queue.pop_front();
    }
    return !batch.empty() || !stopping;
  }

  void run() {
    std::vector<Job> batch;
    while (await(batch)) {
      runBatch(batch);
      for (auto& job : batch) job.done(job.failure);
      batch.clear();
    }
  }

  // One transaction for all. A failure of the commit is everybody's failure.
  void runBatch(std::vector<Job>& batch) {
    try {
      executor.begin();
      for (auto& job : batch) {
        try {
          job.work(executor);
        } catch (const CatalogError&) {
          throw;
        } catch (...) {
          job.failure = std::current_exception();
        }
      }
      executor.commit();
    } catch (const std::exception& error) {
      log::error("engine.batch-failed", {{"requests", batch.size()}, {"error", error.what()}});
      executor.rollback();
      for (auto& job : batch) job.failure = std::current_exception();
      if (batch.empty()) std::this_thread::sleep_for(kLongestSleep);  // a due task met a bad disk
    }
  }

  void read(wire::Call& call, const domain::Caller& caller, std::string_view requestId) {
    const ReaderPool::Lease reader(readers);
    const Transaction transaction(reader->database, Transaction::Kind::read);
    thread_local IdSource ids;  // a read makes no resources, but its context has a source of ids
    RequestContext context(caller, executor.clock().now(), reader->catalog, ids, settings,
                           call.operation().name, requestId);
    call.execute(context);
    if (call.isDryRun()) throw errors::dryRunOperation();
  }

  const ServerSettings settings;
  Writer writer;
  Executor executor;
  ReaderPool readers;
  std::mutex mutex;
  std::condition_variable wake;
  std::deque<Job> queue;
  bool stopping = false;
  std::thread thread;
};

Engine::Engine(const EngineStorage& storage, const Clock& base, const ServerSettings& settings,
               std::span<const TaskRow> tasks)
    : impl_(std::make_unique<Impl>(storage, base, settings, tasks)) {}

Engine::~Engine() = default;

void Engine::execute(wire::Call& call, const domain::Caller& caller, std::string requestId,
                     Completion done) {
  const bool isDue = impl_->executor.nextDueAt() <= impl_->executor.clock().now();
  if (call.operation().access == wire::Access::read && !isDue) {
    std::exception_ptr failure;
    try {
      impl_->read(call, caller, requestId);
    } catch (...) {
      failure = std::current_exception();
    }
    return done(failure);
  }
  // A read that finds something due runs behind it, so that no client sees a state that time has
  // already ended.
  impl_->enqueue({[&call, caller, id = std::move(requestId)](Executor& executor) {
                    executor.execute(call, caller, id);
                  },
                  std::move(done),
                  {}});
}

void Engine::perform(std::function<void(Executor&)> work, Completion done) {
  impl_->enqueue({[work = std::move(work)](Executor& executor) { executor.perform(work); },
                  std::move(done),
                  {}});
}

void Engine::performAndWait(std::function<void(Executor&)> work) {
  std::promise<void> promise;
  auto future = promise.get_future();
  perform(std::move(work), [&promise](std::exception_ptr failure) {
    if (failure) return promise.set_exception(failure);
    promise.set_value();
  });
  future.get();
}

const Clock& Engine::clock() const { return impl_->executor.clock(); }
const ServerSettings& Engine::settings() const { return impl_->settings; }

}  // namespace amilocal
