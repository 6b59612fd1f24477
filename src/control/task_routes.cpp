#include "amilocal/domain/task.h"
#include "amilocal/domain/task_time.h"
#include "amilocal/wire/json_object.h"
#include "control/body.h"
#include "control/refusals.h"
#include "control/routes.h"

namespace amilocal::control {
namespace {

// Of a failure that nobody gave a reason for. The code is the one of EC2's state reasons for
// faults of its own (EC2 API Reference, StateReason).
constexpr std::string_view kReasonCode = "Server.InternalError";
constexpr std::string_view kReasonMessage = "The control API was told to fail it";

std::string reasonJson(const domain::StateReason& reason) {
  return wire::JsonObject().text("code", reason.code).text("message", reason.message).end();
}

wire::JsonObject describe(const domain::Task& task, Instant now) {
  wire::JsonObject out;
  out.number("id", task.id)
      .text("kind", domain::toString(task.kind))
      .text("account", task.account)
      .text("region", task.region)
      .text("subject", task.subject);
  if (!task.detail.empty()) out.text("detail", task.detail);
  out.text("createdAt", formatInstant(task.createdAt));
  if (task.dueAt) out.text("dueAt", formatInstant(*task.dueAt));
  if (!task.dueAt) out.json("dueAt", "null");
  out.flag("held", !task.dueAt)
      .number("percentDone", domain::percentDone(task.createdAt, task.dueAt, now))
      .number("attempt", task.attempt);
  if (task.failure) out.json("failure", reasonJson(*task.failure));
  return out;
}

TaskFilter readFilter(const Demand& demand) {
  static constexpr std::string_view kNames[] = {"account", "held", "kind", "region", "subject"};
  TaskFilter filter;
  for (const auto& [name, value] : demand.query) {
    if (name == "account") {
      filter.account = value;
    } else if (name == "region") {
      filter.region = value;
    } else if (name == "subject") {
      filter.subject = value;
    } else if (name == "kind") {
      filter.kind = domain::parseTaskKind(value);
      if (!filter.kind) throw badValue(name, "a kind of task, such as create-image or copy-image");
    } else if (name == "held") {
      if (value != "true" && value != "false") throw badValue(name, "true or false");
      filter.held = value == "true";
    } else {
      throw unknownKey(name, kNames);
    }
  }
  return filter;
}

domain::StateReason readReason(std::string_view text) {
  static constexpr std::string_view kKeys[] = {"reason"};
  const Body body(text, kKeys);
  if (!body.has("reason")) return {std::string(kReasonCode), std::string(kReasonMessage)};
  return reasonOf(body.member("reason"), "reason", kReasonCode);
}

Work endTask(std::int64_t id, std::optional<domain::StateReason> failure) {
  return [id, failure = std::move(failure)](Executor& executor) {
    const auto task = executor.catalog().tasks().find(id);
    if (!task) throw noSuchTask(id);
    auto before = describe(*task, executor.clock().now());
    executor.finishTask(id, failure);
    if (executor.isWaiting(id)) return before.text("ended", "begun").end();
    // A task whose function throws is put off instead, and that must not look like an end.
    if (executor.catalog().tasks().find(id)) throw taskNotEnded(id);
    return before.text("ended", failure ? "failed" : "completed").end();
  };
}

}  // namespace

Work listTasks(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [filter = readFilter(demand)](Executor& executor) {
    const auto now = executor.clock().now();
    const auto tasks =
        wire::jsonArray(executor.catalog().tasks().list(filter),
                        [now](const auto& task) { return describe(task, now).end(); });
    return wire::JsonObject().json("tasks", tasks).end();
  };
}

Work showTask(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [id = demand.id](Executor& executor) {
    const auto task = executor.catalog().tasks().find(id);
    if (!task) throw noSuchTask(id);
    return describe(*task, executor.clock().now()).end();
  };
}

Work completeTask(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return endTask(demand.id, std::nullopt);
}

Work failTask(const Surroundings&, const Demand& demand) {
  return endTask(demand.id, readReason(demand.body));
}

}  // namespace amilocal::control
