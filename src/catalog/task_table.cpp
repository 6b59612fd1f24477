#include "amilocal/catalog/task_table.h"

#include "cells.h"
#include "rows.h"

namespace amilocal {
namespace {

using domain::Task;

struct TaskColumns {
  static constexpr const char* kTable = "task";

  template <class Visitor, class Value>
  static void visit(Visitor& column, Value& task) {
    column("id", task.id);
    column("kind", task.kind);
    column("account", task.account);
    column("region", task.region);
    column("subject", task.subject);
    column("detail", task.detail);
    column("created_at", task.createdAt);
    column("due_at", task.dueAt);
    column("attempt", task.attempt);
    column.group(task.failure, [](auto& failureColumn, auto& failure) {
      failureColumn("failure_code", failure.code);
      failureColumn("failure_message", failure.message);
    });
    column("request_id", task.requestId);
  }
};

using TaskRows = Rows<Task, TaskColumns>;

constexpr std::string_view kNextDueAt =
    "SELECT due_at FROM task WHERE due_at IS NOT NULL ORDER BY due_at LIMIT 1";

// Rare, so that the usual ones need not look at a list.
constexpr std::string_view kNextDueAtOfOthers = R"sql(
  SELECT due_at FROM task
  WHERE due_at IS NOT NULL AND id NOT IN (SELECT value FROM json_each(:except))
  ORDER BY due_at LIMIT 1
)sql";

constexpr std::string_view kRemoveFor = "DELETE FROM task WHERE subject = :subject";

constexpr std::string_view kWhereDue = " WHERE due_at <= :now ORDER BY due_at, id LIMIT 1";

constexpr std::string_view kWhereOtherDue = R"sql(
  WHERE due_at <= :now AND id NOT IN (SELECT value FROM json_each(:except))
  ORDER BY due_at, id LIMIT 1
)sql";

constexpr std::string_view kWhereSubject = " WHERE subject = :subject ORDER BY id";

constexpr std::string_view kWhereFilter = R"sql(
  WHERE (:account IS NULL OR account = :account)
    AND (:region IS NULL OR region = :region)
    AND (:subject IS NULL OR subject = :subject)
    AND (:kind IS NULL OR kind = :kind)
    AND (:held IS NULL OR (due_at IS NULL) = :held)
  ORDER BY id
)sql";

std::string selecting(std::string_view continuation) {
  return TaskRows::sql().select + std::string(continuation);
}

std::string listOf(const std::vector<std::int64_t>& ids) {
  std::string json = "[";
  for (const auto id : ids) json += (json.size() > 1 ? "," : "") + std::to_string(id);
  return json + "]";
}

}  // namespace

std::optional<Task> TaskTable::find(std::int64_t id) const { return TaskRows::find(database_, id); }

std::optional<Task> TaskTable::nextDue(Instant now, const std::vector<std::int64_t>& except) const {
  if (const auto next = nextDueAt(except); !next || *next > now) return std::nullopt;
  static const auto kSql = selecting(kWhereDue);
  static const auto kSqlOfOthers = selecting(kWhereOtherDue);
  Statement statement(database_, except.empty() ? kSql : kSqlOfOthers);
  statement.bind(":now", now);
  const auto passedOver = listOf(except);
  if (!except.empty()) statement.bind(":except", passedOver);
  if (!statement.step()) return std::nullopt;
  return TaskRows::read(statement);
}

// It is asked before each request, and most leave the tasks alone.
std::optional<Instant> TaskTable::nextDueAt(const std::vector<std::int64_t>& except) const {
  if (!except.empty()) return readNextDueAt(except);
  return nextDueAt_.get("", [&] { return readNextDueAt(except); });
}

std::optional<Instant> TaskTable::readNextDueAt(const std::vector<std::int64_t>& except) const {
  Statement statement(database_, except.empty() ? kNextDueAt : kNextDueAtOfOthers);
  const auto passedOver = listOf(except);
  if (!except.empty()) statement.bind(":except", passedOver);
  if (!statement.step()) return std::nullopt;
  return statement.get<Instant>(0);
}

std::vector<Task> TaskTable::list(const TaskFilter& filter) const {
  static const auto kSql = selecting(kWhereFilter);
  Statement statement(database_, kSql);
  statement.bind(":account", filter.account)
      .bind(":region", filter.region)
      .bind(":subject", filter.subject)
      .bind(":kind", filter.kind)
      .bind(":held", filter.held);
  return TaskRows::readAll(statement);
}

std::vector<Task> TaskTable::listFor(const std::string& subject) const {
  static const auto kSql = selecting(kWhereSubject);
  Statement statement(database_, kSql);
  statement.bind(":subject", subject);
  return TaskRows::readAll(statement);
}

std::int64_t TaskTable::insert(const Task& task) {
  return TaskRows::insertNumbered(database_, task);
}

void TaskTable::update(const Task& task) { TaskRows::update(database_, task); }

bool TaskTable::remove(std::int64_t id) { return TaskRows::remove(database_, id); }

void TaskTable::removeFor(const std::string& subject) {
  Statement(database_, kRemoveFor).bind(":subject", subject).run();
}

}  // namespace amilocal
