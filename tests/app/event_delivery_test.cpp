#include "app/event_delivery.h"

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <fstream>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "amilocal/catalog/data_directory.h"
#include "amilocal/catalog/migrations.h"
#include "amilocal/core/clock.h"
#include "amilocal/core/log.h"
#include "amilocal/engine/engine.h"
#include "amilocal/net/http_server.h"
#include "app/serve_options.h"

namespace amilocal::test {
namespace {

/// Takes events by HTTP; refuses the first few.
class Receiver {
 public:
  explicit Receiver(int refused = 0)
      : refused_(refused),
        server_({},
                [this](const HttpRequest& request, const Respond& respond) {
                  const std::lock_guard lock(mutex_);
                  if (refused_-- > 0) return respond({.status = 503});
                  taken_.push_back(request.method + " " + request.target + " " + request.body);
                  changed_.notify_all();
                  respond({});
                }),
        thread_([this] { server_.run(1); }) {}
  ~Receiver() {
    server_.stop();
    thread_.join();
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()) + "/hook"; }
  /// Refuses so many from now on.
  void refuse(int count) {
    const std::lock_guard lock(mutex_);
    refused_ = count;
  }
  std::vector<std::string> waitFor(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds{10}, [&] { return taken_.size() >= count; });
    return taken_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int refused_;
  std::vector<std::string> taken_;
  HttpServer server_;
  std::thread thread_;
};

class EventDeliveryTest : public ::testing::Test {
 protected:
  EventDeliveryTest() {
    log::configure(log::Format::text, log::Level::off);
    startEngine();
  }

  void startEngine() {
    engine_ =
        std::make_unique<Engine>(EngineStorage{directory_.catalogPath(), Durability::ephemeral},
                                 clock_, ServerSettings{}, std::span<const TaskRow>{});
  }

  void emit(const std::string& uuid) {
    engine_->performAndWait([&](Executor& executor) {
      domain::Event event;
      event.uuid = uuid;
      executor.catalog().events().append(event);
    });
  }
  static std::string idPart(const std::string& uuid) { return "\"id\":\"" + uuid + "\""; }

  const SystemClock clock_;
  const DataDirectory directory_ = DataDirectory::ephemeral();
  std::unique_ptr<Engine> engine_;
};

TEST_F(EventDeliveryTest, WritesOneLineForEachEvent) {
  const std::string path = directory_.path() + "/events.jsonl";
  {
    const EventDelivery delivery(*engine_, path, {}, directory_.path());
    emit("one");
    emit("two");
    engine_.reset();
  }
  std::ifstream file(path);
  std::string first, second, third;
  std::getline(file, first);
  std::getline(file, second);
  EXPECT_NE(first.find(idPart("one")), std::string::npos) << first;
  EXPECT_NE(second.find(idPart("two")), std::string::npos) << second;
  EXPECT_FALSE(std::getline(file, third));
}

TEST_F(EventDeliveryTest, PostsThemInOrderAndTriesAgain) {
  Receiver receiver(2);
  const EventDelivery delivery(*engine_, {}, receiver.url(), directory_.path());
  emit("one");
  emit("two");
  const auto taken = receiver.waitFor(2);
  ASSERT_EQ(taken.size(), 2U);
  EXPECT_TRUE(taken[0].starts_with("POST /hook {")) << taken[0];
  EXPECT_NE(taken[0].find(idPart("one")), std::string::npos);
  EXPECT_NE(taken[1].find(idPart("two")), std::string::npos);
  engine_.reset();
}

// The receiver takes nothing until the server has been started anew.
TEST_F(EventDeliveryTest, GoesOnWhereItEnded) {
  Receiver receiver;
  emit("before it was asked for");
  {
    const EventDelivery delivery(*engine_, {}, receiver.url(), directory_.path());
    emit("one");
    receiver.waitFor(1);
    receiver.refuse(1'000'000);
    emit("two");
    engine_.reset();
  }
  receiver.refuse(0);
  startEngine();
  const EventDelivery delivery(*engine_, {}, receiver.url(), directory_.path());
  emit("three");
  const auto taken = receiver.waitFor(3);
  ASSERT_EQ(taken.size(), 3U);
  EXPECT_NE(taken[0].find(idPart("one")), std::string::npos);
  EXPECT_NE(taken[1].find(idPart("two")), std::string::npos);
  EXPECT_NE(taken[2].find(idPart("three")), std::string::npos);
  engine_.reset();
}

// The events of another server's state are nobody's news.
TEST_F(EventDeliveryTest, LeavesOutWhatCameWithAnImport) {
  const auto other = DataDirectory::ephemeral();
  Database state(other.catalogPath());
  migrate(state);
  for (int i = 0; i < 5; ++i) Catalog(state).events().append({});
  Receiver receiver;
  const EventDelivery delivery(*engine_, {}, receiver.url(), directory_.path());
  emit("one");
  engine_->performAloneAndWait([&](Executor& executor) { executor.replaceState(state); });
  emit("two");
  const auto taken = receiver.waitFor(2);
  ASSERT_EQ(taken.size(), 2U);
  EXPECT_NE(taken[1].find(idPart("two")), std::string::npos);
  engine_.reset();
}

// Nobody listens there: the engine goes on all the same.
TEST_F(EventDeliveryTest, LetsNobodyWaitForAReceiverThatIsAway) {
  const EventDelivery delivery(*engine_, {}, "http://127.0.0.1:1/", directory_.path());
  for (int i = 0; i < 100; ++i) EXPECT_NO_THROW(emit("x"));
  engine_.reset();
}

TEST_F(EventDeliveryTest, RefusesWhatIsNoAddressOrFile) {
  EXPECT_THROW(EventDelivery(*engine_, {}, "ftp://x", directory_.path()), UsageError);
  EXPECT_THROW(EventDelivery(*engine_, directory_.path() + "/no/file", {}, directory_.path()),
               std::runtime_error);
}

TEST(EventsUrl, IsAServerAndATarget) {
  EXPECT_EQ(EventsUrl::parse("http://h:1").target, "/");
  EXPECT_EQ(EventsUrl::parse("http://h:1/a/b?c=d").target, "/a/b?c=d");
  EXPECT_EQ(EventsUrl::parse("http://h:1?c=d").target, "/?c=d");
  EXPECT_EQ(EventsUrl::parse("http://h:1/a").server, "http://h:1");
}

}  // namespace
}  // namespace amilocal::test
