#pragma once

#include <gtest/gtest.h>

#include <future>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "amilocal/catalog/data_directory.h"
#include "amilocal/control/control_api.h"
#include "amilocal/core/instant.h"
#include "amilocal/core/log.h"
#include "amilocal/engine/engine.h"
#include "amilocal/wire/json_writer.h"
#include "support/manual_clock.h"

namespace amilocal::test {

/// What the tasks of the tests leave behind: the subject, the emulated time, and why they failed.
struct Ended {
  std::string subject;
  Instant at;
  std::optional<domain::StateReason> failure;
};
inline std::vector<Ended> endedTasks;

inline void noteEnd(RequestContext& context, const domain::Task& task) {
  endedTasks.push_back({task.subject, context.now, task.failure});
}
// A task that is followed by another, ten minutes later.
inline void noteEndAndGoOn(RequestContext& context, const domain::Task& task) {
  noteEnd(context, task);
  context.scheduleAt(domain::TaskKind::create_snapshot, task.subject + "-next",
                     context.now + std::chrono::minutes{10});
}
[[noreturn]] inline void failAlways(RequestContext&, const domain::Task&) {
  throw std::runtime_error("never works");
}

inline constexpr TaskRow kTaskRows[] = {
    {domain::TaskKind::create_image, noteEnd},
    {domain::TaskKind::create_snapshot, noteEnd},
    {domain::TaskKind::copy_image, noteEndAndGoOn},
    {domain::TaskKind::create_volume, failAlways},
};

inline constexpr wire::Operation kOperations[] = {
    {"CopyImage", wire::Access::write, nullptr},
    {"DescribeImages", wire::Access::read, nullptr},
};
inline constexpr wire::ServiceTable kEc2{"ec2", "ec2-query", "2016-11-15", "", kOperations, {}};
inline constexpr wire::ServiceTable kSts{"sts", "query", "2011-06-15", "", {}, {}};
inline constexpr const wire::ServiceTable* kServices[] = {&kEc2, &kSts};

/// A task as a test wants it; held unless it says when it is due.
struct GivenTask {
  domain::TaskKind kind = domain::TaskKind::create_image;
  std::string account = "111111111111";
  std::string region = "us-east-1";
  std::string subject{};
  std::string detail{};
  Duration age{0};
  std::optional<Instant> dueAt{};
};

/// The control API before a real engine, whose catalog is a file as in the server. The machine's
/// clock stands still.
class ControlTest : public ::testing::Test {
 protected:
  static constexpr Instant kNow =
      std::chrono::sys_days{std::chrono::year{2026} / 11 / 20} + std::chrono::hours{12};

  ControlTest() {
    endedTasks.clear();
    log::configure(log::Format::text, log::Level::off);
  }

  Engine& engine() { return engine_; }
  const Clock& machine() const { return machine_; }
  const std::string& dataDirectory() const { return directory_.path(); }

  std::int64_t givenTask(const GivenTask& given) {
    domain::Task task;
    task.kind = given.kind;
    task.account = given.account;
    task.region = given.region;
    task.subject = given.subject;
    task.detail = given.detail;
    task.createdAt = kNow - given.age;
    task.dueAt = given.dueAt;
    std::int64_t id = 0;
    engine_.performAndWait(
        [&](Executor& executor) { id = executor.catalog().tasks().insert(task); });
    return id;
  }

  HttpResponse send(const HttpRequest& request) {
    std::promise<HttpResponse> promise;
    auto future = promise.get_future();
    api_.handle(request, [&promise](HttpResponse r) { promise.set_value(std::move(r)); });
    return future.get();
  }

  std::string get(std::string target) {
    return expectOk(send({.method = "GET", .target = std::move(target)}));
  }
  HttpResponse post(std::string target, std::string body = {}) {
    return send({.method = "POST", .target = std::move(target), .body = std::move(body)});
  }

  static std::string expectOk(const HttpResponse& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.body;
  }
  static void expectRefusal(const HttpResponse& answer, int status, std::string_view code,
                            std::string_view message = {}) {
    EXPECT_EQ(answer.status, status) << answer.body;
    const auto head = R"({"error":{"code":")" + std::string(code) + R"(","message":")";
    EXPECT_TRUE(answer.body.starts_with(head)) << answer.body;
    EXPECT_TRUE(answer.body.ends_with("\"}}\n")) << answer.body;
    if (message.empty()) return;
    std::string quoted;
    wire::appendJsonString(quoted, message);
    EXPECT_EQ(answer.body,
              R"({"error":{"code":")" + std::string(code) + R"(","message":)" + quoted + "}}\n");
  }

 private:
  const ManualClock machine_{kNow};
  const DataDirectory directory_ = DataDirectory::ephemeral();
  Engine engine_{{directory_.catalogPath(), Durability::ephemeral}, machine_, {}, kTaskRows};
  ControlApi api_{engine_, machine_, kServices};
};

}  // namespace amilocal::test
