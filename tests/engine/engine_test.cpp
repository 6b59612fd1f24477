#include "amilocal/engine/engine.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "amilocal/catalog/blob_store.h"
#include "amilocal/catalog/data_directory.h"
#include "amilocal/core/api_error.h"

namespace amilocal {
namespace {

using domain::TaskKind;

void markDone(RequestContext& ctx, const domain::Task& task) {
  ctx.record(task.subject, "pending", "available");
}
constexpr TaskRow kRows[] = {{TaskKind::create_image, &markDone}};

class FakeCall final : public wire::Call {
 public:
  FakeCall(wire::Access access, std::function<void(RequestContext&)> work)
      : operation_{"FakeCall", access, nullptr}, work_(std::move(work)) {}
  const wire::Operation& operation() const override { return operation_; }
  bool isDryRun() const override { return false; }
  std::string_view clientToken() const override { return {}; }
  std::string digest() const override { return {}; }
  void execute(RequestContext& ctx) override { work_(ctx); }
  void encode(wire::Answer&) const override {}
  std::string saveAnswer() const override { return {}; }
  void restoreAnswer(std::string_view) override {}

 private:
  wire::Operation operation_;
  std::function<void(RequestContext&)> work_;
};

class EngineTest : public ::testing::Test {
 protected:
  EngineTest() : engine_({directory_.catalogPath(), Durability::ephemeral}, clock_, {}, kRows) {}

  // Runs a call and waits for its end; throws what it threw.
  void run(wire::Access access, std::function<void(RequestContext&)> work) {
    FakeCall call(access, std::move(work));
    std::promise<void> done;
    engine_.execute(call, {"111111111111", "us-east-1", ""}, "id",
                    [&done](std::exception_ptr failure) {
                      if (failure) return done.set_exception(failure);
                      done.set_value();
                    });
    done.get_future().get();
  }
  std::size_t journalSize() {
    std::size_t size = 0;
    run(wire::Access::read,
        [&](RequestContext& ctx) { size = ctx.catalog.journal().list(0, 1'000'000, {}).size(); });
    return size;
  }

  DataDirectory directory_ = DataDirectory::ephemeral();
  SystemClock clock_;
  Engine engine_;
};

// What was acknowledged is there for the next reader, whichever thread it is on.
TEST_F(EngineTest, ShowsAWriteToTheReaderAfterIt) {
  for (std::size_t i = 1; i <= 50; ++i) {
    run(wire::Access::write, [](RequestContext& ctx) { ctx.record("ami-1", "", "pending"); });
    EXPECT_EQ(journalSize(), i);
  }
}

// --max-data: blobs that nothing names any more make room for an upload, once.
TEST(EngineData, MakesRoomForWhatIsBrought) {
  class Upload final : public wire::Call {
   public:
    explicit Upload(std::size_t size) : size_(size) {}
    const wire::Operation& operation() const override { return operation_; }
    bool isDryRun() const override { return false; }
    std::string_view clientToken() const override { return {}; }
    std::string digest() const override { return {}; }
    void prepare(BlobStore& blobs) override {
      const auto blob = blobs.begin();
      blob->append(std::string(size_, 'x'));
    }
    void execute(RequestContext&) override {}
    void encode(wire::Answer&) const override {}
    std::string saveAnswer() const override { return {}; }
    void restoreAnswer(std::string_view) override {}

   private:
    wire::Operation operation_{"Upload", wire::Access::write, nullptr};
    std::size_t size_;
  };
  constexpr std::size_t kRoom = 1000;
  const auto directory = DataDirectory::ephemeral();
  const SystemClock clock;
  Engine engine({.catalogPath = directory.catalogPath(),
                 .durability = Durability::ephemeral,
                 .maxDataBytes = kRoom},
                clock, {}, kRows);
  const auto upload = [&](std::size_t size) {
    Upload call(size);
    std::promise<void> done;
    engine.execute(call, {"111111111111", "us-east-1", ""}, "id", [&](std::exception_ptr failure) {
      if (failure) return done.set_exception(failure);
      done.set_value();
    });
    done.get_future().get();
  };
  engine.blobs().putBlock(std::string(kBlockBytes, 'a'));
  EXPECT_GT(engine.blobs().bytesUsed(), 0U);
  EXPECT_NO_THROW(upload(kRoom));
  EXPECT_EQ(engine.blobs().bytesUsed(), 0U);
  EXPECT_THROW(upload(kRoom + 1), ApiError);
}

TEST_F(EngineTest, EndsDueWorkBeforeAReaderLooks) {
  run(wire::Access::write,
      [](RequestContext& ctx) { ctx.schedule(TaskKind::create_image, "ami-1", 1); });
  EXPECT_EQ(journalSize(), 1U);
}

TEST_F(EngineTest, RunsReadsOnTheCallingThread) {
  const auto here = std::this_thread::get_id();
  std::thread::id there;
  run(wire::Access::read, [&](RequestContext&) { there = std::this_thread::get_id(); });
  EXPECT_EQ(there, here);
}

// A refused request in a batch must not take the others with it.
TEST_F(EngineTest, KeepsTheOthersOfABatchWhenOneIsRefused) {
  constexpr int kCallers = 8, kCalls = 100;
  std::atomic<int> refused = 0;
  std::vector<std::thread> callers;
  for (int c = 0; c < kCallers; ++c)
    callers.emplace_back([&, c] {
      for (int i = 0; i < kCalls; ++i) try {
          run(wire::Access::write, [&](RequestContext& ctx) {
            ctx.record("ami-" + std::to_string(c), "", "pending");
            if (i % 2 == 0) throw ApiError("Nope", "no");
          });
        } catch (const ApiError&) {
          ++refused;
        }
    });
  for (auto& caller : callers) caller.join();
  EXPECT_EQ(refused, kCallers * kCalls / 2);
  EXPECT_EQ(journalSize(), static_cast<std::size_t>(kCallers * kCalls / 2));
}

TEST_F(EngineTest, RunsControlWorkAndHandsItsErrorsBack) {
  bool ran = false;
  engine_.performAndWait([&](Executor& executor) {
    executor.freezeClock();
    ran = true;
  });
  EXPECT_TRUE(ran);
  EXPECT_EQ(engine_.clock().now(), engine_.clock().now());
  EXPECT_THROW(engine_.performAndWait([](Executor&) { throw ApiError("Nope", "no"); }), ApiError);
}

// A handler that breaks in an unforeseen way is one caller's error, not everybody's.
TEST_F(EngineTest, SurvivesAnyException) {
  EXPECT_THROW(run(wire::Access::write, [](RequestContext&) { throw std::runtime_error("bug"); }),
               std::runtime_error);
  EXPECT_THROW(run(wire::Access::read, [](RequestContext&) { throw std::runtime_error("bug"); }),
               std::runtime_error);
  run(wire::Access::write, [](RequestContext& ctx) { ctx.record("ami-1", "", "pending"); });
  EXPECT_EQ(journalSize(), 1U);
}

}  // namespace
}  // namespace amilocal
