#include "amilocal/domain/task.h"
#include "amilocal/domain/task_time.h"
#include "control/body.h"
#include "control/json_text.h"
#include "control/refusals.h"
#include "control/routes.h"

namespace amilocal::control {
namespace {

// Of a failure that nobody gave a reason for. The code is the one of EC2's state reasons for
// faults of its own (EC2 API Reference, StateReason).
constexpr std::string_view kReasonCode = "Server.InternalError";
constexpr std::string_view kReasonMessage = "The control API was told to fail it";

// A reason comes back in XML, in places where AWS has a sentence.
constexpr std::size_t kReasonMax = 1024;

std::string reasonJson(const domain::StateReason& reason) {
  return JsonObject().text("code", reason.code).text("message", reason.message).end();
}

JsonObject describe(const domain::Task& task, Instant now) {
  JsonObject out;
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

std::string reasonText(wire::JsonDocument::Value value, std::string_view key) {
  auto text = textOf(value, key, "a string");
  if (trim(text).empty() || text.size() > kReasonMax || !isXmlText(text))
    throw badValue(
        key, "a text of 1 to " + std::to_string(kReasonMax) + " bytes without control characters");
  return text;
}

domain::StateReason readReason(std::string_view text) {
  static constexpr std::string_view kKeys[] = {"reason"};
  static constexpr std::string_view kParts[] = {"code", "message"};
  const Body body(text, kKeys);
  domain::StateReason reason{std::string(kReasonCode), std::string(kReasonMessage)};
  if (!body.has("reason")) return reason;
  const auto given = body.member("reason");
  if (!given.isObject()) {
    reason.message = reasonText(given, "reason");
    return reason;
  }
  checkKeys(given, kParts);
  for (const auto part : kParts)
    if (!given.member(part).isThere()) throw badValue("reason", "a text, or a code and a message");
  return {reasonText(given.member("code"), "reason.code"),
          reasonText(given.member("message"), "reason.message")};
}

Work endTask(std::int64_t id, std::optional<domain::StateReason> failure) {
  return [id, failure = std::move(failure)](Executor& executor) {
    const auto task = executor.catalog().tasks().find(id);
    if (!task) throw noSuchTask(id);
    auto before = describe(*task, executor.clock().now());
    executor.finishTask(id, failure);
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
    const auto tasks = jsonArray(executor.catalog().tasks().list(filter),
                                 [now](const auto& task) { return describe(task, now).end(); });
    return JsonObject().json("tasks", tasks).end();
  };
}

Work showTask(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [id = demand.taskId](Executor& executor) {
    const auto task = executor.catalog().tasks().find(id);
    if (!task) throw noSuchTask(id);
    return describe(*task, executor.clock().now()).end();
  };
}

Work completeTask(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return endTask(demand.taskId, std::nullopt);
}

Work failTask(const Surroundings&, const Demand& demand) {
  return endTask(demand.taskId, readReason(demand.body));
}

}  // namespace amilocal::control
