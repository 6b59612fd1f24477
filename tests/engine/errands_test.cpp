#include "amilocal/engine/errands.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <stdexcept>
#include <stop_token>
#include <thread>

#include "amilocal/catalog/data_directory.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/engine/engine.h"
#include "amilocal/engine/executor.h"
#include "amilocal/engine/remote_s3.h"
#include "support/manual_clock.h"
#include "support/temporary_directory.h"

namespace amilocal {
namespace {

using namespace std::chrono;
using domain::TaskKind;

constexpr Instant kStart = sys_days{2026y / November / 20};

/// What the other server does, in these tests.
std::function<std::string()> outside;

// A task that needs a word from elsewhere, and writes it down.
void askingTask(RequestContext& ctx, const domain::Task& task) {
  ctx.record(task.subject, "", task.failure ? task.failure->message : "asks");
  if (task.failure) return;
  std::string word;
  try {
    word = await<std::string>(ctx.errands, "word", [] { return outside(); });
  } catch (const std::runtime_error& error) {
    word = error.what();
  }
  ctx.record(task.subject, "asks", word);
}
constexpr TaskRow kAskingRows[] = {{TaskKind::store_image, &askingTask}};

TEST(Errands, AreRunByWhoeverAsksWhereNobodyElseDoes) {
  EXPECT_EQ(await<int>(nullptr, "x", [] { return 3; }), 3);
}

TEST(Errands, AreWantedUntilTheyAreBrought) {
  Errands errands;
  EXPECT_THROW(await<int>(&errands, "x", [] { return 3; }), Errands::Wanted);
  try {
    await<int>(&errands, "x", [] { return 3; });
  } catch (const Errands::Wanted& wanted) {
    errands.bring(wanted.name, Errands::run(wanted.work));
  }
  EXPECT_TRUE(errands.has("x"));
  EXPECT_EQ(await<int>(&errands, "x", nullptr), 3);
  EXPECT_THROW(await<int>(&errands, "y", [] { return 4; }), Errands::Wanted);
}

TEST(Errands, ThrowWhatTheyThrewEachTime) {
  Errands errands;
  errands.bring("x", Errands::run([](const std::stop_token&) -> std::any {
                  throw std::runtime_error("broken");
                }));
  for (int i = 0; i < 2; ++i) EXPECT_THROW(await<int>(&errands, "x", nullptr), std::runtime_error);
}

// What tests make is small: it is there when they look.
TEST(Errands, OfFewBytesAreRunAtOnce) {
  Errands errands;
  const auto one = [](const std::stop_token&) { return 1; };
  EXPECT_EQ(awaitBytes<int>(&errands, "x", kBytesAtOnce, one), 1);
  EXPECT_EQ(awaitBytes<int>(nullptr, "x", kBytesAtOnce + 1, one), 1);
  try {
    awaitBytes<int>(&errands, "x", kBytesAtOnce + 1, one);
    FAIL() << "many bytes are for another thread";
  } catch (const Errands::Wanted& wanted) {
    EXPECT_EQ(wanted.place, Errands::Place::here);
    errands.bring(wanted.name, Errands::run(wanted.work));
  }
  EXPECT_EQ(awaitBytes<int>(&errands, "x", 0, nullptr), 1) << "its size need not be found again";
}

TEST(Errands, AreToldToStop) {
  std::stop_source source;
  EXPECT_NO_THROW(checkGoesOn(source.get_token()));
  source.request_stop();
  EXPECT_THROW(checkGoesOn(source.get_token()), WorkStopped);
}

class TaskErrands : public ::testing::Test {
 protected:
  TaskErrands() : base_(kStart), database_(":memory:") {
    outside = [] { return std::string("hello"); };
    migrate(database_);
    executor_.emplace(database_, blobs_, base_, settings_, kAskingRows);
    executor_->sendErrands();
  }

  std::int64_t schedule(std::optional<Instant> dueAt) {
    domain::Task task;
    task.kind = TaskKind::store_image;
    task.account = "111111111111";
    task.region = "us-east-1";
    task.subject = "ami-1";
    task.dueAt = dueAt;
    return executor_->catalog().tasks().insert(task);
  }
  template <class Work>
  void batch(const Work& work) {
    executor_->begin();
    work();
    executor_->commit();
  }
  void end(const Executor::TaskErrand& errand) {
    batch([&] { executor_->endErrand(errand, Errands::run(errand.wanted.work)); });
  }
  /// What is in the journal, oldest first.
  std::string words() {
    std::string all;
    for (const auto& entry : executor_->catalog().journal().list(0, 100, {}))
      all += entry.toState + " ";
    return all;
  }
  bool isThere(std::int64_t id) { return executor_->catalog().tasks().find(id).has_value(); }

  test::ManualClock base_;
  ServerSettings settings_;
  Database database_;
  test::TemporaryDirectory directory_;
  BlobStore blobs_{directory_.path(), 1U << 20U, Durability::ephemeral};
  std::optional<Executor> executor_;
};

// Whoever asks is undone whole, waits as a row, and runs again from its beginning.
TEST_F(TaskErrands, AreAwaitedByTheTaskAsItIs) {
  std::int64_t id = 0;
  batch([&] { id = schedule(kStart); });
  EXPECT_EQ(words(), "");
  EXPECT_TRUE(isThere(id));
  EXPECT_TRUE(executor_->isWaiting(id));
  EXPECT_GT(executor_->nextDueAt(), kStart + hours{1}) << "readers must not wait for it";
  const auto errands = executor_->takeErrands();
  ASSERT_EQ(errands.size(), 1U);
  batch([&] { executor_->advanceTo(kStart + hours{1}); });
  EXPECT_TRUE(executor_->takeErrands().empty()) << "it is on its way";
  end(errands[0]);
  EXPECT_EQ(words(), "asks hello ");
  EXPECT_FALSE(isThere(id));
  end(errands[0]);
  EXPECT_EQ(words(), "asks hello ") << "once is enough";
}

TEST_F(TaskErrands, TellTheTaskOfTheirFailure) {
  outside = []() -> std::string { throw std::runtime_error("down"); };
  batch([&] { schedule(kStart); });
  end(executor_->takeErrands().at(0));
  EXPECT_EQ(words(), "asks down ");
}

// POST tasks/ID/complete and fail of a task that waits for somebody else.
TEST_F(TaskErrands, AreBegunByWhoEndsAHeldTaskAndLeftByWhoFailsIt) {
  std::int64_t id = 0;
  batch([&] { id = schedule(std::nullopt); });
  EXPECT_TRUE(executor_->takeErrands().empty());
  batch([&] { executor_->finishTask(id, std::nullopt); });
  const auto errands = executor_->takeErrands();
  ASSERT_EQ(errands.size(), 1U);
  EXPECT_TRUE(executor_->isWaiting(id));
  batch([&] { executor_->finishTask(id, domain::StateReason{"Code", "failed"}); });
  EXPECT_EQ(words(), "failed ");
  end(errands[0]);
  EXPECT_EQ(words(), "failed ");
}

// A batch that the disk refused has begun nothing.
TEST_F(TaskErrands, AreForgottenWithTheBatchThatWantedThem) {
  std::int64_t id = 0;
  executor_->begin();
  id = schedule(std::nullopt);
  executor_->finishTask(id, std::nullopt);
  executor_->rollback();
  EXPECT_TRUE(executor_->takeErrands().empty());
  EXPECT_FALSE(executor_->isWaiting(id));

  batch([&] { id = schedule(std::nullopt); });
  batch([&] {
    EXPECT_THROW(executor_->perform([&](Executor& executor) {
      executor.finishTask(id, std::nullopt);
      throw ApiError("Nope", "no");
    }),
                 ApiError);
  });
  EXPECT_TRUE(executor_->takeErrands().empty());
  EXPECT_FALSE(executor_->isWaiting(id));
}

TEST_F(TaskErrands, AreNothingToWhatComesAfterAReset) {
  batch([&] { schedule(kStart); });
  const auto errands = executor_->takeErrands();
  batch([&] { executor_->reset(); });
  std::int64_t id = 0;
  batch([&] { id = schedule(std::nullopt); });
  end(errands.at(0));
  EXPECT_EQ(words(), "");
  EXPECT_TRUE(isThere(id));
}

// ---- With threads ------------------------------------------------------------------------------

class AskingCall final : public wire::Call {
 public:
  explicit AskingCall(std::function<void(RequestContext&)> work) : work_(std::move(work)) {}
  const wire::Operation& operation() const override {
    static constexpr wire::Operation kOperation{"AskingCall", wire::Access::write, nullptr};
    return kOperation;
  }
  bool isDryRun() const override { return false; }
  std::string_view clientToken() const override { return {}; }
  std::string digest() const override { return {}; }
  void execute(RequestContext& ctx) override { work_(ctx); }
  void encode(wire::Answer&) const override {}
  std::string saveAnswer() const override { return {}; }
  void restoreAnswer(std::string_view) override {}

 private:
  std::function<void(RequestContext&)> work_;
};

/// A read that names what it asks after, and notes how far the journal is.
class LookingCall final : public wire::Call {
 public:
  explicit LookingCall(std::string name) : name_(std::move(name)) {}
  const wire::Operation& operation() const override {
    static constexpr wire::Operation kOperation{"LookingCall", wire::Access::read, nullptr};
    return kOperation;
  }
  bool isDryRun() const override { return false; }
  std::string_view clientToken() const override { return {}; }
  std::string digest() const override { return {}; }
  void execute(RequestContext& ctx) override {
    entries = ctx.catalog.journal().list(0, 10, {}).size();
  }
  void encode(wire::Answer&) const override {}
  std::string saveAnswer() const override { return {}; }
  void restoreAnswer(std::string_view) override {}
  std::string requestJson() const override { return R"({"ImageIds":[")" + name_ + R"("]})"; }

  std::size_t entries = 0;

 private:
  std::string name_;
};

std::future<void> begin(Engine& engine, wire::Call& call) {
  auto done = std::make_shared<std::promise<void>>();
  engine.execute(call, {"111111111111", "us-east-1", ""}, "id", [done](std::exception_ptr failure) {
    if (failure) return done->set_exception(failure);
    done->set_value();
  });
  return done->get_future();
}

/// A server that answers when it is let go, or stopped.
struct HangingServer final : RemoteS3 {
  const std::string& url() const override { return name; }
  bool hasBucket(const std::string&) override { return false; }
  void makeBucket(const std::string&) override {}
  std::optional<Object> find(const std::string&, const std::string&) override { return {}; }
  void read(const Range&, const std::function<void(std::string_view)>&) override {}
  void write(const NewObject&) override {}
  void copy(const std::string&, const std::string&) override {}
  void stop() override { go.set_value(); }

  void hang() {
    asked.set_value();
    go.get_future().wait();
  }

  std::string name = "http://hanging";
  std::promise<void> asked, go;
};

TEST(EngineErrands, LetTheOthersPassMeanwhile) {
  const auto directory = DataDirectory::ephemeral();
  const SystemClock clock;
  Engine engine({directory.catalogPath(), Durability::ephemeral}, clock, {}, kAskingRows);
  std::promise<void> asked, go;
  std::atomic<int> runs = 0;
  AskingCall slow([&](RequestContext& ctx) {
    ++runs;
    ctx.record("ami-1", "", "x");
    for (const auto* name : {"a", "b"})
      await<bool>(ctx.errands, name, [&, name = std::string(name)] {
        if (name == "a") asked.set_value();
        if (name == "a") go.get_future().wait();
        return true;
      });
  });
  auto ended = begin(engine, slow);
  asked.get_future().wait();
  AskingCall quick(
      [](RequestContext& ctx) { EXPECT_TRUE(ctx.catalog.journal().list(0, 10, {}).empty()); });
  begin(engine, quick).get();
  go.set_value();
  ended.get();
  EXPECT_EQ(runs, 3) << "once, and once after each errand";
}

/// Work on bytes that goes on until it is let go or stopped.
struct WorkOnBytes {
  std::promise<void> begun;
  std::atomic<bool> go = false, wasStopped = false;
};
WorkOnBytes* onBytes = nullptr;

void workingTask(RequestContext& ctx, const domain::Task& task) {
  awaitBytes<bool>(ctx.errands, "bytes", kBytesAtOnce + 1, [](const std::stop_token& stop) {
    onBytes->begun.set_value();
    while (!onBytes->go && !stop.stop_requested()) std::this_thread::yield();
    onBytes->wasStopped = stop.stop_requested();
    checkGoesOn(stop);
    return true;
  });
  ctx.record(task.subject, "", "done");
}
constexpr TaskRow kWorkingRows[] = {{TaskKind::store_image, &workingTask}};

class EngineWork : public ::testing::Test {
 protected:
  explicit EngineWork(const ServerSettings& settings = {}) {
    onBytes = &work_;
    engine_.emplace(EngineStorage{directory_.catalogPath(), Durability::ephemeral}, clock_,
                    settings, kWorkingRows);
    AskingCall call([](RequestContext& ctx) { ctx.schedule(TaskKind::store_image, "ami-1", 0); });
    begin(*engine_, call).get();
    work_.begun.get_future().wait();
  }

  const DataDirectory directory_ = DataDirectory::ephemeral();
  const SystemClock clock_;
  WorkOnBytes work_;
  std::optional<Engine> engine_;
};

// The next look of a test finds it done, and nobody else is held up.
TEST_F(EngineWork, IsAwaitedByWhoAsksAfterItAlone) {
  LookingCall same("ami-1"), other("ami-2");
  auto looked = begin(*engine_, same);
  begin(*engine_, other).get();
  EXPECT_EQ(other.entries, 0U);
  EXPECT_EQ(looked.wait_for(seconds{0}), std::future_status::timeout);
  work_.go = true;
  looked.get();
  EXPECT_EQ(same.entries, 1U);
}

class EngineLongWork : public EngineWork {
 protected:
  EngineLongWork() : EngineWork({.patience = Duration{20}}) {}
};

// So a client that polls sees long work as AWS shows it.
TEST_F(EngineLongWork, IsNotAwaitedForLong) {
  LookingCall same("ami-1"), again("ami-1");
  begin(*engine_, same).get();
  EXPECT_EQ(same.entries, 0U);
  EXPECT_EQ(begin(*engine_, again).wait_for(seconds{0}), std::future_status::ready)
      << "once it is known to be long, nobody waits any more";
  work_.go = true;
}

TEST_F(EngineWork, IsStoppedWhenItsTaskIsGone) {
  LookingCall same("ami-1");
  auto looked = begin(*engine_, same);
  engine_->performAndWait(
      [](Executor& executor) { executor.catalog().tasks().removeFor("ami-1"); });
  looked.get();
  EXPECT_EQ(same.entries, 0U);
  engine_.reset();
  EXPECT_TRUE(work_.wasStopped);
}

TEST_F(EngineWork, EndsWithTheEngineAndLeavesTheTask) {
  LookingCall same("ami-1");
  auto looked = begin(*engine_, same);
  engine_.reset();
  EXPECT_TRUE(work_.wasStopped);
  EXPECT_EQ(looked.wait_for(seconds{0}), std::future_status::ready) << "everybody is answered";
  Database database(directory_.catalogPath());
  EXPECT_EQ(Catalog(database).tasks().list().size(), 1U);
}

// The next start begins it anew.
TEST(EngineErrands, EndWithTheEngineAndLeaveTheTask) {
  const auto directory = DataDirectory::ephemeral();
  const SystemClock clock;
  const auto server = std::make_shared<HangingServer>();
  outside = [server] {
    server->hang();
    return std::string("too late");
  };
  ServerSettings settings;
  settings.remoteS3 = server;
  {
    Engine engine({directory.catalogPath(), Durability::ephemeral}, clock, settings, kAskingRows);
    AskingCall call([](RequestContext& ctx) { ctx.schedule(TaskKind::store_image, "ami-1", 0); });
    begin(engine, call).get();
    server->asked.get_future().wait();
  }
  outside = [] { return std::string("in time"); };
  Engine engine({directory.catalogPath(), Durability::ephemeral}, clock, {}, kAskingRows);
  for (bool isDone = false; !isDone;)
    engine.performAndWait([&](Executor& executor) {
      isDone = executor.catalog().tasks().list().empty();
      if (!isDone) return;
      const auto journal = executor.catalog().journal().list(0, 10, {});
      EXPECT_EQ(journal.back().toState, "in time");
    });
}

}  // namespace
}  // namespace amilocal
