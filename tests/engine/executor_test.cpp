#include "amilocal/engine/executor.h"

#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>
#include <vector>

#include "amilocal/catalog/catalog_error.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/core/api_error.h"
#include "support/manual_clock.h"
#include "support/temporary_directory.h"

namespace amilocal {
namespace {

using namespace std::chrono;
using domain::Task;
using domain::TaskKind;

constexpr Instant kStart = sys_days{2026y / November / 20};

// What the tasks of these tests did, in order.
std::vector<std::pair<std::string, Instant>> finished;
std::vector<std::string> reasons;

void noteTask(RequestContext& ctx, const Task& task) {
  finished.emplace_back(task.subject, ctx.now);
  reasons.push_back(task.failure ? task.failure->message : "");
}
// Schedules another one, as a chain of work does.
void chainTask(RequestContext& ctx, const Task& task) {
  noteTask(ctx, task);
  ctx.scheduleAt(TaskKind::create_image, task.subject + "-next", ctx.now + hours{1});
}
void brokenTask(RequestContext& ctx, const Task& task) {
  noteTask(ctx, task);
  ctx.record(task.subject, "", "half-done");
  throw std::runtime_error("broken");
}

constexpr TaskRow kRows[] = {{TaskKind::create_image, &noteTask},
                             {TaskKind::copy_image, &chainTask},
                             {TaskKind::create_snapshot, &brokenTask}};

// A request made of what the test says.
class FakeCall final : public wire::Call {
 public:
  explicit FakeCall(std::function<void(RequestContext&)> work) : work_(std::move(work)) {}
  const wire::Operation& operation() const override {
    static constexpr wire::Operation kOperation{"FakeCall", wire::Access::write, nullptr};
    return kOperation;
  }
  bool isDryRun() const override { return dryRun; }
  std::string_view clientToken() const override { return token; }
  std::string digest() const override { return request; }
  void execute(RequestContext& ctx) override {
    work_(ctx);
    answer = "answered " + std::to_string(++answered);
  }
  void encode(wire::Answer&) const override {}
  std::string saveAnswer() const override { return answer; }
  void restoreAnswer(std::string_view json) override { answer = json; }

  bool dryRun = false;
  std::string token, request, answer;
  static inline int answered = 0;

 private:
  std::function<void(RequestContext&)> work_;
};

class ExecutorTest : public ::testing::Test {
 protected:
  ExecutorTest() : base_(kStart), database_(":memory:") {
    finished.clear();
    reasons.clear();
    migrate(database_);
    executor_.emplace(database_, blobs_, base_, settings_, kRows);
  }

  void run(wire::Call& call) {
    executor_->begin();
    try {
      executor_->execute(call, caller_, "request-1");
    } catch (...) {
      executor_->commit();
      throw;
    }
    executor_->commit();
  }
  void run(std::function<void(RequestContext&)> work) {
    FakeCall call(std::move(work));
    run(call);
  }
  void advance(Duration by) {
    executor_->begin();
    executor_->advanceTo(executor_->clock().now() + by);
    executor_->commit();
  }
  std::size_t journalSize() { return executor_->catalog().journal().list(0, 100, {}).size(); }

  test::ManualClock base_;
  ServerSettings settings_;
  Database database_;
  test::TemporaryDirectory directory_;
  BlobStore blobs_{directory_.path(), 1U << 20U, Durability::ephemeral};
  std::optional<Executor> executor_;
  domain::Caller caller_{"111111111111", "us-east-1", ""};
};

TEST_F(ExecutorTest, KeepsWhatARequestDidAndUndoesWhatARefusedOneDid) {
  run([](RequestContext& ctx) { ctx.record("ami-1", "", "pending"); });
  EXPECT_EQ(journalSize(), 1U);
  EXPECT_THROW(run([](RequestContext& ctx) {
                 ctx.record("ami-2", "", "pending");
                 throw ApiError("Nope", "no");
               }),
               ApiError);
  EXPECT_EQ(journalSize(), 1U);
}

// Without savepoints only a request that has written something before it failed spoils the batch.
TEST_F(ExecutorTest, KnowsWhetherABatchWithoutSavepointsIsSpoilt) {
  const auto record = [](RequestContext& ctx) { ctx.record("ami-1", "", "pending"); };
  const auto refuse = [](RequestContext&) { throw ApiError("Nope", "no"); };
  FakeCall good(record), refused(refuse), dry(record), bad([&](RequestContext&ctx) {
    record(ctx);
    refuse(ctx);
  });
  dry.dryRun = true;
  executor_->begin(Executor::Undo::none);
  executor_->execute(good, caller_, "request-1");
  EXPECT_THROW(executor_->execute(refused, caller_, "request-2"), ApiError);
  EXPECT_THROW(executor_->execute(dry, caller_, "request-3"), ApiError);
  EXPECT_FALSE(executor_->isSpoilt());
  EXPECT_EQ(journalSize(), 1U);
  EXPECT_THROW(executor_->execute(bad, caller_, "request-4"), ApiError);
  EXPECT_TRUE(executor_->isSpoilt());
  executor_->rollback();
  EXPECT_EQ(journalSize(), 0U);

  executor_->begin();
  EXPECT_FALSE(executor_->isSpoilt());
  EXPECT_THROW(executor_->execute(bad, caller_, "request-4"), ApiError);
  EXPECT_FALSE(executor_->isSpoilt());
  executor_->commit();
  EXPECT_EQ(journalSize(), 0U);
}

// architecture: a dry run is run and rolled back; what would fail fails with its own error.
TEST_F(ExecutorTest, RollsADryRunBack) {
  FakeCall call([](RequestContext& ctx) { ctx.record("ami-1", "", "pending"); });
  call.dryRun = true;
  try {
    run(call);
    FAIL() << "a dry run ends with an error";
  } catch (const ApiError& error) {
    EXPECT_EQ(error.code(), "DryRunOperation");
    EXPECT_EQ(error.status(), 412);
    EXPECT_EQ(error.message(), "Request would have succeeded, but DryRun flag is set.");
  }
  EXPECT_EQ(journalSize(), 0U);
}

TEST_F(ExecutorTest, AnswersARepeatedTokenWithTheFirstAnswer) {
  const auto nothing = [](RequestContext&) {};
  FakeCall first(nothing), again(nothing), other(nothing);
  first.token = again.token = other.token = "token";
  first.request = again.request = "same";
  other.request = "different";
  run(first);
  run(again);
  EXPECT_EQ(again.answer, first.answer);
  try {
    run(other);
    FAIL() << "a token with another request is refused";
  } catch (const ApiError& error) {
    EXPECT_EQ(error.code(), "IdempotentParameterMismatch");
  }
}

TEST_F(ExecutorTest, ForgetsATokenAfterADay) {
  const auto nothing = [](RequestContext&) {};
  FakeCall first(nothing), later(nothing);
  first.token = later.token = "token";
  run(first);
  advance(hours{25});
  run(later);
  EXPECT_NE(later.answer, first.answer);
}

TEST_F(ExecutorTest, RefusesATokenThatAwsWouldNotTake) {
  FakeCall call([](RequestContext&) {});
  call.token = std::string(129, 'x');
  EXPECT_THROW(run(call), ApiError);
}

// With a task time of 0 the next Describe shows the final state (clients/contract.md 2.8).
TEST_F(ExecutorTest, EndsWhatIsDueAtTheEndOfTheBatch) {
  run([](RequestContext& ctx) { ctx.schedule(TaskKind::create_image, "ami-1", 8); });
  ASSERT_EQ(finished.size(), 1U);
  EXPECT_EQ(executor_->nextDueAt(), Instant::max());
}

TEST_F(ExecutorTest, RunsTasksAtTheirOwnTimesInOrder) {
  settings_.taskTime = *domain::TaskTime::parse("10m");
  run([](RequestContext& ctx) {
    ctx.scheduleAt(TaskKind::create_image, "second", ctx.now + hours{2});
    ctx.scheduleAt(TaskKind::create_image, "first", ctx.now + hours{1});
    ctx.schedule(TaskKind::copy_image, "chain", 1);
  });
  EXPECT_TRUE(finished.empty());
  advance(hours{24});
  const std::vector<std::pair<std::string, Instant>> expected{
      {"chain", kStart + minutes{10}},
      {"first", kStart + hours{1}},
      {"chain-next", kStart + hours{1} + minutes{10}},
      {"second", kStart + hours{2}}};
  EXPECT_EQ(finished, expected);
  EXPECT_EQ(executor_->clock().now(), kStart + hours{24});
}

TEST_F(ExecutorTest, HoldsTasksUntilTheyAreFinishedByHand) {
  settings_.taskTime = *domain::TaskTime::parse("hold");
  run([](RequestContext& ctx) { ctx.schedule(TaskKind::create_image, "ami-1", 8); });
  advance(hours{1000});
  EXPECT_TRUE(finished.empty());
  const auto id = executor_->catalog().tasks().list().front().id;
  EXPECT_TRUE(executor_->finishTask(id, domain::StateReason{"Client.X", "because"}));
  EXPECT_EQ(reasons, std::vector<std::string>{"because"});
  EXPECT_FALSE(executor_->finishTask(id, {}));
}

// A fault of ours must not lose a task: it is tried again, then told to fail, then given up.
TEST_F(ExecutorTest, TriesABrokenTaskAgainAndUndoesItsHalf) {
  run([](RequestContext& ctx) { ctx.schedule(TaskKind::create_snapshot, "snap-1", 8); });
  EXPECT_EQ(finished.size(), 1U);
  EXPECT_EQ(journalSize(), 0U);
  EXPECT_EQ(executor_->catalog().tasks().list().size(), 1U);
  advance(hours{1});
  EXPECT_EQ(reasons.back(), "broken");
  EXPECT_TRUE(executor_->catalog().tasks().list().empty());
}

TEST_F(ExecutorTest, TellsReadersWhenSomethingIsDue) {
  settings_.taskTime = *domain::TaskTime::parse("5s");
  run([](RequestContext& ctx) { ctx.schedule(TaskKind::create_image, "ami-1", 8); });
  EXPECT_EQ(executor_->nextDueAt(), kStart + seconds{5});
}

// docs/control-api.md, Accounts: those of the configuration are there at each start and after each
// reset.
TEST_F(ExecutorTest, KnowsTheConfiguredAccountsAlsoAfterAReset) {
  settings_.accounts = {{.id = "111111111111", .organization = "o-exampleorgid"}};
  executor_.emplace(database_, blobs_, base_, settings_, kRows);
  run([](RequestContext& ctx) {
    EXPECT_EQ(ctx.member().organization, "o-exampleorgid");
    ctx.catalog.accounts().put({.id = "222222222222"});
    ctx.catalog.accounts().remove("111111111111");
  });
  executor_->begin();
  executor_->reset();
  executor_->commit();
  EXPECT_EQ(executor_->catalog().accounts().list(), settings_.accounts);
}

// An account that nobody has told of belongs to no organization.
TEST_F(ExecutorTest, TakesAnUnknownCallerForAnAccountOfItsOwn) {
  run([](RequestContext& ctx) { EXPECT_EQ(ctx.member(), domain::Account{.id = "111111111111"}); });
}

// Kill -9 and start again: clock and tasks go on (architecture section 8).
TEST_F(ExecutorTest, GoesOnAfterARestart) {
  advance(hours{48});
  settings_.taskTime = *domain::TaskTime::parse("5s");
  run([](RequestContext& ctx) { ctx.schedule(TaskKind::create_image, "ami-1", 8); });
  const auto before = executor_->clock().now();
  executor_.emplace(database_, blobs_, base_, settings_, kRows);
  EXPECT_EQ(executor_->clock().now(), before);
  EXPECT_EQ(executor_->nextDueAt(), before + seconds{5});
  advance(seconds{5});
  EXPECT_EQ(finished.size(), 1U);
}

// Else what a seeded server makes after a restart would have the ids of what it made before.
TEST_F(ExecutorTest, GivesOtherIdsWhenASeededServerGoesOn) {
  settings_.seed = 1;
  const auto firstId = [this] {
    executor_.emplace(database_, blobs_, base_, settings_, kRows);
    std::string id;
    run([&](RequestContext& ctx) { id = ctx.ids.next<ImageKind>().str(); });
    return id;
  };
  const auto first = firstId();
  const auto second = firstId();
  EXPECT_NE(first, second);
  executor_->begin();
  executor_->reset();
  executor_->commit();
  const auto third = firstId();
  EXPECT_NE(third, first);
  EXPECT_NE(third, second);
}

// SQLite undoes a transaction by itself when the disk fails in it. A handler that does not say so
// must not let the others of the batch write outside of any transaction.
TEST_F(ExecutorTest, FailsABatchWhoseTransactionIsGone) {
  executor_->begin();
  FakeCall careless([this](RequestContext&) {
    database_.runScript("ROLLBACK");
    throw ApiError("Oops", "as if nothing had happened", 400);
  });
  EXPECT_THROW(executor_->execute(careless, caller_, "request-1"), ApiError);
  FakeCall next([](RequestContext& ctx) { ctx.record("next", "", "made"); });
  EXPECT_THROW(executor_->execute(next, caller_, "request-2"), CatalogError);
  EXPECT_THROW(executor_->commit(), CatalogError);
  executor_->rollback();
  EXPECT_EQ(journalSize(), 0U);
}

TEST_F(ExecutorTest, IsAsNewAfterAReset) {
  settings_.taskTime = *domain::TaskTime::parse("hold");
  run([](RequestContext& ctx) { ctx.schedule(TaskKind::create_image, "ami-1", 8); });
  advance(hours{5});
  executor_->begin();
  executor_->reset();
  executor_->commit();
  EXPECT_TRUE(executor_->catalog().tasks().list().empty());
  EXPECT_EQ(executor_->clock().now(), kStart);
}

// Work of the control API is all or nothing, the clock included.
TEST_F(ExecutorTest, UndoesControlWorkThatThrows) {
  executor_->begin();
  EXPECT_THROW(executor_->perform([](Executor& executor) {
    executor.advanceTo(kStart + hours{5});
    throw ApiError("Nope", "no");
  }),
               ApiError);
  executor_->commit();
  EXPECT_EQ(executor_->clock().now(), kStart);
}

// A batch that cannot be committed leaves the clock where the catalog says it is.
TEST_F(ExecutorTest, TakesTheClockBackWithARolledBackBatch) {
  executor_->begin();
  executor_->advanceTo(kStart + hours{5});
  executor_->rollback();
  EXPECT_EQ(executor_->clock().now(), kStart);
}

TEST_F(ExecutorTest, FreezesAndResumesTheClock) {
  executor_->begin();
  executor_->freezeClock();
  executor_->commit();
  base_.advance(minutes{5});
  EXPECT_EQ(executor_->clock().now(), kStart);
  executor_->begin();
  executor_->resumeClock();
  executor_->commit();
  base_.advance(minutes{5});
  EXPECT_EQ(executor_->clock().now(), kStart + minutes{5});
}

}  // namespace
}  // namespace amilocal
